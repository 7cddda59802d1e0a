import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Size } from '../geometry/spaces.ts'
import { joinText } from './bracket-parser.ts'
import type { Dialect, DialectShape, MentionContext, Span } from './dialect.ts'
import {
  anyShapes,
  besideNumbers,
  hardTextFor,
  kindsOf,
  type MentionSample,
  mentionsFor,
  pictureSizes,
  samplesOf,
} from './dialect-arbitraries.ts'
import { shapeNumbers } from './mention.ts'
import { dialectById, dialects } from './registry.ts'

function kindsCarried(dialect: Dialect): Set<string> {
  return new Set([...kindsOf(dialect.can.asks), ...kindsOf(dialect.can.answers)])
}

function mentioned(spans: readonly Span[]): DialectShape[] {
  return spans.flatMap((span) => (span.kind === 'mention' ? span.shapes : []))
}

/** More than what float arithmetic loses. */
function hasArea(shape: DialectShape): boolean {
  return shape.kind !== 'box' || (shape.x2 - shape.x1 > 1e-9 && shape.y2 - shape.y1 > 1e-9)
}

/** Why a mention within the picture may be refused. */
function mayRefuse(code: string, dialect: Dialect, { size, shapes }: MentionSample): boolean {
  if (code === 'no-frame') return dialect.resized?.(size) === null
  if (code === 'no-area') return !shapes.every(hasArea)
  return code === 'unsafe-label'
}

