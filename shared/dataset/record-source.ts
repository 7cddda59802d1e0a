import type { ExportOptions } from '../api/dataset.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { DeixisRecord } from './record.ts'
import {
  byOrder,
  type DialogueSource,
  indexOf,
  keepTurns,
  type PictureSource,
  pictureSource,
  type RegionIndex,
  regionAs,
} from './source.ts'

type DialogueRecord = Extract<DeixisRecord, { kind: 'dialogue' }>
type ImageLine = Extract<DeixisRecord, { kind: 'image' }>

const nothing: ReadonlyMap<string, readonly Region[]> = new Map()

/** The index of a record's regions, made when somebody asks. */
class LazyIndex implements RegionIndex {
  readonly #regions: Readonly<Record<string, Region>>
  readonly #hasProposals: boolean
  #made: RegionIndex | null = null

  constructor(regions: Readonly<Record<string, Region>>, hasProposals: boolean) {
    this.#regions = regions
    this.#hasProposals = hasProposals
  }

  get ofImage(): RegionIndex['ofImage'] {
    this.#made ??= indexOf(this.#regions)
    return this.#made.ofImage
  }

  get ofTurn(): RegionIndex['ofTurn'] {
    if (!this.#hasProposals) return nothing
    this.#made ??= indexOf(this.#regions)
    return this.#made.ofTurn
  }
}

/** The dialogue of one record as it goes into an export. Regions that the record does not hold are gone. */
export function sourceOfDialogue(
  record: DialogueRecord,
  options: ExportOptions,
  keepsRejected: boolean,
  isCanonical = false,
): DialogueSource {
  // Without a prototype it is a table from the start; a plain object would get a new hidden class for each id.
  const regions: Record<string, Region> = Object.create(null)
  let hasProposals = false
  for (const given of record.regions) {
    const region = regionAs(given, options)
    regions[region.id] = region
    if (region.proposal !== undefined) hasProposals = true
  }
  const { dialogue, images } = record
  let turns: readonly Turn[] = record.turns
  let asksForReasons = options.reviewedOnly || hasProposals
  for (const [at, turn] of turns.entries()) {
    if (turn.review === 'rejected') asksForReasons = true
    const before = turns[at - 1]
    if (before !== undefined && byOrder(before, turn) > 0) {
      turns = [...record.turns].sort(byOrder)
      asksForReasons = true
      break
    }
  }
  const index = new LazyIndex(regions, hasProposals)
  if (!asksForReasons) return { dialogue, images, turns, regions, index, report: [], isCanonical }
  const { kept, report } = keepTurns(dialogue, turns, regions, options, keepsRejected)
  return { dialogue, images, turns: kept, regions, index, report, isCanonical }
}

/** The picture of one record, with the regions that the options keep. */
export function sourceOfPicture(record: ImageLine, options: ExportOptions, keepsRejected: boolean): PictureSource {
  return pictureSource(record.image, record.regions, options, keepsRejected)
}
