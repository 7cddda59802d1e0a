import { shapeIou } from '../dialogue/box-of-shape.ts'
import type { Dialogue } from '../dialogue/dialogue.ts'
import type { Region, Review } from '../dialogue/region.ts'
import type { Part, Turn } from '../dialogue/turn.ts'
import type { ImageId } from '../ids.ts'

/** What a review looks at: proposals, and answers of the model or from a file, of any number of pictures. */
export type Reviewable = {
  /** At least the proposals, and those that the turns mention. */
  readonly regions: readonly Region[]
  readonly turns: readonly Turn[]
  /** At least the dialogues of the turns. */
  readonly dialogues: readonly Dialogue[]
}

/** One thing to look at. */
export type ReviewItem = {
  readonly kind: 'region' | 'turn'
  readonly id: string
  readonly imageId: ImageId
  /** "R3 dog", or how the answer begins. */
  readonly region: Pick<Region, 'number' | 'label'> | null
  readonly text: string
  /** How sure the model was, 0 to 1: of an answer its least sure region. `null` when unknown. */
  readonly score: number | null
  /** How well the place agrees with what the model said, 0 to 1: of an answer its least. `null` without boxes. */
  readonly iou: number | null
  /** Characters of an answer; 0 for a region. */
  readonly length: number
  /** Whether somebody has judged it, with or without a name. */
  readonly decided: boolean
  readonly reviews: readonly Review[]
}

/** What comes first. */
export type QueueOrder = 'score' | 'iou' | 'length' | 'random'

/** The words of a message; regions by their number, apart from a word before them. `regionOf` may not know one: it reads `R?`. */
export function plainWords(
  parts: readonly Part[],
  regionOf: (id: string) => Pick<Region, 'number'> | undefined,
): string {
  return parts.reduce((said, part) => {
    if (part.kind === 'image') return said
    if (part.kind !== 'mention') return said + part.text
    const named = part.regionIds.map((id) => `R${regionOf(id)?.number ?? '?'}`).join(' ')
    return `${said}${/[\p{L}\p{N}]$/u.test(said) ? ' ' : ''}${named}`
  }, '')
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? [])
  return known.length === 0 ? null : Math.min(...known)
}

function iouOf({ shape, proposal }: Region): number | null {
  return proposal === undefined ? null : shapeIou(shape, proposal.predicted)
}

/** Whether an answer can be reviewed: one of a model or from a file. */
export function isReviewable(turn: Turn): boolean {
  return turn.role === 'assistant' && turn.origin !== 'human'
}

/** Everything of these records that can be reviewed; turns of people, and regions that are no proposals, cannot. */
export function reviewItems({ regions, turns, dialogues }: Reviewable): ReviewItem[] {
  const byId = new Map(regions.map((region) => [region.id as string, region]))
  const imageOf = new Map(dialogues.map((dialogue) => [dialogue.id as string, dialogue.imageIds[0]]))
  const ofTurn = new Map<string, Region[]>()
  const boxes = regions.flatMap((region): ReviewItem[] => {
    const { proposal } = region
    if (proposal === undefined) return []
    const siblings = ofTurn.get(proposal.turnId)
    if (siblings === undefined) ofTurn.set(proposal.turnId, [region])
    else siblings.push(region)
    return [
      {
        kind: 'region',
        id: region.id,
        imageId: region.imageId,
        region: { number: region.number, label: region.label },
        text: '',
        score: proposal.confidence ?? null,
        iou: iouOf(region),
        length: 0,
        decided: proposal.judgement !== 'open',
        reviews: region.reviews ?? [],
      },
    ]
  })
  const answers = turns.flatMap((turn): ReviewItem[] => {
    const imageId = imageOf.get(turn.dialogueId)
    if (!isReviewable(turn) || imageId === undefined) return []
    const own = ofTurn.get(turn.id) ?? []
    const text = plainWords(turn.parts, (id) => byId.get(id))
    return [
      {
        kind: 'turn',
        id: turn.id,
        imageId,
        region: null,
        text: text.slice(0, 120),
        score: least(own.map((region) => region.proposal?.confidence ?? null)),
        iou: least(own.map(iouOf)),
        length: text.length,
        decided: turn.review !== 'open',
        reviews: turn.reviews ?? [],
      },
    ]
  })
  return [...boxes, ...answers]
}

/** Behind every value there is. */
const unknown = Number.MAX_VALUE

/** A number from 0 to below 1 that hangs on seed and text alone (FNV-1a with a finishing mix). */
function chance(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}

/**
 * The items in the order of a queue. What has no value for the order comes last; `random` keeps `percent` of the items, the same ones
 * for the same seed whatever else is in the list.
 */
export function orderedItems(
  items: readonly ReviewItem[],
  order: QueueOrder,
  sample: { readonly percent: number; readonly seed: number },
): ReviewItem[] {
  if (order === 'random') {
    return items
      .map((item) => ({ item, at: chance(sample.seed, item.id) }))
      .filter(({ at }) => at < sample.percent / 100)
      .sort((a, b) => a.at - b.at || (a.item.id < b.item.id ? -1 : 1))
      .map(({ item }) => item)
  }
  const keyed = items.map((item, index) => ({ item, index, key: order === 'length' ? -item.length : item[order] }))
  keyed.sort((a, b) => (a.key ?? unknown) - (b.key ?? unknown) || a.index - b.index)
  return keyed.map(({ item }) => item)
}
