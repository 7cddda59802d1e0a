import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Size } from '../geometry/spaces.ts'
import { joinText } from './bracket-parser.ts'
import type { Dialect, DialectShape, MentionContext, Span } from './dialect.ts'
import { shapeNumbers } from './mention.ts'
import { otherSystems } from './other-systems.ts'
import { dialectById } from './registry.ts'

const known = otherSystems.map((dialect): [string, Dialect] => [dialect.id, dialect])

const length = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 20000 }))
const sizes = fc.oneof(fc.record({ width: length, height: length }), fc.constant({ width: 1000, height: 1000 }))
const fraction = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 32 }).map((n) => n / 32),
)

function shapesIn(size: Size, dialect: Dialect): fc.Arbitrary<DialectShape[]> {
  const point = fc
    .tuple(fraction, fraction)
    .map(([x, y]): DialectShape => ({ kind: 'point', x: x * size.width, y: y * size.height }))
  const box = fc.tuple(fraction, fraction, fraction, fraction).map(([a, b, c, d]): DialectShape => {
    const [left, right, top, bottom] = [Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)]
    return {
      kind: 'box',
      x1: left * size.width,
      y1: top * size.height,
      x2: right * size.width,
      y2: bottom * size.height,
    }
  })
  const several = (shape: fc.Arbitrary<DialectShape>) => fc.array(shape, { minLength: 1, maxLength: 4 })
  if (dialect.boxes === false) return several(point)
  return dialect.points ? fc.oneof(several(box), several(point)) : several(box)
}

const words = fc.oneof(
  fc.constantFrom('the cat', 'Two chairs', 'naïve 猫 😀', 'a, b'),
  fc.stringMatching(/^[a-z]{1,8}$/),
)

/** A mention and the words a document may give with it. */
function mentions(dialect: Dialect) {
  return sizes.chain((size) =>
    shapesIn(size, dialect).chain((shapes) =>
      fc.record({
        size: fc.constant(size),
        shapes: fc.constant(shapes),
        context: fc.record(
          {
            role: fc.constant('assistant' as const),
            phrase: words,
            labels: fc.array(fc.oneof(words, fc.constant('')), { minLength: shapes.length, maxLength: shapes.length }),
          },
          { requiredKeys: ['role'] },
        ),
      }),
    ),
  )
}

