import { shapeIou } from '../dialogue/box-of-shape.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { RecordChange } from './document.ts'
import type { ImageState, Mark } from './mark.ts'

/** What filters, lists and counts ask of one image. */
export type ImageFacts = {
  /** As it was set; else `doing` once people have drawn or said something (or it was imported), and `todo` before that. */
  readonly state: ImageState
  readonly split: string | null
  readonly seconds: number
  readonly regions: number
  readonly points: number
  readonly boxes: number
  readonly polygons: number
  /** Regions that a model proposed and nobody has judged. */
  readonly open: number
  /** Regions and turns that came from a model. */
  readonly predictions: number
  readonly dialogues: number
  readonly turns: number
  /** Mentions of regions in turns. */
  readonly mentions: number
  /** How many regions have each label, as it is written; regions without one are not counted. */
  readonly labels: ReadonlyMap<string, number>
  /** The confidence of every proposal that has one, 0 to 1. */
  readonly scores: readonly number[]
  /** Of every proposal that was accepted or corrected: how well its region covers what the model said, 0 to 1. */
  readonly ious: readonly number[]
}

/** The facts of an image about which nothing is known. */
export const noFacts: ImageFacts = {
  state: 'todo',
  split: null,
  seconds: 0,
  regions: 0,
  points: 0,
  boxes: 0,
  polygons: 0,
  open: 0,
  predictions: 0,
  dialogues: 0,
  turns: 0,
  mentions: 0,
  labels: new Map(),
  scores: [],
  ious: [],
}

/** Facts of every image, kept up with each change: one change touches the images it belongs to and no other. */
export type FactsIndex = {
  /** The same object until something about the image changes. */
  of(imageId: string): ImageFacts
  /** Takes changes in, in order, and answers with the images whose facts may differ now. Only `after` counts. */
  take(changes: readonly RecordChange[]): Set<string>
  /** What was said of the image as a whole. */
  mark(imageId: string): Mark | undefined
  /** How many regions of the project have each label. */
  labels(): ReadonlyMap<string, number>
}

type RegionFact = Pick<Region, 'label' | 'origin'> & {
  readonly kind: Region['shape']['kind']
  readonly judgement: 'none' | NonNullable<Region['proposal']>['judgement']
  readonly score: number | null
  readonly iou: number | null
}
type TurnFact = { readonly mentions: number; readonly model: boolean }

/** How well a region covers what the model said; boxes around polygons are compared. Points have none. */
function coverOf(region: Region): number | null {
  if (region.proposal === undefined) return null
  const { judgement, predicted } = region.proposal
  if (judgement !== 'accepted' && judgement !== 'corrected') return null
  return shapeIou(region.shape, predicted)
}

function regionFact(region: Region): RegionFact {
  return {
    label: region.label,
    origin: region.origin,
    kind: region.shape.kind,
    judgement: region.proposal?.judgement ?? 'none',
    score: region.proposal?.confidence ?? null,
    iou: coverOf(region),
  }
}

function turnFact(turn: Turn): TurnFact {
  return { mentions: turn.parts.filter((part) => part.kind === 'mention').length, model: turn.origin === 'model' }
}

/** A map of maps that tells where each inner key is. */
function createShelf<T>() {
  const shelves = new Map<string, Map<string, T>>()
  const places = new Map<string, string>()
  return {
    on: (shelf: string): ReadonlyMap<string, T> | undefined => shelves.get(shelf),
    place: (id: string): string | undefined => places.get(id),
    get(id: string): T | undefined {
      const place = places.get(id)
      return place === undefined ? undefined : shelves.get(place)?.get(id)
    },
    put(id: string, shelf: string, value: T): void {
      const before = places.get(id)
      if (before !== undefined && before !== shelf) shelves.get(before)?.delete(id)
      places.set(id, shelf)
      const there = shelves.get(shelf)
      if (there === undefined) shelves.set(shelf, new Map([[id, value]]))
      else there.set(id, value)
    },
    remove(id: string): void {
      const before = places.get(id)
      if (before !== undefined) shelves.get(before)?.delete(id)
      places.delete(id)
    },
  }
}

