import { filterFields, filterHas, filterNumbers, filterTerm } from '../../../shared/document/image-filter.ts'
import { imageStates } from '../../../shared/document/mark.ts'

/** A text that would replace the piece of the filter from `from` up to the caret. */
export type Suggestion = { readonly text: string; readonly from: number }

const most = 8

/** What an empty filter may begin with: one of each kind, so that people see what can be asked. */
export const filterBeginnings: readonly string[] = [
  'status:todo',
  'has:prediction',
  'label:',
  'turns>',
  'iou<0.7',
  '#1-100',
]

/** What the piece before the caret may become: fields, then the values of a field. Nothing where nothing was begun. */
export function filterSuggestions(text: string, caret: number, labels: ReadonlyMap<string, number>): Suggestion[] {
  const piece = /(?:[A-Za-z]+:"[^"]*|[^\s()"]+)$/.exec(text.slice(0, caret))?.[0] ?? ''
  if (piece === '') return []
  const from = caret - piece.length
  const begun = piece.toLowerCase()
  const byUse = [...labels].sort((a, b) => b[1] - a[1]).map(([label]) => label)
  const all = begun.includes(':')
    ? [
        ...imageStates.map((state) => filterTerm('status', state)),
        ...filterHas.map((what) => filterTerm('has', what)),
        ...byUse.map((label) => filterTerm('label', label)),
      ]
    : [...filterFields.map((field) => `${field}:`), ...filterNumbers.map((field) => `${field}>`)]
  return all
    .filter((each) => each.replace(/"/g, '').toLowerCase().startsWith(begun.replace(/"/g, '')) && each !== piece)
    .slice(0, most)
    .map((each) => ({ text: each, from }))
}
