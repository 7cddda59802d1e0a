import { assertNever, err, ok, type Result } from '../result.ts'
import { type FilterError, type FilterWord, readWords } from './filter-words.ts'
import type { ImageFacts } from './image-facts.ts'
import { type ImageState, imageStates } from './mark.ts'

/** What `has:` asks for. */
export const filterHas = [
  'regions',
  'prediction',
  'open',
  'point',
  'box',
  'polygon',
  'label',
  'turns',
  'mention',
  'split',
] as const
type Has = (typeof filterHas)[number]

/** Fields that are compared with a number. */
export const filterNumbers = ['regions', 'turns', 'dialogues', 'mentions', 'open', 'score', 'iou', 'seconds'] as const
type NumberField = (typeof filterNumbers)[number]

/** Fields that are followed by `:` and a word. */
export const filterFields = ['status', 'has', 'label', 'split'] as const

const comparisons = ['<=', '>=', '!=', '<', '>', '='] as const
type Comparison = (typeof comparisons)[number]

/** A filter as it was read. */
export type ImageFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | { readonly kind: 'position'; readonly from: number; readonly to: number }
  | { readonly kind: 'status'; readonly state: ImageState }
  | { readonly kind: 'has'; readonly what: Has }
  | { readonly kind: 'label' | 'split' | 'set'; readonly text: string }
  | { readonly kind: 'number'; readonly field: NumberField; readonly is: Comparison; readonly value: number }
  | { readonly kind: 'not'; readonly of: ImageFilter }
  | { readonly kind: 'and' | 'or'; readonly of: readonly ImageFilter[] }

/** One image as a filter sees it; `position` counts from 1 in the order of the project. */
export type FilteredImage = {
  readonly path: string
  readonly position: number
  readonly facts: ImageFacts
  /** Whether it is in the set with this name; sets are made by what shows images, such as a bar of a plot. */
  readonly isIn?: (set: string) => boolean
}

/**
 * Reads a filter: words are looked for in names, `"two words"` and `/regular expressions/` too; `#120` and `#10-20` are positions;
 * `status:done`, `has:prediction`, `label:dog` (`*` stands for anything), `split:train`, `set:name`; `turns>2`, `score<0.5`; `and` (or nothing)
 * binds tighter than `or`, `not` tightest; parentheses. Upper and lower case are the same but in regular expressions without `i`.
 * An error says where in the text it is.
 */
export function parseImageFilter(text: string): Result<ImageFilter, FilterError> {
  const read = readWords(text)
  if (!read.ok) return read
  const words = read.value
  if (words.length === 0) return ok({ kind: 'all' })
  let at = 0
  let failure: FilterError | null = null

  function fail(error: FilterError): ImageFilter {
    failure ??= error
    at = words.length
    return { kind: 'all' }
  }

  function keyword(name: string): boolean {
    const word = words[at]
    return word?.kind === 'bare' && word.text.toLowerCase() === name
  }

  function joined(kind: 'and' | 'or', parts: readonly ImageFilter[]): ImageFilter {
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind, of: parts }
  }

  function anyOf(): ImageFilter {
    const parts = [allOf()]
    while (keyword('or')) {
      at++
      parts.push(allOf())
    }
    return joined('or', parts)
  }

  function allOf(): ImageFilter {
    const parts = [inverted()]
    while (at < words.length && words[at]?.kind !== 'close' && !keyword('or')) {
      if (keyword('and')) at++
      parts.push(inverted())
    }
    return joined('and', parts)
  }

  function inverted(): ImageFilter {
    if (!keyword('not')) return single()
    at++
    return { kind: 'not', of: inverted() }
  }

  function single(): ImageFilter {
    const word = words[at]
    if (word === undefined) return fail({ code: 'unfinished', from: text.length, to: text.length, word: '' })
    at++
    switch (word.kind) {
      case 'open': {
        const inner = anyOf()
        if (words[at]?.kind !== 'close') return fail({ code: 'not-closed', from: word.from, to: word.to, word: '(' })
        at++
        return inner
      }
      case 'close':
        return fail({ code: 'unexpected', from: word.from, to: word.to, word: ')' })
      case 'bare':
        if (['and', 'or'].includes(word.text.toLowerCase()))
          return fail({ code: 'unexpected', from: word.from, to: word.to, word: word.text })
        return term(word)
      case 'quoted':
        return { kind: 'name', text: word.text }
      case 'pattern':
        return { kind: 'pattern', pattern: new RegExp(word.text, word.flags) }
      case 'field':
        return term(word)
      default:
        return assertNever(word)
    }
  }

  function term(word: Extract<FilterWord, { kind: 'bare' | 'field' }>): ImageFilter {
    if (word.kind === 'field') {
      const read = readField(word)
      return read.ok ? read.value : fail(read.error)
    }
    if (!word.text.startsWith('#')) return { kind: 'name', text: word.text }
    const range = /^#([1-9]\d*)(?:-([1-9]\d*))?$/.exec(word.text)
    if (range === null) return fail({ code: 'no-position', from: word.from, to: word.to, word: word.text })
    return { kind: 'position', from: Number(range[1]), to: Number(range[2] ?? range[1]) }
  }

  const filter = anyOf()
  const left = words[at]
  if (failure === null && left !== undefined) fail({ code: 'unexpected', from: left.from, to: left.to, word: ')' })
  return failure === null ? ok(filter) : err(failure)
}

