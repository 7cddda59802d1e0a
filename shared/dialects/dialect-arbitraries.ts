import fc from 'fast-check'
import type { Size } from '../geometry/spaces.ts'
import type { Dialect, DialectShape, MentionContext, ShapeKinds } from './dialect.ts'

type Kind = DialectShape['kind']
type Role = MentionContext['role']

const length = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 20000 }))

/** Sizes of pictures from one pixel on, thin ones and round ones among them. For tests. */
export const pictureSizes: fc.Arbitrary<Size> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ width: length, height: length }) },
  fc.constantFrom(
    { width: 1, height: 1 },
    { width: 20000, height: 1 },
    { width: 1, height: 20000 },
    { width: 1000, height: 1000 },
    { width: 1600, height: 1600 },
  ),
)

/** The kinds of shapes that a role's turns can carry. */
export function kindsOf(can: ShapeKinds): Kind[] {
  const kinds: [Kind, boolean][] = [
    ['point', can.points],
    ['box', can.boxes],
    ['polygon', can.polygons],
  ]
  return kinds.flatMap(([kind, takes]) => (takes ? [kind] : []))
}

/** The shares of the picture that people and models like, and any others. */
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 32 }).map((n) => n / 32),
)

function shapeOf(kind: Kind, size: Size): fc.Arbitrary<DialectShape> {
  const corner = fc.tuple(share, share).map(([x, y]) => ({ x: x * size.width, y: y * size.height }))
  switch (kind) {
    case 'point':
      return corner.map((at) => ({ kind, ...at }))
    case 'polygon':
      return fc.array(corner, { minLength: 3, maxLength: 7 }).map((points) => ({ kind, points }))
    default:
      return fc.tuple(corner, corner).map(([a, b]) => ({
        kind: 'box',
        x1: Math.min(a.x, b.x),
        y1: Math.min(a.y, b.y),
        x2: Math.max(a.x, b.x),
        y2: Math.max(a.y, b.y),
      }))
  }
}

const words = fc.oneof(
  fc.constantFrom('the cat', 'Two chairs', 'naïve 猫 😀', 'a, b'),
  fc.stringMatching(/^[a-z]{1,8}$/),
)

/** One mention in a picture, with the words that a document may give with it. */
export type MentionSample = {
  readonly size: Size
  readonly shapes: readonly DialectShape[]
  readonly context: MentionContext
}

/** Mentions of shapes within the picture that the dialect says it can carry; the dialect carries some. */
export function mentionsFor(dialect: Dialect): fc.Arbitrary<MentionSample> {
  const roles = (['user', 'assistant'] as const).flatMap((role) =>
    kindsOf(role === 'user' ? dialect.can.asks : dialect.can.answers).map((kind): [Role, Kind] => [role, kind]),
  )
  return fc.tuple(pictureSizes, fc.constantFrom(...roles)).chain(([size, [role, kind]]) =>
    fc.array(shapeOf(kind, size), { minLength: 1, maxLength: 4 }).chain((shapes) =>
      fc.record({
        size: fc.constant(size),
        shapes: fc.constant(shapes),
        context: fc.record(
          {
            role: fc.constant(role),
            phrase: words,
            labels: fc.array(fc.oneof(words, fc.constant('')), { minLength: shapes.length, maxLength: shapes.length }),
          },
          { requiredKeys: ['role'] },
        ),
      }),
    ),
  )
}

const wild = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 10, 300))

/** Any shapes, possible or not. */
export const anyShapes: fc.Arbitrary<DialectShape[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('point' as const), x: wild, y: wild }),
    fc.record({ kind: fc.constant('box' as const), x1: wild, y1: wild, x2: wild, y2: wild }),
    fc.record({
      kind: fc.constant('polygon' as const),
      points: fc.array(fc.record({ x: wild, y: wild }), { maxLength: 5 }),
    }),
  ),
  { maxLength: 3 },
)

/** Texts that the dialect writes in a picture of 640 by 480, with and without words. */
export function samplesOf(dialect: Dialect): string[] {
  const size = { width: 640, height: 480 }
  const shapes: DialectShape[] = [
    { kind: 'point', x: 12, y: 480 },
    { kind: 'box', x1: 12, y1: 20, x2: 300, y2: 400 },
    {
      kind: 'polygon',
      points: [
        { x: 12, y: 20 },
        { x: 300, y: 20 },
        { x: 160, y: 400 },
      ],
    },
  ]
  const contexts = [undefined, { role: 'assistant' as const, phrase: 'a cat', labels: ['cat', 'cat'] }]
  return shapes.flatMap((shape) =>
    contexts.flatMap((context) => {
      const written = dialect.encode([shape, shape], size, context)
      return written.ok ? [written.value] : []
    }),
  )
}

const strays = [
  '[0.1,0.2,0.3,0.4]',
  '[250, 187, 516, 625]',
  '[[250,187,516,625]]',
  '{<25><18><51><62>}',
  '<at> <boxes>',
  'region1 <bbox>',
  'region2<mask><pos>',
  '<poly>',
  '<patch_index_0044>',
  '1001',
  '0.5',
  '-3',
  'see',
  ' ',
  '\n',
  '😀',
  '[',
  ']',
  '{',
  '}',
  '<',
  '>',
  '`',
  ',',
  ';',
]

/** Text that keeps running into the dialect's own forms, into those of others and into their mistakes. */
export function hardTextFor(dialect: Dialect): fc.Arbitrary<string> {
  const samples = [...samplesOf(dialect), '[see note]']
  const pieces = [...new Set(samples.flatMap((text) => text.match(/[\w|/]+|[^\w|/]/g) ?? []))]
  const tags = [...new Set(samples.flatMap((text) => text.match(/<[^<>]*>|"[^"]*"|[[({][^[({]*/g) ?? []))]
  const damaged = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(12), fc.constantFrom('', ...pieces))
    .map(([text, at, count, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(place + count)
    })
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...samples, ...pieces, ...tags) },
    { weight: 2, arbitrary: fc.constantFrom(...strays) },
    damaged,
    fc.string({ maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  return fc.array(piece, { maxLength: 24 }).map((all) => all.join(''))
}

/** Numbers that may come beside a text, mostly too few, too many or too large. */
export const besideNumbers: fc.Arbitrary<number[][]> = fc.array(
  fc.array(fc.oneof(fc.double({ min: -0.2, max: 1.2 }), fc.double()), { maxLength: 9 }),
  { maxLength: 6 },
)