/** An index that knows nothing yet. */
export function createFactsIndex(): FactsIndex {
  const regions = createShelf<RegionFact>()
  const turns = createShelf<TurnFact>()
  const dialogues = new Map<string, readonly string[]>()
  /** Dialogues that a batch asked: the question in them is nobody's work on the image. */
  const asked = new Set<string>()
  const dialoguesOf = new Map<string, Set<string>>()
  const marks = new Map<string, Mark>()
  const labels = new Map<string, number>()
  const known = new Map<string, ImageFacts>()

  function countLabel(label: string | undefined, by: 1 | -1): void {
    if (label === undefined || label === '') return
    const now = (labels.get(label) ?? 0) + by
    if (now > 0) labels.set(label, now)
    else labels.delete(label)
  }

  function takeOne(change: RecordChange, touched: Set<string>): void {
    switch (change.table) {
      case 'regions': {
        const before = regions.place(change.id)
        countLabel(regions.get(change.id)?.label, -1)
        countLabel(change.after?.label, 1)
        if (before !== undefined) touched.add(before)
        if (change.after === null) regions.remove(change.id)
        else {
          regions.put(change.id, change.after.imageId, regionFact(change.after))
          touched.add(change.after.imageId)
        }
        return
      }
      case 'dialogues': {
        const before = dialogues.get(change.id) ?? []
        const after: readonly string[] = change.after?.imageIds ?? []
        for (const id of before) dialoguesOf.get(id)?.delete(change.id)
        for (const id of after) dialoguesOf.set(id, (dialoguesOf.get(id) ?? new Set()).add(change.id))
        if (change.after === null) dialogues.delete(change.id)
        else dialogues.set(change.id, after)
        if (change.after?.batch === undefined) asked.delete(change.id)
        else asked.add(change.id)
        for (const id of [...before, ...after]) touched.add(id)
        return
      }
      case 'turns': {
        const before = turns.place(change.id)
        if (change.after === null) turns.remove(change.id)
        else turns.put(change.id, change.after.dialogueId, turnFact(change.after))
        for (const dialogueId of [before, change.after?.dialogueId]) {
          for (const id of dialogues.get(dialogueId ?? '') ?? []) touched.add(id)
        }
        return
      }
      case 'marks':
        if (change.after === null) marks.delete(change.id)
        else marks.set(change.id, change.after)
        touched.add(change.id)
    }
  }

  function factsOf(id: string): ImageFacts {
    const own = [...(regions.on(id)?.values() ?? [])]
    const spoken = [...(dialoguesOf.get(id) ?? [])].flatMap((each) => [...(turns.on(each)?.values() ?? [])])
    const mark = marks.get(id)
    if (own.length === 0 && spoken.length === 0 && mark === undefined && !dialoguesOf.get(id)?.size) return noFacts
    const used = new Map<string, number>()
    for (const { label } of own) if (label !== '') used.set(label, (used.get(label) ?? 0) + 1)
    const said = [...(dialoguesOf.get(id) ?? [])].some((each) => {
      const people = [...(turns.on(each)?.values() ?? [])].filter(({ model }) => !model)
      return people.length > (asked.has(each) ? 1 : 0)
    })
    const begun = own.some((each) => each.judgement !== 'open') || said
    return {
      state: mark?.state ?? (begun ? 'doing' : 'todo'),
      split: mark?.split ?? null,
      seconds: mark?.seconds ?? 0,
      regions: own.length,
      points: own.filter((each) => each.kind === 'point').length,
      boxes: own.filter((each) => each.kind === 'box').length,
      polygons: own.filter((each) => each.kind === 'polygon').length,
      open: own.filter((each) => each.judgement === 'open').length,
      predictions: own.filter((each) => each.origin === 'model').length + spoken.filter((each) => each.model).length,
      dialogues: dialoguesOf.get(id)?.size ?? 0,
      turns: spoken.length,
      mentions: spoken.reduce((sum, each) => sum + each.mentions, 0),
      labels: used,
      scores: own.flatMap(({ score }) => (score === null ? [] : [score])),
      ious: own.flatMap(({ iou }) => (iou === null ? [] : [iou])),
    }
  }

  return {
    of(id) {
      const before = known.get(id)
      if (before !== undefined) return before
      const facts = factsOf(id)
      if (facts !== noFacts) known.set(id, facts)
      return facts
    },
    take(changes) {
      const touched = new Set<string>()
      for (const change of changes) takeOne(change, touched)
      for (const id of touched) known.delete(id)
      return touched
    },
    mark: (id) => marks.get(id),
    labels: () => labels,
  }
}