function readField(word: Extract<FilterWord, { kind: 'field' }>): Result<ImageFilter, FilterError> {
  const field = word.field.toLowerCase()
  const value = { from: word.valueFrom, to: word.to, word: word.value }
  const isNumber = filterNumbers.find((name) => name === field)
  if (isNumber !== undefined) {
    const is = word.is === ':' ? '=' : comparisons.find((sign) => sign === word.is)
    const number = /^\d*\.?\d+$/.test(word.value) ? Number(word.value) : Number.NaN
    if (is === undefined || Number.isNaN(number)) return err({ code: 'no-number', ...value })
    return ok({ kind: 'number', field: isNumber, is, value: number })
  }
  if (field !== 'set' && !filterFields.some((name) => name === field)) {
    return err({ code: 'unknown-field', from: word.from, to: word.from + word.field.length, word: word.field })
  }
  if (word.is !== ':' && word.is !== '=') {
    return err({ code: 'no-order', from: word.from, to: word.valueFrom, word: word.field })
  }
  if (word.value === '') return err({ code: 'no-value', from: word.from, to: word.to, word: word.field })
  if (field === 'status') {
    const state = imageStates.find((name) => name === word.value.toLowerCase())
    return state === undefined ? err({ code: 'unknown-status', ...value }) : ok({ kind: 'status', state })
  }
  if (field === 'has') {
    const wish = word.value.toLowerCase()
    const what = filterHas.find((name) => [name, `${name}s`, name.replace(/s$/, '')].includes(wish))
    return what === undefined ? err({ code: 'unknown-has', ...value }) : ok({ kind: 'has', what })
  }
  return ok({ kind: field === 'set' ? 'set' : field === 'label' ? 'label' : 'split', text: word.value })
}

/** `field:value` as a filter reads it back, the value in quotes where it needs them. */
export function filterTerm(field: (typeof filterFields)[number] | 'set', value: string): string {
  return /^[^\s()"/]+$/.test(value) ? `${field}:${value}` : `${field}:"${value.replace(/["\\]/g, '\\$&')}"`
}

/** A test for one image, made once for a filter and used for many. */
export function imageMatcher(filter: ImageFilter): (image: FilteredImage) => boolean {
  switch (filter.kind) {
    case 'all':
      return () => true
    case 'name': {
      const text = filter.text.toLowerCase()
      return ({ path }) => path.toLowerCase().includes(text)
    }
    case 'pattern':
      return ({ path }) => filter.pattern.test(path)
    case 'position':
      return ({ position }) => position >= filter.from && position <= filter.to
    case 'status':
      return ({ facts }) => facts.state === filter.state
    case 'has':
      return ({ facts }) => hasWhat(facts, filter.what)
    case 'label': {
      const same = wildcard(filter.text)
      return ({ facts }) => [...facts.labels.keys()].some(same)
    }
    case 'split': {
      const same = wildcard(filter.text)
      return ({ facts }) => facts.split !== null && same(facts.split)
    }
    case 'set':
      return ({ isIn }) => isIn?.(filter.text) ?? false
    case 'number':
      return ({ facts }) => numbersOf(facts, filter.field).some((number) => compare(number, filter.is, filter.value))
    case 'not': {
      const inner = imageMatcher(filter.of)
      return (image) => !inner(image)
    }
    case 'and': {
      const parts = filter.of.map(imageMatcher)
      return (image) => parts.every((part) => part(image))
    }
    case 'or': {
      const parts = filter.of.map(imageMatcher)
      return (image) => parts.some((part) => part(image))
    }
    default:
      return assertNever(filter)
  }
}

function wildcard(text: string): (value: string) => boolean {
  const pattern = text.toLowerCase().split('*')
  if (pattern.length === 1) return (value) => value.toLowerCase() === text.toLowerCase()
  const source = pattern.map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')
  const whole = new RegExp(`^${source}$`, 's')
  return (value) => whole.test(value.toLowerCase())
}

function hasWhat(facts: ImageFacts, what: Has): boolean {
  switch (what) {
    case 'regions':
      return facts.regions > 0
    case 'prediction':
      return facts.predictions > 0
    case 'open':
      return facts.open > 0
    case 'point':
      return facts.points > 0
    case 'box':
      return facts.boxes > 0
    case 'polygon':
      return facts.polygons > 0
    case 'label':
      return facts.labels.size > 0
    case 'turns':
      return facts.turns > 0
    case 'mention':
      return facts.mentions > 0
    case 'split':
      return facts.split !== null
    default:
      return assertNever(what)
  }
}

/** `score` and `iou` have as many numbers as there are proposals: one that fits is enough. */
function numbersOf(facts: ImageFacts, field: NumberField): readonly number[] {
  switch (field) {
    case 'score':
      return facts.scores
    case 'iou':
      return facts.ious
    case 'regions':
    case 'turns':
    case 'dialogues':
    case 'mentions':
    case 'open':
    case 'seconds':
      return [facts[field]]
    default:
      return assertNever(field)
  }
}

function compare(number: number, is: Comparison, value: number): boolean {
  switch (is) {
    case '<':
      return number < value
    case '<=':
      return number <= value
    case '>':
      return number > value
    case '>=':
      return number >= value
    case '=':
      return number === value
    case '!=':
      return number !== value
    default:
      return assertNever(is)
  }
}
