import type { ExportOptions, ReportLine } from '../api/dataset.ts'
import type { Dialogue } from '../dialogue/dialogue.ts'
import type { ImageFile } from '../dialogue/image.ts'
import { mentionShape } from '../dialogue/mention-shape.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { Document } from '../document/document.ts'

/** The regions of a document by what they belong to: looking through all of them for each dialogue takes minutes. */
export type RegionIndex = {
  readonly ofImage: ReadonlyMap<string, readonly Region[]>
  /** Those that a turn proposed. */
  readonly ofTurn: ReadonlyMap<string, readonly Region[]>
}

/** One dialogue as it goes into an export: the turns that the options keep, and the pictures and regions it may name. */
export type DialogueSource = {
  readonly dialogue: Dialogue
  readonly images: readonly ImageFile[]
  readonly turns: readonly Turn[]
  readonly regions: Document['regions']
  readonly index: RegionIndex
  /** What the options left out, and why. */
  readonly report: readonly ReportLine[]
  /** All of it holds the schemas' fields in their order, as `Read.isCanonical` says; whoever puts new objects into it takes this away. */
  readonly isCanonical?: boolean
}

/** One picture as it goes into an export: the regions that the options keep, by number. */
export type PictureSource = {
  readonly image: ImageFile
  readonly regions: readonly Region[]
  /** What the options left out, and why. */
  readonly report: readonly ReportLine[]
}

/** The index of these regions. */
export function indexOf(regions: Document['regions']): RegionIndex {
  const ofImage = new Map<string, Region[]>()
  const ofTurn = new Map<string, Region[]>()
  const put = (map: Map<string, Region[]>, id: string, region: Region): void => {
    const list = map.get(id)
    if (list === undefined) map.set(id, [region])
    else list.push(region)
  }
  for (const region of Object.values(regions)) {
    put(ofImage, region.imageId, region)
    if (region.proposal !== undefined) put(ofTurn, region.proposal.turnId, region)
  }
  return { ofImage, ofTurn }
}

/** Whether a picture is among those that the options ask for. */
function scopeOf({ imageIds }: ExportOptions): (id: string) => boolean {
  if (imageIds === undefined) return () => true
  const ids = new Set(imageIds)
  return (id) => ids.has(id)
}

/** A region as the options want it: proposals as the model made them, where coordinates are to be as they were sent. */
export function regionAs(region: Region, { coordinates }: ExportOptions): Region {
  if (coordinates !== 'sent' || region.proposal === undefined) return region
  return { ...region, shape: region.proposal.predicted }
}

/** Where regions were sent last, by their ids. */
export type SentShapes = {
  /** Takes in a message; the latest one counts, whenever it comes. */
  add(turn: Turn, regions: Document['regions']): void
  /** The region where it was sent, so far as a message says where that was; a model's own stays as it was predicted. */
  place(region: Region): Region
}

/** For formats that hold regions and no messages. */
export function createSentShapes(): SentShapes {
  const sent = new Map<string, { readonly turn: Turn; readonly shape: Region['shape'] }>()
  return {
    add(turn, regions) {
      for (const part of turn.parts) {
        if (part.kind !== 'mention' || part.sent === undefined) continue
        for (const [nth, id] of part.regionIds.entries()) {
          const shape = mentionShape(part, nth, regions, 'sent')
          const before = sent.get(id)
          if (shape === undefined || (before !== undefined && byAge(before.turn, turn) > 0)) continue
          sent.set(id, { turn, shape })
        }
      }
    },
    place(region) {
      const shape = region.proposal === undefined ? sent.get(region.id)?.shape : undefined
      return shape === undefined ? region : { ...region, shape }
    },
  }
}

function regionsAs(regions: Document['regions'], options: ExportOptions): Document['regions'] {
  if (options.coordinates !== 'sent') return regions
  return Object.fromEntries(Object.entries(regions).map(([id, region]) => [id, regionAs(region, options)]))
}

/** By time, then by id: the same document gives the same order everywhere. */
function byAge(a: { createdAt: number; id: string }, b: { createdAt: number; id: string }): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** Turns in the order of their dialogue. */
export function byOrder(a: Turn, b: Turn): number {
  return a.order - b.order || byAge(a, b)
}

/** Why these options leave a turn out, or null. */
function reasonToLeave(
  turn: Turn,
  regions: Record<string, Region | undefined>,
  options: ExportOptions,
  keepRejected: boolean,
): { code: string; message: string } | null {
  const judgements = turn.parts
    .flatMap((part) => (part.kind === 'mention' ? part.regionIds : []))
    .map((id) => regions[id]?.proposal?.judgement)
  if (!keepRejected && turn.review === 'rejected') {
    return { code: 'rejected', message: 'the answer was rejected' }
  }
  if (!keepRejected && judgements.includes('rejected')) {
    return { code: 'rejected-proposal', message: 'it mentions a proposal that was rejected' }
  }
  if (options.reviewedOnly && turn.origin === 'model' && turn.review !== 'reviewed') {
    return { code: 'not-reviewed', message: 'nobody has reviewed the answer' }
  }
  if (!options.openProposals && judgements.includes('open')) {
    return { code: 'open-proposal', message: 'it mentions a proposal that nobody has judged' }
  }
  return null
}

