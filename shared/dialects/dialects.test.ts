import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Size } from '../geometry/spaces.ts'
import { joinText } from './bracket-parser.ts'
import { readAsChatspot } from './chatspot-upstream.ts'
import type { DialectShape, Span } from './dialect.ts'
import { shapeNumbers } from './mention.ts'
import { otherSystems } from './other-systems.ts'
import { dialectById, dialects } from './registry.ts'
import { readAsShikra } from './shikra-upstream.ts'

const length = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 20000 }))
const sizes = fc.oneof(
  fc.record({ width: length, height: length }),
  fc.constantFrom({ width: 20000, height: 1 }, { width: 1, height: 20000 }, { width: 1600, height: 1600 }),
)
const fraction = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 32 }).map((n) => n / 32),
)

function at(first: number, second: number, full: number): [number, number] {
  return first <= second ? [first * full, second * full] : [second * full, first * full]
}

function insideShape(size: Size, withPoints: boolean): fc.Arbitrary<DialectShape> {
  const box = fc.tuple(fraction, fraction, fraction, fraction).map(([a, b, c, d]): DialectShape => {
    const [x1, x2] = at(a, b, size.width)
    const [y1, y2] = at(c, d, size.height)
    return { kind: 'box', x1, y1, x2, y2 }
  })
  const point = fc
    .tuple(fraction, fraction)
    .map(([x, y]): DialectShape => ({ kind: 'point', x: x * size.width, y: y * size.height }))
  return withPoints ? fc.oneof(box, point) : box
}

const oneBracket = new Set(['shikra', 'chatspot-resize', 'chatspot-pad'])

/** More than what float arithmetic loses. */
function hasArea(shape: DialectShape): boolean {
  return shape.kind !== 'box' || (shape.x2 - shape.x1 > 1e-9 && shape.y2 - shape.y1 > 1e-9)
}

/** Both edges of an axis in one step: such a box is read as the whole step where upstream does so. */
function isOneCell(numbers: readonly number[], half: { x: number; y: number }, slack: number): boolean {
  const [x1, y1, x2, y2] = numbers
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return false
  return (
    Math.abs(x2 - x1 - 2 * half.x) <= slack + half.x * 1e-5 || Math.abs(y2 - y1 - 2 * half.y) <= slack + half.y * 1e-5
  )
}

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

function cutAt(text: string, cuts: readonly number[]): string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
  return places.slice(1).map((end, index) => text.slice(places[index], end))
}

// The other systems have places for words and rules of their own: worded-dialects.test.ts.
const family = dialects.filter((dialect) => !otherSystems.includes(dialect))

describe.each(family.map((dialect) => [dialect.id, dialect] as const))('%s', (id, dialect) => {
  it('is found by its id', () => expect(dialectById(id)).toBe(dialect))

  it('reads back what it writes within half a step', () => {
    const mention = sizes.chain((size) => fc.tuple(fc.constant(size), insideShape(size, dialect.points)))
    fc.assert(
      fc.property(mention, ([size, shape]) => {
        const written = dialect.encode([shape], size)
        if (!written.ok) {
          expect([written.error.code, hasArea(shape)]).toEqual(['no-area', false])
          return
        }
        const [span, ...rest] = dialect.decode(written.value, size, dialect.beside?.([shape], size))
        expect(rest).toEqual([])
        if (span?.kind !== 'mention') throw new Error(`${written.value} read as ${JSON.stringify(span)}`)
        expect(span.warnings).toEqual([])
        expect(span.shapes.map((read) => read.kind)).toEqual([shape.kind])
        const half = dialect.halfStep(size)
        // Float arithmetic adds a few millionths of the long side at most.
        const slack = Math.max(size.width, size.height) * 1e-6
        const read = shapeNumbers(span.shapes[0] as DialectShape)
        const whole = isOneCell(read, half, slack) ? 2 : 1
        shapeNumbers(shape).forEach((value, index) => {
          const limit = (index % 2 === 0 ? half.x : half.y) * whole + slack
          expect(Math.abs((read[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(limit)
        })
        expect(dialect.encode(span.shapes, size)).toEqual(written)
      }),
      { numRuns: 1500 },
    )
  })

  it('reads back several shapes in order', () => {
    const many = sizes.chain((size) =>
      fc.tuple(fc.constant(size), fc.array(insideShape(size, false), { minLength: 1, maxLength: 5 })),
    )
    fc.assert(
      fc.property(many, ([size, shapes]) => {
        const written = dialect.encode(shapes, size)
        if (!written.ok) {
          expect([written.error.code, shapes.every(hasArea)]).toEqual(['no-area', false])
          return
        }
        const read = dialect
          .decode(written.value, size, dialect.beside?.(shapes, size))
          .flatMap((span) => (span.kind === 'mention' ? span.shapes : []))
        expect(read.length).toBe(shapes.length)
        expect(dialect.encode(read, size)).toEqual(written)
      }),
    )
  })

  it('never throws on any shape and names every loss', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0))
    const shape = fc.oneof(
      fc.record({ kind: fc.constant('point' as const), x: number, y: number }),
      fc.record({ kind: fc.constant('box' as const), x1: number, y1: number, x2: number, y2: number }),
    )
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 3 }), sizes, (shapes, size) => {
        const written = dialect.encode(shapes, size)
        const isPlain = shapes.every((one) => shapeNumbers(one).every(Number.isFinite))
        const kinds = new Set(shapes.map((one) => one.kind))
        const fits = isPlain && kinds.size === 1 && (dialect.points || !kinds.has('point'))
        const isHuge = shapes.some((one) => shapeNumbers(one).some((value) => Math.abs(value) > 1e30))
        if (!fits) expect(written.ok).toBe(false)
        else if (!isHuge && !written.ok) {
          expect(['no-area', 'corners-swapped', 'outside-image']).toContain(written.error.code)
        }
        if (!written.ok) expect(written.error.message).not.toBe('')
        else if (oneBracket.has(id)) expect(written.value).toMatch(/^\[[\d., ;[\]]+\]$/)
        else expect(written.value).not.toMatch(/NaN|Infinity|undefined/)
        if (oneBracket.has(id) && (!isHuge || id === 'shikra')) expect(written.ok).toBe(fits)
      }),
    )
  })

  it('tiles any text and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(hardText, fc.string({ unit: 'binary' })), sizes, (text, size) => {
        const spans = dialect.decode(text, size)
        let place = 0
        for (const span of spans) {
          expect([span.start, text.slice(span.start, span.end)]).toEqual([place, span.text])
          expect(span.end).toBeGreaterThan(span.start)
          place = span.end
        }
        expect(place).toBe(text.length)
        for (const hazard of dialect.hazards(text)) {
          expect(text.startsWith(hazard.text, hazard.start)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('gives the same spans whatever the cuts', () => {
    fc.assert(
      fc.property(hardText, fc.array(fc.nat(), { maxLength: 12 }), sizes, (text, cuts, size) => {
        const parser = dialect.parser(size)
        const spans: Span[] = []
        for (const piece of cutAt(text, cuts)) {
          spans.push(...parser.push(piece))
          expect(spans.map((span) => span.text).join('') + parser.pending()).toBe(
            text.slice(0, (spans.at(-1)?.end ?? 0) + parser.pending().length),
          )
        }
        spans.push(...parser.end())
        expect(parser.pending()).toBe('')
        expect(joinText(spans)).toEqual(dialect.decode(text, size))
      }),
      { numRuns: 1500 },
    )
  })
})

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
