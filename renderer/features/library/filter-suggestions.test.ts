import { describe, expect, it } from 'vitest'
import { filterSuggestions } from './filter-suggestions.ts'

const labels = new Map([
  ['dog', 1],
  ['big dog', 3],
])
const texts = (text: string, caret = text.length): string[] =>
  filterSuggestions(text, caret, labels).map((each) => text.slice(0, each.from) + each.text + text.slice(caret))

describe('suggestions for a filter', () => {
  it('complete fields, states and labels at the caret', () => {
    expect(texts('cat st')).toEqual(['cat status:'])
    expect(texts('(not s and dog', 6)).toEqual([
      '(not status: and dog',
      '(not split: and dog',
      '(not score> and dog',
      '(not seconds> and dog',
    ])
    expect(texts('status:d')).toEqual(['status:doing', 'status:done'])
    expect(texts('label:')).toEqual(['label:"big dog"', 'label:dog'])
    expect(texts('label:"bi')).toEqual(['label:"big dog"'])
  })

  it('offer nothing where nothing was begun or nothing is left to say', () => {
    expect([texts(''), texts('cat '), texts('status:done'), texts('nothing')]).toEqual([[], [], [], []])
  })
})
