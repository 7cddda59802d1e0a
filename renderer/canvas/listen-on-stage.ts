import { onCleanup } from 'solid-js'
import type { Board, PointerButton } from './create-board.ts'
import type { Pointer } from './tools/tool-state.ts'

const buttons: Record<number, PointerButton> = { 0: 'main', 1: 'middle' }

/** One notch of a mouse wheel (100 px) zooms by about 1.2; a pinch arrives as Ctrl+wheel in much smaller steps. */
const zoomPerPixel = { wheel: 0.0018, pinch: 0.01 }
const lineHeight = 16

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

/** Feeds the board with the host's pointer, wheel and modifier events. Call inside a Solid owner: it cleans up with it. */
export function listenOnStage(
  host: HTMLElement,
  board: Board,
  options: { composerActive(): boolean; wheelZooms(): boolean },
): void {
  const cleanups: (() => void)[] = []
  let last: Pointer | null = null

  function listen<K extends keyof HTMLElementEventMap>(
    target: HTMLElement | Window,
    type: K,
    handler: (event: HTMLElementEventMap[K]) => void,
    settings?: AddEventListenerOptions,
  ): void {
    target.addEventListener(type, handler as EventListener, settings)
    cleanups.push(() => target.removeEventListener(type, handler as EventListener, settings))
  }

  function at(event: MouseEvent): Pointer {
    const box = host.getBoundingClientRect()
    last = {
      x: event.clientX - box.left,
      y: event.clientY - box.top,
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
    }
    return last
  }

  listen(host, 'pointerdown', (event) => {
    host.setPointerCapture(event.pointerId)
    board.pointerDown(at(event), buttons[event.button] ?? 'other')
  })
  // A button pressed or let go while another is down arrives as a move.
  listen(host, 'pointermove', (event) => {
    if (event.button === 1) board.holdPicture((event.buttons & 4) !== 0)
    board.pointerMove(at(event))
  })
  listen(host, 'pointerup', (event) => board.pointerUp(at(event)))
  listen(host, 'pointercancel', () => board.pointerCancel())
  listen(host, 'pointerleave', () => board.pointerLeave())
  listen(host, 'dblclick', (event) => board.doubleClick(at(event)))
  // The default action of a press would move the focus (and start the middle button's scrolling).
  listen(host, 'mousedown', (event) => {
    event.preventDefault()
    if (!options.composerActive()) host.focus({ preventScroll: true })
  })

  listen(
    host,
    'wheel',
    (event) => {
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1
      if (event.ctrlKey || options.wheelZooms()) {
        const speed = event.ctrlKey && Math.abs(event.deltaY) < 50 ? zoomPerPixel.pinch : zoomPerPixel.wheel
        board.wheel(at(event), Math.exp(-event.deltaY * unit * speed))
      } else board.pan(-event.deltaX * unit, -event.deltaY * unit)
    },
    { passive: false },
  )

  function modifier(event: KeyboardEvent, down: boolean): void {
    if (last === null || board.pointer() === null) return
    if (event.key === 'Shift') last = { ...last, shift: down }
    else if (event.key === 'Alt') last = { ...last, alt: down }
    else return
    // Alone, Alt would open a menu of the window while a shape is in hand.
    if (event.key === 'Alt' && board.holdsShape()) event.preventDefault()
    board.pointerMove(last)
  }

  listen(window as Window, 'keydown', (event) => {
    modifier(event, true)
    const here = document.activeElement === host || document.activeElement === document.body
    if (event.key !== ' ' || !here || isTextField(event.target)) return
    event.preventDefault()
    board.setSpace(true)
  })
  listen(window as Window, 'keyup', (event) => {
    modifier(event, false)
    if (event.key === ' ') board.setSpace(false)
  })
  listen(window as Window, 'blur', () => board.setSpace(false))

  onCleanup(() => {
    for (const cleanup of cleanups) cleanup()
  })
}
