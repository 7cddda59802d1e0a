import { fork } from 'node:child_process'
import { makeTransport, type Transport } from '../../../shared/rpc/transport.ts'

/** A running engine process as its supervisor sees it. */
export type EngineProcess = {
  readonly transport: Transport
  readonly pid: number | undefined
  /** Resolves when the process has ended, with the reason in words. */
  readonly ended: Promise<string>
  kill(): void
}

/** Starts an engine process. */
export type SpawnEngine = () => EngineProcess

/** What Electron's `utilityProcess.fork` gives, as far as it is needed here. */
export type UtilityChild = {
  readonly pid: number | undefined
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

const keptLog = 4000

/** Node's options for engine processes: a young generation that stays small, or the objects of each token let it grow by tens of MB. */
export const engineFlags = ['--max-semi-space-size=4'] as const

/** Engine processes as children of Node; `entry` is `electron/engine/index.ts` or what it was bundled to. */
export function forkEngine(entry: string): SpawnEngine {
  return () => {
    const child = fork(entry, [], { execArgv: [...engineFlags], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    let log = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-keptLog)
    })
    const end = makeTransport({
      send: (frame) => {
        if (child.connected) child.send(frame)
      },
      close: () => {
        if (child.connected) child.disconnect()
      },
    })
    child.on('message', (frame) => end.receive(frame))
    child.on('error', () => end.closed())
    const ended = new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message))
      child.on('exit', (code, signal) => {
        end.closed()
        // Node leaves out `close` after a disconnect; what the process wrote last is still under way at `exit`.
        const tell = (): void => resolve(`${signal ?? `exit code ${code}`}\n${log}`.trim())
        if (!child.stderr || child.stderr.closed) tell()
        else child.stderr.once('close', tell)
      })
    })
    return { transport: end.transport, pid: child.pid, ended, kill: () => void child.kill('SIGKILL') }
  }
}

/** Engine processes as utility processes of Electron; `start` is `() => utilityProcess.fork(entry)`. */
export function utilityEngine(start: () => UtilityChild): SpawnEngine {
  return () => {
    const child = start()
    const end = makeTransport({ send: (frame) => child.postMessage(frame), close: () => void child.kill() })
    child.on('message', end.receive)
    const ended = new Promise<string>((resolve) => {
      child.on('exit', (code) => {
        end.closed()
        resolve(`exit code ${code}`)
      })
    })
    return { transport: end.transport, pid: child.pid, ended, kill: () => void child.kill() }
  }
}
