import { onCleanup } from 'solid-js'
import type { MessageKey } from '../text/catalogue.ts'
import { type Action, type Scope, scopes } from './action.ts'
import { isTextKey, isWidgetKey, keyNames } from './key-names.ts'

/** Where a key was pressed. `pictureAway`: the review or the statistics stand where the picture was, so nobody sees what is selected on it. */
export type KeyPlace = {
  readonly scope: Scope | null
  readonly inTextField: boolean
  readonly inPopup: boolean
  readonly pictureAway: boolean
}

const onCanvas: readonly (Scope | null)[] = ['canvas', 'selected', 'drawing', 'corner']

function scopeOf(name: string | null | undefined): Scope | null {
  return scopes.find((scope) => scope === name) ?? null
}

/** Where keys act while nothing has the focus: the review, else the picture. */
function scopeOfNothing(): Scope {
  if (document.querySelector('main [data-scope=review]')) return 'review'
  return scopeOf(document.querySelector('main [role=application]')?.getAttribute('data-scope')) ?? 'canvas'
}

/** Where keys act now; `null` in a place without keys of its own. */
export function scopeNow(): Scope | null {
  return placeOf(document.activeElement ?? document.body).scope
}

/** Finds out by the element that has the focus: `data-scope` around it, text fields, open dialogs and menus. */
function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return { scope: 'canvas', inTextField: false, inPopup: false, pictureAway: false }
  const around = target.closest('[data-scope]')?.getAttribute('data-scope') ?? null
  const nothingFocused = target === document.body || target === document.documentElement
  return {
    scope: nothingFocused ? scopeOfNothing() : scopeOf(around),
    inTextField:
      target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])') ||
      (target instanceof HTMLElement && target.isContentEditable),
    inPopup: target.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null,
    pictureAway: document.querySelector('main[data-picture-away]') !== null,
  }
}

/** True when an action may act on a key pressed here. */
function acts(scope: Scope, name: string, place: KeyPlace): boolean {
  if (place.inPopup) return false
  if (place.inTextField && isTextKey(name)) return false
  switch (scope) {
    case 'global':
      return true
    case 'canvas':
      if (place.pictureAway || place.scope === 'review' || place.scope === 'qa') return false
      return onCanvas.includes(place.scope) || (!isWidgetKey(name) && !place.inTextField)
    case 'selected':
      return !place.pictureAway && onCanvas.includes(place.scope) && place.scope !== 'canvas'
    case 'drawing':
    case 'corner':
    case 'composer':
    case 'transcript':
    case 'review':
    case 'qa':
    case 'list':
      return place.scope === scope
  }
}

/** The action that a key means here: the one of the innermost scope. */
export function actionFor<C>(
  actions: readonly Action<C>[],
  names: readonly string[],
  place: KeyPlace,
  keysOf: (action: Action<C>) => readonly string[] = (action) => action.keys,
): Action<C> | undefined {
  const matching = actions.filter((action) =>
    keysOf(action).some((key) => names.includes(key) && acts(action.scope, key, place)),
  )
  return (
    matching.find((action) => action.scope === place.scope) ??
    matching.find((action) => action.scope === 'selected') ??
    matching.find((action) => action.scope !== 'global') ??
    matching[0]
  )
}

/** Lets keys run actions while the owner lives. Keys that a widget has used, or that an input method is composing with, are left alone. */
export function listenForKeys<C>(
  actions: readonly Action<C>[],
  context: () => C | null,
  options: {
    /** The keys of a command, where people may have changed them. */
    readonly keysOf?: (action: Action<C>) => readonly string[]
    /** A key was pressed whose command cannot run now. */
    readonly onRefused?: (reason: MessageKey) => void
  } = {},
): void {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
  let held: { readonly action: Action<C>; readonly code: string } | null = null

  function letGo(): void {
    const current = context()
    if (current !== null) held?.action.release?.(current)
    held = null
  }

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
    const current = context()
    if (current === null) return
    const altGraph = event.getModifierState('AltGraph')
    const press = altGraph
      ? { key: event.key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
      : event
    const names = keyNames(press, isMac)
    // What people have marked to copy is text, whatever is selected on the picture.
    if (names.includes('Mod+C') && document.getSelection()?.isCollapsed === false) return
    const action = actionFor(actions, names, placeOf(event.target), options.keysOf)
    if (action === undefined) return
    event.preventDefault()
    if (action.release !== undefined) {
      if (held !== null) return
      held = { action, code: event.code }
    }
    const reason = action.unavailable?.(current) ?? null
    if (reason !== null) options.onRefused?.(reason)
    runAction(action, current)
  }

  function released(event: KeyboardEvent): void {
    if (event.code === held?.code) letGo()
  }

  window.addEventListener('keydown', pressed)
  window.addEventListener('keyup', released)
  window.addEventListener('blur', letGo)
  onCleanup(() => {
    window.removeEventListener('keydown', pressed)
    window.removeEventListener('keyup', released)
    window.removeEventListener('blur', letGo)
  })
}

/** Runs an action if it can run now; true when it did. Failures surface as unhandled rejections, which the shell shows. */
export function runAction<C>(action: Action<C>, context: C): boolean {
  if ((action.unavailable?.(context) ?? null) !== null) return false
  void action.run(context)
  return true
}
