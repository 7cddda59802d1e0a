import { onCleanup } from 'solid-js'
import type { Board, PointerButton } from './board.ts'
import type { Pointer } from './tools/tool-state.ts'
import { createTouchGesture } from './touch-gesture.ts'
import { createWheelReader } from './wheel-gesture.ts'

const buttons: Record<number, PointerButton> = { 0: 'main', 1: 'middle' }

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
  const readWheel = createWheelReader(options.wheelZooms)
  const touches = createTouchGesture(board)

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
    if (event.pointerType === 'touch' && touches.down(event.pointerId, at(event))) return
    board.pointerDown(at(event), buttons[event.button] ?? 'other')
  })
  // A button pressed or let go while another is down arrives as a move.
  listen(host, 'pointermove', (event) => {
    if (event.pointerType === 'touch' && touches.move(event.pointerId, at(event))) return
    if (event.button === 1) board.holdPicture((event.buttons & 4) !== 0)
    board.pointerMove(at(event))
  })
  listen(host, 'pointerup', (event) => {
    if (event.pointerType !== 'touch' || !touches.up(event.pointerId)) board.pointerUp(at(event))
  })
  listen(host, 'pointercancel', (event) => {
    touches.up(event.pointerId)
    board.pointerCancel()
  })
  listen(host, 'pointerleave', () => board.pointerLeave())
  listen(host, 'dblclick', (event) => board.doubleClick(at(event)))
  // A menu asked for by key comes without a button; nothing to be about means no menu, the browser's own neither.
  listen(host, 'contextmenu', (event) => {
    const byKey = event.button !== 2 && (event as PointerEvent).pointerType !== 'touch'
    if (!board.aimAt(byKey ? null : at(event))) event.preventDefault()
  })
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
      const meant = readWheel(event)
      if (meant.kind === 'zoom') board.wheel(at(event), meant.factor)
      else board.pan(meant.dx, meant.dy)
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
