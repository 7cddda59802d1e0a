/** What a key event says about its key; a `KeyboardEvent` fits. */
export type KeyPress = {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/**
 * The names under which actions may list this key. A letter counts by what it writes, or by its place on keyboards that write none
 * (Cyrillic, Greek); a digit by its place, since with Shift it writes a sign; a sign such as `?` or `[` by itself, however it is
 * reached.
 */
export function keyNames(press: KeyPress, isMac: boolean): readonly string[] {
  const { key, code } = press
  const mod = (isMac ? press.metaKey : press.ctrlKey) ? 'Mod+' : ''
  const alt = press.altKey ? 'Alt+' : ''
  const shift = press.shiftKey ? 'Shift+' : ''
  if (/^[a-z]$/i.test(key)) return [`${mod}${alt}${shift}${key.toUpperCase()}`]
  if (/^Digit\d$/.test(code)) {
    const digit = code.slice(5)
    return [`${mod}${alt}${shift}${digit}`, ...(press.altKey && key === digit ? [] : [`${mod}${key}`])]
  }
  if (key.length === 1 && key !== ' ') {
    const place = /^Key([A-Z])$/.exec(code)?.[1]
    const byPlace = place !== undefined && key > '\u007f' ? [`${mod}${alt}${shift}${place}`] : []
    return [`${mod}${key}`, ...byPlace]
  }
  return [`${mod}${alt}${shift}${key === ' ' ? 'Space' : key}`]
}

/** Keys that lists, buttons, menus and sliders use themselves. */
const widgetKeys = /^(?:Arrow\w+|Enter|Space|Delete|Backspace|Escape|Home|End|PageUp|PageDown|Tab)$/

/** True for keys that act on the canvas only while it has the focus itself. */
export function isWidgetKey(name: string): boolean {
  return widgetKeys.test(name.split('+').at(-1) ?? '')
}

/** True for keys that text fields need: characters, editing keys, and their own undo, select all and clipboard. */
export function isTextKey(name: string): boolean {
  const parts = name.split('+')
  const key = parts.at(-1) ?? ''
  if (!parts.includes('Mod')) return key.length <= 1 || isWidgetKey(name)
  return isWidgetKey(name) || /^[ACVXYZ]$/.test(key)
}