/** Turns in rounds: a question and what follows it up to the next question. */
function roundsOf(turns: readonly Turn[]): Turn[][] {
  const rounds: Turn[][] = []
  for (const turn of turns) {
    const last = rounds.at(-1)
    if (turn.role === 'user' || last === undefined) rounds.push([turn])
    else last.push(turn)
  }
  return rounds
}

/** Keeps or leaves whole rounds, so that no question loses its answer. */
export function keepTurns(
  dialogue: Dialogue,
  turns: readonly Turn[],
  regions: Document['regions'],
  options: ExportOptions,
  keepRejected: boolean,
): { kept: Turn[]; report: ReportLine[] } {
  const kept: Turn[] = []
  const report: ReportLine[] = []
  for (const round of roundsOf(turns)) {
    const reasons = round.flatMap((turn) => {
      const reason = reasonToLeave(turn, regions, options, keepRejected)
      return reason === null ? [] : [{ reason, turn }]
    })
    const [first] = reasons
    if (first === undefined) {
      kept.push(...round)
      continue
    }
    report.push({
      severity: 'loss',
      code: first.reason.code,
      message: `A question and its answer are left out: ${first.reason.message}.`,
      imageId: dialogue.imageIds[0],
      dialogueId: dialogue.id,
      turnId: first.turn.id,
    })
  }
  return { kept, report }
}

/**
 * Every dialogue that has turns left, oldest first. `keepRejected` is for a format that says what was rejected; the others must not
 * teach it.
 */
export function dialogueSources(document: Document, options: ExportOptions, keepRejected: boolean): DialogueSource[] {
  const turnsOf = new Map<string, Turn[]>()
  for (const turn of Object.values(document.turns)) {
    const list = turnsOf.get(turn.dialogueId)
    if (list === undefined) turnsOf.set(turn.dialogueId, [turn])
    else list.push(turn)
  }
  const regions = regionsAs(document.regions, options)
  const index = indexOf(regions)
  const scope = scopeOf(options)
  return Object.values(document.dialogues)
    .filter((dialogue) => dialogue.imageIds.some(scope))
    .sort(byAge)
    .map((dialogue) => {
      const turns = (turnsOf.get(dialogue.id) ?? []).sort(byOrder)
      const { kept, report } = keepTurns(dialogue, turns, regions, options, keepRejected)
      const images = dialogue.imageIds.flatMap((id) => document.images[id] ?? [])
      return { dialogue, images, turns: kept, regions, index, report }
    })
    .filter((source) => source.turns.length > 0 || source.report.length > 0)
}

/** A copy of regions by picture, number, id. */
export function sortedRegions(regions: readonly Region[]): Region[] {
  return [...regions].sort(
    (a, b) => (a.imageId < b.imageId ? -1 : a.imageId > b.imageId ? 1 : 0) || a.number - b.number || byAge(a, b),
  )
}

/** Whether the options want a region as it was judged. */
export function isKept(region: Region, options: ExportOptions, keepsRejected: boolean): boolean {
  const judgement = region.proposal?.judgement
  if (judgement === 'open') return options.openProposals && !options.reviewedOnly
  return judgement !== 'rejected' || (keepsRejected && !options.reviewedOnly)
}

/** A picture with those of these regions that the options keep, by number. */
export function pictureSource(
  image: ImageFile,
  regions: readonly Region[],
  options: ExportOptions,
  keepsRejected: boolean,
): PictureSource {
  const kept = regions.filter((region) => isKept(region, options, keepsRejected))
  const left = regions.length - kept.length
  const message = `${left} ${left === 1 ? 'region is' : 'regions are'} left out: nobody has accepted ${left === 1 ? 'it' : 'them'}.`
  const report: ReportLine[] =
    left === 0 || keepsRejected ? [] : [{ severity: 'loss', code: 'regions-left-out', message, imageId: image.id }]
  return { image, regions: sortedRegions(kept.map((region) => regionAs(region, options))), report }
}

/**
 * Every picture that has regions left besides the `carried` ones, by path. What people look at without marking anything is not in a
 * document, so a picture without regions comes only where regions of it were left out.
 */
export function pictureSources(
  document: Document,
  options: ExportOptions,
  format: { readonly takes: 'dialogues' | 'pictures' | 'both'; readonly isOwn?: boolean },
  carried: ReadonlySet<string>,
): PictureSource[] {
  const scope = scopeOf(options)
  const byImage = new Map<string, Region[]>()
  const sent = createSentShapes()
  if (format.takes === 'pictures' && options.coordinates === 'sent') {
    for (const turn of Object.values(document.turns)) sent.add(turn, document.regions)
  }
  for (const region of Object.values(document.regions)) {
    if (carried.has(region.id) || !scope(region.imageId)) continue
    const list = byImage.get(region.imageId)
    const placed = sent.place(region)
    if (list === undefined) byImage.set(region.imageId, [placed])
    else list.push(placed)
  }
  const keepsRejected = format.isOwn === true
  const sources = [...byImage].flatMap(([id, regions]): PictureSource[] => {
    const image = document.images[id]
    if (image === undefined) return []
    const source = pictureSource(image, regions, options, keepsRejected)
    return source.regions.length === 0 && format.takes === 'both' ? [] : [source]
  })
  return sources.sort((a, b) => (a.image.path < b.image.path ? -1 : a.image.path > b.image.path ? 1 : 0))
}
