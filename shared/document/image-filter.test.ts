import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImageFacts, noFacts } from './image-facts.ts'
import { filterTerm, type ImageFilter, imageMatcher, parseImageFilter } from './image-filter.ts'

function finds(text: string, image: { path?: string; position?: number; facts?: Partial<ImageFacts> } = {}): boolean {
  const filter = parseImageFilter(text)
  if (!filter.ok) throw new Error(JSON.stringify(filter.error))
  const { path = 'street/cat 12.png', position = 5 } = image
  return imageMatcher(filter.value)({ path, position, facts: { ...noFacts, ...image.facts } })
}

function wrong(text: string): unknown {
  const filter = parseImageFilter(text)
  return filter.ok ? null : [filter.error.code, text.slice(filter.error.from, filter.error.to)]
}

/** Text that reads back as the filter: every compound in parentheses. */
function written(filter: ImageFilter): string {
  switch (filter.kind) {
    case 'all':
      return ''
    case 'name':
      return `"${filter.text.replace(/["\\]/g, '\\$&')}"`
    case 'pattern':
      return `/${filter.pattern.source}/${filter.pattern.flags}`
    case 'position':
      return `#${filter.from}-${filter.to}`
    case 'status':
      return `status:${filter.state}`
    case 'has':
      return `has:${filter.what}`
    case 'label':
    case 'split':
    case 'set':
      return filterTerm(filter.kind, filter.text)
    case 'number':
      return `${filter.field}${filter.is}${filter.value}`
    case 'not':
      return `not (${written(filter.of)})`
    case 'and':
    case 'or':
      return filter.of.map((part) => `(${written(part)})`).join(` ${filter.kind} `)
  }
}

const leaf: fc.Arbitrary<ImageFilter> = fc.oneof(
  fc.record({ kind: fc.constant('name' as const), text: fc.string() }),
  fc.record({ kind: fc.constant('label' as const), text: fc.string({ minLength: 1 }) }),
  fc.record({ kind: fc.constant('has' as const), what: fc.constantFrom('prediction' as const, 'turns' as const) }),
  fc.record({ kind: fc.constant('status' as const), state: fc.constantFrom('done' as const, 'todo' as const) }),
  fc.record({ kind: fc.constant('position' as const), from: fc.integer({ min: 1 }), to: fc.integer({ min: 1 }) }),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constantFrom('turns' as const, 'score' as const),
    is: fc.constantFrom('<' as const, '>=' as const, '!=' as const),
    value: fc.nat().map((n) => n / 8),
  }),
)
const anyFilter = fc.letrec<{ filter: ImageFilter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({ kind: fc.constant('not' as const), of: tie('filter') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).filter

describe('image filters', () => {
  it('read back what was written', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parseImageFilter(written(filter))).toEqual({ ok: true, value: filter })
      }),
    )
  })

  it('answer to any text with a filter or with a place in the text', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '"',
      '/',
      'not',
      'and',
      'or',
      'turns',
      '>',
      '2',
      ':',
      ' ',
      '#',
      '1',
      'é',
      '[',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (list) => {
        const text = list.join('')
        const filter = parseImageFilter(text)
        if (filter.ok) return
        const { from, to } = filter.error
        expect(0 <= from && from <= to && to <= text.length).toBe(true)
      }),
    )
  })

  it('look for words in names, whatever their case, and for regular expressions', () => {
    expect([finds('CAT'), finds('cat street'), finds('dog'), finds('"cat 12"'), finds('')]).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
    expect([finds('/\\d+\\.png$/'), finds('/CAT/'), finds('/CAT/i'), finds('/street\\/c/')]).toEqual([
      true,
      false,
      true,
      true,
    ])
  })

  it('ask for state, labels, counts and positions', () => {
    const facts = {
      state: 'done' as const,
      turns: 3,
      regions: 2,
      scores: [0.4, 0.9],
      labels: new Map([['Big dog', 2]]),
    }
    const yes = ['status:done', 'turns>2', 'regions=2', 'regions:2', 'score<0.5', 'score>=.9', 'label:"big dog"']
    const also = ['label:big*', '#5', '#3-7', 'has:label', 'has:turn', 'not has:mention', 'iou<0.5 or turns!=2']
    const no = ['status:todo', 'turns>3', 'score<0.4', 'iou<0.5', 'label:dog', '#6', 'has:prediction', 'not turns>2']
    const holds = (text: string): boolean => finds(text, { facts })
    expect([...yes, ...also].filter((text) => !holds(text))).toEqual([])
    expect(no.filter(holds)).toEqual([])
  })

  it('bind not before and, and before or', () => {
    const facts = { turns: 1 }
    expect(finds('turns=1 or turns=2 and turns=3', { facts })).toBe(true)
    expect(finds('(turns=1 or turns=2) and turns=3', { facts })).toBe(false)
    expect(finds('not turns=2 turns=3', { facts })).toBe(false)
    expect(finds('not (turns=2 turns=3)', { facts })).toBe(true)
  })

  it('say what is wrong and where', () => {
    expect(wrong('cat statsu:done')).toEqual(['unknown-field', 'statsu'])
    expect(wrong('status:dome')).toEqual(['unknown-status', 'dome'])
    expect(wrong('has:wings')).toEqual(['unknown-has', 'wings'])
    expect(wrong('turns>many')).toEqual(['no-number', 'many'])
    expect(wrong('status<done')).toEqual(['no-order', 'status<'])
    expect(wrong('label:')).toEqual(['no-value', 'label:'])
    expect(wrong('(cat or dog')).toEqual(['not-closed', '('])
    expect(wrong('cat )')).toEqual(['unexpected', ')'])
    expect(wrong('cat and')).toEqual(['unfinished', ''])
    expect(wrong('or cat')).toEqual(['unexpected', 'or'])
    expect(wrong('"cat')).toEqual(['not-closed', '"cat'])
    expect(wrong('/[/')).toEqual(['bad-pattern', '/[/'])
    expect(wrong('#0')).toEqual(['no-position', '#0'])
  })
})