/** The characters and words that the dialect itself uses, so that random text keeps running into its forms and their mistakes. */
function hardText(dialect: Dialect): fc.Arbitrary<string> {
  const size = { width: 640, height: 480 }
  const samples = (['point', 'box'] as const).flatMap((kind) => {
    const shape: DialectShape = kind === 'point' ? { kind, x: 12, y: 480 } : { kind, x1: 12, y1: 20, x2: 300, y2: 400 }
    return [undefined, { role: 'assistant' as const, phrase: 'a cat', labels: ['cat', 'cat'] }].flatMap((context) => {
      const written = dialect.encode([shape, shape], size, context)
      return written.ok ? [written.value] : []
    })
  })
  const pieces = [...new Set(samples.flatMap((text) => text.match(/[\w|/]+|[^\w|/]/g) ?? []))]
  const tags = [...new Set(samples.flatMap((text) => text.match(/<[^<>]*>|"[^"]*"|[[({][^[({]*/g) ?? []))]
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(12), fc.constantFrom('', ...pieces))
    .map(([text, at, count, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(place + count)
    })
  const piece = fc.oneof(
    fc.constantFrom(...samples, ...pieces, ...tags),
    fc.constantFrom('1001', '0.5', '-3', 'see', ' ', '\n', '😀', '[', '{', '<', '`'),
    damaged,
    fc.string({ maxLength: 4 }),
  )
  return fc.array(piece, { maxLength: 24 }).map((all) => all.join(''))
}

function mentioned(spans: readonly Span[]): DialectShape[] {
  return spans.flatMap((span) => (span.kind === 'mention' ? span.shapes : []))
}

/** The words of the spans, as the document would hold them. */
function contextOf(span: Span & { kind: 'mention' }): MentionContext {
  return {
    role: 'assistant',
    ...(span.phrase === undefined ? {} : { phrase: span.phrase }),
    ...(span.labels === undefined ? {} : { labels: span.labels }),
  }
}

describe.each(known)('%s', (id, dialect) => {
  it('is found by its id', () => expect(dialectById(id)).toBe(dialect))

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
        const hasKind = (dialect.points || !kinds.has('point')) && (dialect.boxes !== false || !kinds.has('box'))
        const fits = isPlain && kinds.size === 1 && hasKind
        if (!written.ok) {
          expect(written.error.message).not.toBe('')
          if (fits) expect(written.error.code).toBe('no-frame')
          return
        }
        expect(fits).toBe(true)
        expect(written.value).not.toMatch(/NaN|Infinity|undefined|null/)
      }),
    )
  })

  it('reads back shapes within half a step and writes them again with the same characters', () => {
    fc.assert(
      fc.property(mentions(dialect), ({ size, shapes, context }) => {
        const written = dialect.encode(shapes, size, context)
        if (!written.ok) {
          expect(['no-frame', 'unsafe-label']).toContain(written.error.code)
          return
        }
        const spans = dialect.decode(written.value, size)
        expect(spans.filter((span) => span.kind === 'malformed')).toEqual([])
        expect(spans.flatMap((span) => (span.kind === 'mention' ? span.warnings : []))).toEqual([])
        const half = dialect.halfStep(size)
        const slack = Math.max(size.width, size.height) * 1e-6
        const far = { x: size.width, y: size.height }
        const near = (read: DialectShape, shape: DialectShape): boolean =>
          read.kind === shape.kind &&
          shapeNumbers(shape).every((value, index) => {
            const reach = (shape.kind === 'box' ? dialect.reach?.(size) : undefined) ?? far
            const [last, limit] = index % 2 === 0 ? [reach.x, half.x] : [reach.y, half.y]
            const back = shapeNumbers(read)[index] ?? Number.NaN
            return Math.abs(back - Math.min(value, last)) <= limit + slack
          })
        const read = mentioned(spans)
        expect(read.length).toBe(shapes.length)
        const rest = [...shapes]
        for (const one of read) {
          const at = rest.findIndex((shape, index) => (dialect.boxes === false || index === 0) && near(one, shape))
          expect(at).toBeGreaterThanOrEqual(0)
          rest.splice(at, 1)
        }
        const again = spans.map((span) => {
          if (span.kind !== 'mention') return span.text
          const text = dialect.encode(span.shapes, size, contextOf(span))
          return text.ok ? text.value : text.error.message
        })
        expect(again.join('')).toBe(written.value)
      }),
      { numRuns: 1000 },
    )
  })

  it('tiles any text, never throws, and gives the same spans whatever the cuts', () => {
    fc.assert(
      fc.property(hardText(dialect), fc.array(fc.nat(), { maxLength: 12 }), sizes, (text, cuts, size) => {
        const whole = dialect.decode(text, size)
        expect(whole.map((span) => span.text).join('')).toBe(text)
        let place = 0
        for (const span of whole) {
          expect([span.start, span.end]).toEqual([place, place + span.text.length])
          expect(span.end).toBeGreaterThan(span.start)
          place = span.end
        }
        const parser = dialect.parser(size)
        const spans: Span[] = []
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
        for (const [index, end] of places.slice(1).entries()) {
          spans.push(...parser.push(text.slice(places[index], end)))
          expect(spans.map((span) => span.text).join('') + parser.pending()).toBe(text.slice(0, end))
        }
        spans.push(...parser.end())
        expect(parser.pending()).toBe('')
        expect(joinText(spans)).toEqual(whole)
        for (const hazard of dialect.hazards(text)) expect(text.startsWith(hazard.text, hazard.start)).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })

  it('takes nothing that is read as its own for a word typed by a user', () => {
    const size = { width: 640, height: 480 }
    const kind = dialect.boxes === false ? 'point' : 'box'
    const shape: DialectShape = kind === 'point' ? { kind, x: 12, y: 48 } : { kind, x1: 12, y1: 20, x2: 300, y2: 400 }
    const written = dialect.encode([shape], size, { role: 'assistant', phrase: 'a cat', labels: ['a cat'] })
    if (!written.ok) throw new Error(written.error.message)
    expect(dialect.hazards(`I type ${written.value} myself`).length > 0).toBe(/<[^ ]/.test(written.value))
    expect(dialect.hazards('plain words, 1 < 2 and [see note]')).toEqual([])
  })
})