/** Both edges of an axis in one step: such a box is read as the whole step where upstream does so. */
function isOneStep(
  [x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[],
  half: { x: number; y: number },
  slack: number,
): boolean {
  return (
    Math.abs(x2 - x1 - 2 * half.x) <= slack + half.x * 1e-5 || Math.abs(y2 - y1 - 2 * half.y) <= slack + half.y * 1e-5
  )
}

/** Whether `read` is `shape` within half a step of the dialect's grid. */
function isNear(read: DialectShape, shape: DialectShape, dialect: Dialect, size: Size): boolean {
  const [back, numbers] = [shapeNumbers(read), shapeNumbers(shape)]
  if (read.kind !== shape.kind || back.length !== numbers.length) return false
  const half = dialect.halfStep(size)
  // Float arithmetic adds a few millionths of the long side at most.
  const slack = Math.max(size.width, size.height) * 1e-6
  const far = { x: size.width, y: size.height }
  const reach = (shape.kind === 'box' ? dialect.reach?.(size) : undefined) ?? far
  const steps = read.kind === 'box' && isOneStep(back, half, slack) ? 2 : 1
  return numbers.every((value, index) => {
    const [last, limit] = index % 2 === 0 ? [reach.x, half.x] : [reach.y, half.y]
    return Math.abs((back[index] ?? Number.NaN) - Math.min(value, last)) <= limit * steps + slack
  })
}

/** Whether each read shape is one of the given ones, in their order or, for points, in any: systems may sort those. */
function isSame(read: readonly DialectShape[], shapes: readonly DialectShape[], dialect: Dialect, size: Size): boolean {
  const [first, ...others] = read
  if (first === undefined) return shapes.length === 0
  return shapes.some(
    (shape, at) =>
      (at === 0 || shape.kind === 'point') &&
      isNear(first, shape, dialect, size) &&
      isSame(others, [...shapes.slice(0, at), ...shapes.slice(at + 1)], dialect, size),
  )
}

/** The words of a span, as the document would hold them. */
function contextOf(span: Span & { kind: 'mention' }, role: MentionContext['role']): MentionContext {
  return {
    role,
    ...(span.phrase === undefined ? {} : { phrase: span.phrase }),
    ...(span.labels === undefined ? {} : { labels: span.labels }),
  }
}

function expectTiles(spans: readonly Span[], text: string): void {
  let place = 0
  for (const span of spans) {
    expect([span.start, span.end, span.text]).toEqual([
      place,
      place + span.text.length,
      text.slice(span.start, span.end),
    ])
    expect(span.end).toBeGreaterThan(span.start)
    place = span.end
  }
  expect(place).toBe(text.length)
}

function shapeWithin(kind: DialectShape['kind']): DialectShape {
  switch (kind) {
    case 'point':
      return { kind, x: 12, y: 48 }
    case 'box':
      return { kind, x1: 12, y1: 20, x2: 300, y2: 400 }
    default:
      return { kind, points: [0, 100, 30].map((at, i) => ({ x: at, y: i * 50 })) }
  }
}

/** Shapes are finite and in order; what lies outside the picture by more than rounding explains is said so. */
function expectSound(span: Span & { kind: 'mention' }, dialect: Dialect, size: Size): void {
  const half = dialect.halfStep(size)
  const slack = Math.max(size.width, size.height) * 1e-5
  const isOutside = (value: number, index: number): boolean => {
    const [side, step] = index % 2 === 0 ? [size.width, half.x] : [size.height, half.y]
    return value < -step - slack || value > side + step + slack
  }
  expect(span.shapes.length).toBeGreaterThan(0)
  for (const shape of span.shapes) {
    const numbers = shapeNumbers(shape)
    expect(numbers.every(Number.isFinite)).toBe(true)
    if (shape.kind === 'box') expect([shape.x1 <= shape.x2, shape.y1 <= shape.y2]).toEqual([true, true])
    if (numbers.some(isOutside)) expect(span.warnings.map(({ code }) => code)).toContain('outside-image')
  }
}

const carrying = dialects.filter((dialect) => kindsCarried(dialect).size > 0)
const table = (some: readonly Dialect[]) => some.map((dialect): [string, Dialect] => [dialect.id, dialect])

it('ids and titles are found once', () => {
  expect(dialects.map(({ id }) => dialectById(id))).toEqual(dialects)
  expect(new Set(dialects.map(({ title }) => title)).size).toBe(dialects.length)
})

describe.each(table(carrying))('%s', (_, dialect) => {
  it('reads back what it writes within half a step and writes it again with the same characters', () => {
    fc.assert(
      fc.property(mentionsFor(dialect), (sample) => {
        const { size, shapes, context } = sample
        const written = dialect.encode(shapes, size, context)
        if (!written.ok) {
          expect([written.error.code, mayRefuse(written.error.code, dialect, sample)]).toEqual([
            written.error.code,
            true,
          ])
          return
        }
        const spans = dialect.decode(written.value, size, dialect.beside?.(shapes, size, context))
        expect(spans.filter((span) => span.kind === 'malformed')).toEqual([])
        expect(spans.flatMap((span) => (span.kind === 'mention' ? span.warnings : []))).toEqual([])
        const read = mentioned(spans)
        expect([read, isSame(read, shapes, dialect, size)]).toEqual([read, true])
        let used = 0
        const again = spans.map((span) => {
          if (span.kind !== 'mention') return span.text
          const regions = span.shapes.map(() => ({ number: ++used, isNew: true }))
          const text = dialect.encode(span.shapes, size, { ...contextOf(span, context.role), regions })
          return text.ok ? text.value : text.error.message
        })
        expect(again.join('')).toBe(written.value)
      }),
      { numRuns: 1000 },
    )
  })

  it('never reads a shape out of a cut text that was not written', () => {
    fc.assert(
      fc.property(mentionsFor(dialect), fc.nat(), ({ size, shapes, context }, cut) => {
        const written = dialect.encode(shapes, size, context)
        if (!written.ok) return
        const text = written.value.slice(0, cut % (written.value.length + 1))
        const spans = dialect.decode(text, size, dialect.beside?.(shapes, size, context))
        for (const read of mentioned(spans)) {
          expect(shapes.some((shape) => isNear(read, shape, dialect, size))).toBe(true)
        }
      }),
    )
  })

  it('refuses words of a mention that it would read as its own, or leaves them out', () => {
    const [kind] = kindsCarried(dialect)
    const shape = [shapeWithin('point'), shapeWithin('box'), shapeWithin('polygon')].find((one) => one.kind === kind)
    if (shape === undefined) throw new Error('it carries something')
    const size = { width: 640, height: 480 }
    const marks =
      `${Object.values(dialect.template).join(' ')} ${samplesOf(dialect).join(' ')}`.match(/<[^<>\s]+>|###/g) ?? []
    for (const mark of new Set([...marks, ...samplesOf(dialect)])) {
      const words = { role: 'assistant' as const, phrase: `a ${mark} cat`, labels: [`a ${mark} cat`] }
      const [written, plain] = [dialect.encode([shape], size, words), dialect.encode([shape], size)]
      if (!written.ok || !plain.ok) continue
      for (const { text } of dialect.hazards(words.phrase)) {
        const count = (all: string): number => all.split(text).length - 1
        expect([mark, count(written.value)]).toEqual([mark, count(plain.value)])
      }
    }
  })

  it('warns of its own marks in a text that a user types, and of nothing in plain words', () => {
    for (const text of samplesOf(dialect)) {
      expect(dialect.hazards(`I type ${text} myself`).length > 0).toBe(/<[^ ]/.test(text))
    }
    expect(dialect.hazards('What is the man, 3 steps from [see note] and 1 < 2, holding?')).toEqual([])
  })
})

describe.each(table(dialects))('%s', (_, dialect) => {
  it('never throws on any shape and names every loss', () => {
    fc.assert(
      fc.property(anyShapes, pictureSizes, fc.constantFrom('user', 'assistant'), (shapes, size, role) => {
        const written = dialect.encode(shapes, size, { role })
        const kinds = new Set(shapes.map((shape) => shape.kind))
        const isPlain = shapes.every((shape) => shapeNumbers(shape).every(Number.isFinite))
        const isCarried = kinds.size === 1 && shapes.every(({ kind }) => kindsCarried(dialect).has(kind))
        if (written.ok) {
          expect([isPlain, isCarried]).toEqual([true, true])
          expect(written.value).not.toMatch(/NaN|Infinity|undefined|null/)
        } else expect(written.error.message).not.toBe('')
        const isWithin = shapes.every((shape) =>
          shapeNumbers(shape).every((value, i) => value >= 0 && value <= (i % 2 === 0 ? size.width : size.height)),
        )
        const says = kindsOf(role === 'user' ? dialect.can.asks : dialect.can.answers)
        const isSaid = shapes.every(({ kind }) => says.includes(kind))
        if (!written.ok && isPlain && isCarried && isSaid && isWithin) {
          expect(['no-frame', 'no-area', 'corners-swapped']).toContain(written.error.code)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('tiles any text, never throws, and gives the same spans whatever the cuts', () => {
    const texts = fc.oneof(hardTextFor(dialect), fc.string({ unit: 'binary' }))
    const cuts = fc.array(fc.nat(), { maxLength: 12 })
    fc.assert(
      fc.property(texts, cuts, pictureSizes, besideNumbers, (text, at, size, beside) => {
        const whole = dialect.decode(text, size, beside)
        expectTiles(whole, text)
        const parser = dialect.parser(size, beside)
        const spans: Span[] = []
        const places = [0, ...at.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b)
        for (const [index, end] of places.slice(1).entries()) {
          spans.push(...parser.push(text.slice(places[index], end)))
          expect(spans.map((span) => span.text).join('') + parser.pending()).toBe(text.slice(0, end))
        }
        spans.push(...parser.end())
        expect(parser.pending()).toBe('')
        expect(joinText(spans)).toEqual(whole)
        for (const span of whole) if (span.kind === 'mention') expectSound(span, dialect, size)
        for (const hazard of dialect.hazards(text)) expect(text.startsWith(hazard.text, hazard.start)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('says that user text is its own where its template’s marks stand in it', () => {
    const { user, laterUser = '', assistant, image } = dialect.template
    const marks = `${user}${laterUser}${assistant}${image}`.match(/<[^<>\s]+>|\[\/?[A-Z]+\]|###/g) ?? []
    for (const mark of new Set(marks)) {
      // Every text of ours marks the picture so; `writeTurn` refuses it whatever the dialect.
      if (mark === '<image>') continue
      expect([mark, dialect.hazards(`say ${mark} now`).length]).not.toEqual([mark, 0])
    }
  })
})
