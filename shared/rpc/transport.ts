import type { Frame } from './wire.ts'

/**
 * A two-way channel of frames to one peer. Frames arrive in the order in which they were sent, none is lost while the
 * channel is open, and the last thing that happens is `onClose`.
 */
export type Transport = {
  /** Hands a frame to the peer. Does nothing once the channel is closed. Throws only when the frame is not plain data. */
  send(frame: Frame): void
  /** Sets the one receiver. Whatever arrived earlier is delivered to it first. What arrives is not checked. */
  onFrame(receive: (frame: unknown) => void): void
  /** Calls back once when the channel has ended, by either side; at once if it already has. Any number of listeners. */
  onClose(callback: () => void): void
  /** Ends the channel for both sides. */
  close(): void
}

/** What an adapter does with its wire: `send` for the peer, `close` to end it. */
export type Wire = { send(frame: Frame): void; close(): void }

/** A transport in the making: the adapter calls `receive` and `closed` when its wire says so. */
export type TransportEnd = { readonly transport: Transport; receive(frame: unknown): void; closed(): void }

/** Gives a wire the promises of `Transport`: buffering before the receiver is set, one end, and silence after it. */
export function makeTransport(wire: Wire): TransportEnd {
  let receiver: ((frame: unknown) => void) | null = null
  let early: unknown[] = []
  let ended = false
  let listeners: (() => void)[] = []

  const closed = (): void => {
    if (ended) return
    ended = true
    const called = listeners
    listeners = []
    for (const listener of called) listener()
  }

  return {
    receive(frame) {
      if (ended) return
      if (receiver) receiver(frame)
      else early.push(frame)
    },
    closed,
    transport: {
      send(frame) {
        if (!ended) wire.send(frame)
      },
      onFrame(receive) {
        receiver = receive
        const waiting = early
        early = []
        for (const frame of waiting) receive(frame)
      },
      onClose(callback) {
        if (ended) callback()
        else listeners.push(callback)
      },
      close() {
        if (ended) return
        wire.close()
        closed()
      },
    },
  }
}
