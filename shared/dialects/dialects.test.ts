import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAsChatspot } from './chatspot-upstream.ts'
import { dialectById } from './registry.ts'
import { readAsShikra } from './shikra-upstream.ts'

/** Text that keeps running into brackets, numbers and their mistakes. */
const hardText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '[',
        ']',
        ',',
        ';',
        '.',
        ' ',
        '-',
        '\n',
        '0.5',
        '0.25',
        '1',
        '12',
        '999',
        '1000',
        'see',
        'x',
        '😀',
      ),
      fc.constantFrom(
        '[0.1,0.2,0.3,0.4]',
        '[0.500,0.250]',
        '[ 1, 2 ]',
        '[[',
        '[250, 187, 516, 625]',
        '[0.9,0.1,0.2,0.3]',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''))

describe.each([
  ['shikra', (text: string) => readAsShikra(text).boxes],
  ['chatspot-resize', readAsChatspot],
])('%s', (id, upstream) => {
  it('finds everything that the system itself reads, as coordinates or as a named problem', () => {
    const dialect = dialectById(id)
    if (dialect === null) throw new Error(`${id} is not registered`)
    const size = { width: 640, height: 480 }
    fc.assert(
      fc.property(hardText, (text) => {
        const found = dialect.decode(text, size).filter((span) => span.kind !== 'text').length
        const usable = upstream(text).filter((mention) => mention.every((group) => group.length === 4))
        expect(found).toBeGreaterThanOrEqual(usable.length)
      }),
      { numRuns: 1000 },
    )
  })
})

const size = { width: 1200, height: 800 }
const short = (text: string, id = 'shikra'): string[] =>
  (dialectById(id)?.decode(text, size) ?? []).map((span) => {
    if (span.kind === 'text') return `text ${span.text}`
    if (span.kind === 'malformed') return `${span.code} ${span.text}: ${span.message}`
    return `mention ${span.text} ${span.warnings.map((warning) => warning.code).join(' ')}`.trim()
  })

describe('reading Shikra text', () => {
  it.each([
    [
      'Take [see note] or [1] or [1, 2, and 3] or [] or [2019-2020].',
      ['text Take [see note] or [1] or [1, 2, and 3] or [] or [2019-2020].'],
    ],
    ['A dog[0.1,0.2,0.3,0.4] .', ['text A dog', 'mention [0.1,0.2,0.3,0.4]', 'text  .']],
    ['[0.1, 0.2, .3, 0.4]', ['mention [0.1, 0.2, .3, 0.4] upstream-unread']],
    ['[0.5,0.5;0.25,0.5]', ['mention [0.5,0.5;0.25,0.5]']],
    ['[0.1,0.0,0.3,0.4]', ['mention [0.1,0.0,0.3,0.4] outside-image']],
    ['[[0.1,0.2,0.3,0.4]]', ['text [', 'mention [0.1,0.2,0.3,0.4]', 'text ]']],
    ['[1.2,0.2,1.3,0.4]', ['out-of-range [1.2,0.2,1.3,0.4]: 1.2 is outside 0 to 1']],
    ['[-0.1,0.5]', ['out-of-range [-0.1,0.5]: -0.1 is outside 0 to 1']],
    ['[0.8,0.2,0.3,0.4]', ['corners-swapped [0.8,0.2,0.3,0.4]: x2 0.3 is smaller than x1 0.8']],
    ['[0.1,0.2,0.3]', ['wrong-count [0.1,0.2,0.3]: 3 numbers: a box has 4, a point has 2']],
    ['[0.1,0.2,0.3,0.4;0.5,0.5]', ['mixed-kinds [0.1,0.2,0.3,0.4;0.5,0.5]: boxes and points stand in one bracket']],
    ['[0.1,0.2,0.3,x]', ['not-a-number [0.1,0.2,0.3,x]: “x” is not a number']],
    ['[0.1,,0.3,0.4]', ['not-a-number [0.1,,0.3,0.4]: a number is missing beside a separator']],
    ['[0.1 0.2 0.3 0.4]', ['not-a-number [0.1 0.2 0.3 0.4]: the numbers are not separated by commas']],
    ['here [0.1,0.2,0.3', ['text here ', 'unclosed [0.1,0.2,0.3: the closing bracket is missing']],
    // One number may be prose: only the end of an answer shows that more was to come.
    ['[0. words and [0.5 mm] and [0.35 words', ['text [0. words and [0.5 mm] and [0.35 words']],
    ['cut short [0.35', ['text cut short ', 'unclosed [0.35: the closing bracket is missing']],
    ['[0.35,0.2 words', ['unclosed [0.35,0.2: the closing bracket is missing', 'text  words']],
    ['[0.1,0.2,0.3,0.4 is red', ['unclosed [0.1,0.2,0.3,0.4: the closing bracket is missing', 'text  is red']],
  ])('%s', (text, expected) => expect(short(text)).toEqual(expected))
})

describe('reading ChatSpot text', () => {
  it.each([
    ['cup [250, 187, 516, 625]', ['text cup ', 'mention [250, 187, 516, 625]']],
    ['[0.25,0.187,0.516,0.625]', ['mention [0.25,0.187,0.516,0.625] scale-unlikely']],
    ['[600,187,100,625]', ['corners-swapped [600,187,100,625]: x2 100 is smaller than x1 600']],
    ['[1,2,3]', ['wrong-count [1,2,3]: 3 numbers: a box has 4']],
    ['[0,0,1001,5]', ['out-of-range [0,0,1001,5]: 1001 is outside 0 to 1000']],
  ])('%s', (text, expected) => expect(short(text, 'chatspot-resize')).toEqual(expected))

  it('warns of boxes in the padding only where there is padding', () => {
    expect([short('[0, 0, 999, 999]', 'chatspot-pad'), short('[0, 0, 999, 999]', 'chatspot-resize')]).toEqual([
      ['mention [0, 0, 999, 999] outside-image'],
      ['mention [0, 0, 999, 999]'],
    ])
  })
})

it('names what loaders would misread', () => {
  const text = 'say "USER: hi" about {x} in <image> </s>'
  const places = (id: string) =>
    dialectById(id)
      ?.hazards(text)
      .map(({ code, text: found, start }) => `${code} ${found} ${start}`)
  expect([places('shikra'), places('chatspot-pad')]).toEqual([
    ['role-marker USER: 5', 'brace { 21', 'brace } 23', 'placeholder <image> 28', 'placeholder </s> 36'],
    ['role-marker USER: 5', 'placeholder <image> 28', 'placeholder </s> 36'],
  ])
})
