import fc from 'fast-check'
import type { Format } from '../../../shared/dataset/format.ts'
import { box, createSampleDocument, point, type SampleTurn } from '../../../shared/dataset/sample-document.ts'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { RegionId } from '../../../shared/ids.ts'

const words = fc.oneof(
  fc.constantFrom(
    'Where is it?',
    'Where is the cup?',
    'The answer is red.',
    'A cup.',
    ' beside ',
    'a\nb',
    'say “ä😀\u2028”',
    '{x}',
    '"quoted" \\ back',
    '<image>',
    '<bbox>',
  ),
  fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
)
const label = fc.constantFrom('', '', 'dog', 'a "b" <c>', 'ü; 2')
const coordinate = (end: number) => fc.integer({ min: 0, max: end * 8 }).map((n) => n / 8)
const someBox = fc
  .tuple(coordinate(800), coordinate(600), coordinate(90), coordinate(90))
  .map(([x, y, w, h]) => box(x, y, x + w + 60, y + h + 60))
const somePoint = fc.tuple(coordinate(1000), coordinate(800)).map(([x, y]) => point(x, y))

function turns(format: Format): fc.Arbitrary<SampleTurn> {
  const parts = [
    { arbitrary: words, weight: 3 },
    { arbitrary: fc.subarray(['b0', 'b1', 'b2'], { minLength: 1 }), weight: format.can.boxes ? 1 : 0 },
    { arbitrary: fc.subarray(['p0', 'p1'], { minLength: 1 }), weight: format.can.points ? 1 : 0 },
  ]
  return fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 5 }).map((list): SampleTurn => ({ parts: list }))
}

/** The last word of a text in front of a mention becomes its phrase. */
function withPhrases(parts: readonly Part[]): Part[] {
  return parts.map((part, index): Part => {
    const before = parts[index - 1]
    const word = before?.kind === 'text' ? before.text.trim().split(/\s/).at(-1) : undefined
    return part.kind === 'mention' && word !== undefined ? { ...part, phrase: word } : part
  })
}

/** The first answer gets the parts of the last one as an answer that was rejected. */
function withRejected(document: Document): Document {
  const answers = Object.values(document.turns).filter((turn) => turn.role === 'assistant')
  const [first, last] = [answers[0], answers.at(-1)]
  if (first === undefined || last === undefined) return document
  const own: Region[] = Object.values(document.regions).slice(0, 1)
  const said = own.map(
    (region): Region => ({ ...region, id: `${region.id}-r` as RegionId, shape: box(1, 2, 300, 400) }),
  )
  const parts: Part[] = [
    ...last.parts,
    { kind: 'text', text: ' wrong' },
    { kind: 'mention', regionIds: said.map(({ id }) => id) },
  ]
  const alternatives: Turn['alternatives'] = [
    { parts, origin: 'import', review: 'rejected', createdAt: 0, regions: said },
  ]
  return { ...document, turns: { ...document.turns, [first.id]: { ...first, alternatives } } }
}

/** Documents of things that a format has places for, with words and labels that are hard to write. */
export function sampleDocuments(format: Format, most = 3): fc.Arbitrary<Document> {
  const turn = turns(format)
  const rounds = fc.array(fc.tuple(turn, turn), { minLength: 1, maxLength: format.can.dialogue ? 3 : 1 })
  const dialogue = fc.record({
    kind: fc.constantFrom('qa' as const, 'caption' as const),
    turns: rounds.map((list) => list.flat()),
  })
  return fc
    .record({
      boxes: fc.array(someBox, { minLength: 3, maxLength: 3 }),
      points: fc.array(somePoint, { minLength: 2, maxLength: 2 }),
      labels: fc.array(label, { minLength: 5, maxLength: 5 }),
      dialogues: fc.array(dialogue, { minLength: 1, maxLength: most }),
      phrases: fc.boolean(),
    })
    .map(({ boxes, points, labels, dialogues, phrases }) => {
      const named = [
        ...boxes.map((one, n) => [`b${n}`, one] as const),
        ...points.map((one, n) => [`p${n}`, one] as const),
      ]
      const document = createSampleDocument({ regions: Object.fromEntries(named), dialogues })
      const regions = Object.values(document.regions).map(
        (region, n): Region => ({ ...region, label: labels[n] ?? '' }),
      )
      const said = Object.values(document.turns).map(
        (one): Turn => (phrases ? { ...one, parts: withPhrases(one.parts) } : one),
      )
      const made = {
        ...document,
        regions: Object.fromEntries(regions.map((region) => [region.id, region])),
        turns: Object.fromEntries(said.map((one) => [one.id, one])),
      }
      return format.id.startsWith('preference-') ? withRejected(made) : made
    })
}
