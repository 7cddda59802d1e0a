import type { Region } from '../dialogue/region.ts'
import { assertNever } from '../result.ts'
import type { DeixisRecord } from './record.ts'
import { createSeenKeys, textKey } from './seen-keys.ts'
import { wordsIn } from './words-in.ts'

/** Sides of the square with the box's area, in pixels: upper ends of the bins, the last one open (COCO's small, medium, large split). */
const boxSides = [4, 8, 16, 32, 64, 96, 128, 256, 512] as const
/** More labels than that are counted together. */
const mostLabels = 10_000

type RoleCounts = { turns: number; characters: number; words: number; mentions: number }

/** What is in a data set. Counts of parts of a file add up to those of the whole. */
export type DatasetCounts = {
  records: number
  dialogues: number
  /** Lines of pictures without a dialogue. */
  pictures: number
  /** Dialogues by kind, and by the number of their turns. */
  readonly kinds: Record<string, number>
  readonly turnsPerDialogue: Record<string, number>
  readonly user: RoleCounts
  readonly assistant: RoleCounts
  /** Turns by review state, and by who wrote them. */
  readonly reviews: Record<string, number>
  readonly origins: Record<string, number>
  /** Regions by kind of shape, by label, by what was said of them. */
  readonly shapes: Record<string, number>
  readonly labels: Record<string, number>
  readonly judgements: Record<string, number>
  /** Boxes by the side of a square of their area: `4` is up to four pixels, `more` beyond the last. */
  readonly boxSides: Record<string, number>
  /** Boxes by their share of the picture, in percent: 1, 5, 10, 25, 50, 100 are upper ends. */
  readonly boxShares: Record<string, number>
  /** Keys of pictures, for counting each once. */
  readonly imageKeys: number[]
}

const shareEnds = [1, 5, 10, 25, 50, 100] as const

function emptyRole(): RoleCounts {
  return { turns: 0, characters: 0, words: 0, mentions: 0 }
}

/** Counts of nothing. */
export function emptyCounts(): DatasetCounts {
  return {
    records: 0,
    dialogues: 0,
    pictures: 0,
    kinds: {},
    turnsPerDialogue: {},
    user: emptyRole(),
    assistant: emptyRole(),
    reviews: {},
    origins: {},
    shapes: {},
    labels: {},
    judgements: {},
    boxSides: {},
    boxShares: {},
    imageKeys: [],
  }
}

function plus(table: Record<string, number>, name: string, count = 1): void {
  // A name such as `constructor` is not to be found on the prototype.
  table[name] = (Object.hasOwn(table, name) ? (table[name] ?? 0) : 0) + count
}

function plusLabel(table: Record<string, number>, label: string, count = 1): void {
  const isKnown = Object.hasOwn(table, label) || Object.keys(table).length < mostLabels
  plus(table, isKnown ? label : '(other labels)', count)
}

/** Counts records one by one. */
export function createCounter(): { add(record: DeixisRecord): void; take(): DatasetCounts } {
  let counts = emptyCounts()
  const images = createSeenKeys()

  function addRegion({ shape, label, proposal }: Region, area: number): void {
    plus(counts.shapes, shape.kind)
    plusLabel(counts.labels, label)
    plus(counts.judgements, proposal?.judgement ?? 'drawn')
    if (shape.kind !== 'box') return
    const own = Math.abs((shape.x2 - shape.x1) * (shape.y2 - shape.y1))
    const side = Math.sqrt(own)
    plus(counts.boxSides, String(boxSides.find((end) => side <= end) ?? 'more'))
    const share = (100 * own) / area
    plus(counts.boxShares, String(shareEnds.find((end) => share <= end) ?? 'more'))
  }

  return {
    add(record) {
      counts.records++
      const areas = new Map<string, number>()
      for (const image of record.kind === 'image' ? [record.image] : record.images) {
        areas.set(image.id, image.width * image.height)
        const key = textKey(image.id)
        if (images.add(key)) counts.imageKeys.push(key)
      }
      for (const region of record.regions) addRegion(region, areas.get(region.imageId) ?? Number.NaN)
      if (record.kind === 'image') {
        counts.pictures++
        return
      }
      counts.dialogues++
      plus(counts.kinds, record.dialogue.kind)
      plus(counts.turnsPerDialogue, String(record.turns.length))
      for (const turn of record.turns) {
        const role = counts[turn.role]
        role.turns++
        plus(counts.reviews, turn.review)
        plus(counts.origins, turn.origin)
        for (const part of turn.parts) {
          switch (part.kind) {
            case 'text':
            case 'malformed':
              role.characters += part.text.length
              role.words += wordsIn(part.text)
              break
            case 'mention':
              role.mentions++
              break
            case 'image':
              break
            default:
              assertNever(part)
          }
        }
      }
    },
    take() {
      const taken = counts
      counts = emptyCounts()
      return taken
    },
  }
}

/** Adds counts of another part of the file; `imageKeys` stay as they are, for the caller to count. */
export function addCounts(to: DatasetCounts, from: DatasetCounts): void {
  to.records += from.records
  to.dialogues += from.dialogues
  to.pictures += from.pictures
  for (const role of ['user', 'assistant'] as const) {
    to[role].turns += from[role].turns
    to[role].characters += from[role].characters
    to[role].words += from[role].words
    to[role].mentions += from[role].mentions
  }
  const tables = [
    'kinds',
    'turnsPerDialogue',
    'reviews',
    'origins',
    'shapes',
    'judgements',
    'boxSides',
    'boxShares',
  ] as const
  for (const name of tables) for (const [key, count] of Object.entries(from[name])) plus(to[name], key, count)
  for (const [label, count] of Object.entries(from.labels)) plusLabel(to.labels, label, count)
}
