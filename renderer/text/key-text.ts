import type { MessageKey } from './catalogue.ts'
import { label } from './translate.ts'

const named: Readonly<Record<string, MessageKey>> = {
  Escape: 'key.escape',
  Enter: 'key.enter',
  Delete: 'key.delete',
  Backspace: 'key.backspace',
  PageUp: 'key.page-up',
  PageDown: 'key.page-down',
  Space: 'key.space',
  ArrowLeft: 'key.left',
  ArrowRight: 'key.right',
  ArrowUp: 'key.up',
  ArrowDown: 'key.down',
}

/** A key of the registry (`Mod+Shift+Z`) as people read it: "Ctrl+Shift+Z", on a Mac "⌘⇧Z". */
export function keyText(key: string, mac: boolean = isMac()): string {
  const parts = key === '+' || key.endsWith('++') ? [...key.slice(0, -2).split('+'), '+'] : key.split('+')
  const words = parts.filter(Boolean).map((part) => {
    if (part === 'Mod') return mac ? '⌘' : label('key.ctrl')
    if (part === 'Shift') return mac ? '⇧' : label('key.shift')
    if (part === 'Alt') return mac ? '⌥' : label('key.alt')
    const name = named[part]
    return name ? label(name) : part
  })
  return words.join(mac ? '' : '+')
}

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)
}
