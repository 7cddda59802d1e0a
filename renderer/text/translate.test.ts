import { afterEach, describe, expect, it } from 'vitest'
import type { Catalogue } from './catalogue.ts'
import { en } from './en.ts'
import { keyText } from './key-text.ts'
import { count, fill, isMessageKey, label, setLanguage, t } from './translate.ts'

afterEach(() => setLanguage('en', en))

describe('texts', () => {
  it('fill their places and leave unknown ones as they are written', () => {
    expect(fill('{n} of {total}', { n: 1 })).toBe('1 of {total}')
    expect(t('region.place', { x: 41, y: 20 })).toBe('41 % from left, 20 % from top')
  })

  it('follow the plural rules of the language', () => {
    expect([0, 1, 2].map((n) => count('export.records', n))).toEqual(['0 records', '1 record', '2 records'])
  })

  it('change with the language', () => {
    const shouting: Catalogue = { ...en, 'composer.send': 'SEND' }
    setLanguage('en', shouting)
    expect(label('composer.send')).toBe('SEND')
  })

  it('know their keys', () => {
    expect([isMessageKey('history.ask'), isMessageKey('toString')]).toEqual([true, false])
  })

  it('write keys as people read them', () => {
    expect(['Mod+Shift+Z', 'Mod++', '+', 'Escape', '['].map((key) => keyText(key, false))).toEqual([
      'Ctrl+Shift+Z',
      'Ctrl++',
      '+',
      'Esc',
      '[',
    ])
    expect(keyText('Mod+Alt+B', true)).toBe('⌘⌥B')
  })
})
