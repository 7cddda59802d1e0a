import { boxOfShape } from '../dialogue/box-of-shape.ts'
import type { ImageFile } from '../dialogue/image.ts'
import type { Judgement, Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { RecordChange } from '../document/document.ts'
import { filterTerm } from '../document/image-filter.ts'
import { imageStates } from '../document/mark.ts'
import { boxIou } from '../geometry/box.ts'
import {
  type Bars,
  type Bins,
  binNames,
  binOf,
  createBars,
  createNumbers,
  type ImageBits,
  medianOf,
} from './figure-counts.ts'
import { createImageCounts } from './image-counts.ts'
import { wordsIn } from './words-in.ts'

/** What is counted, in the order in which it is shown. */
export const figureIds = [
  'states',
  'splits',
  'turns',
  'words',
  'mentions',
  'regions',
  'labels',
  'areas',
  'aspects',
  'ious',
  'ious-tasks',
  'ious-models',
  'judged-tasks',
  'judged-labels',
  'judged-models',
  'shifts',
  'sizes',
  'times',
] as const
export type FigureId = (typeof figureIds)[number]

/** One bar. `series` tells bars of one name apart; `filter` shows its images, also later; where no filter says it, `images` are those of now. */
export type FigureRow = {
  readonly name: string
  readonly series: string | null
  readonly count: number
  readonly filter: string | null
  readonly images: ImageBits
}
export type Figure = {
  readonly id: FigureId
  readonly rows: readonly FigureRow[]
  readonly median: number | null
  /** Of each series, where a figure tells them apart. */
  readonly medians: readonly { readonly series: string; readonly median: number }[]
}

/** Cells of a side of the heat maps. */
export const heatSide = 32

/** What is in a project, counted. */
export type Statistics = {
  readonly images: number
  readonly dialogues: number
  readonly turns: number
  readonly regions: number
  readonly mentions: number
  /** Share of the turns that are reviewed, 0 to 1; null without turns. */
  readonly reviewed: number | null
  readonly figures: readonly Figure[]
  /** Centres of boxes and polygons, and points: `heatSide` rows of as many cells, from the upper left. */
  readonly centres: readonly number[]
  readonly points: readonly number[]
}

const wordBins: Bins = { ends: [0, 5, 10, 20, 40, 80, 160] }
const areaBins: Bins = { ends: [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100], unit: '%' }
const ratioBins: Bins = { ends: [0, 0.2, 0.33, 0.5, 0.67, 0.9, 1.1, 1.5, 2, 3, 5] }
const sizeBins: Bins = { ends: [0, 0.25, 0.5, 0.75, 0.9, 1.1, 1.33, 2, 4] }
const shiftBins: Bins = { ends: [0, 1, 2, 5, 10, 20, 50, 100], unit: '%' }
const timeBins: Bins = { ends: [0, 5, 10, 20, 40, 60, 120, 300, 600], unit: 's' }
const iouBins: Bins = { ends: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] }
const mostSingle = 20
const mostLabels = 30
/** Series of a histogram beyond these would not be told apart. */
const mostSeries = 6
const judgements: readonly Judgement[] = ['accepted', 'corrected', 'rejected', 'open']

type Histogram = { add(value: number, image: number, series?: string | null): void; readonly figure: () => FigurePart }
type FigurePart = Omit<Figure, 'id'>

function createHistogram(images: number, bins: Bins, withMedian = true): Histogram {
  const bars = createBars(images)
  const all = createNumbers()
  const bySeries = new Map<string, ReturnType<typeof createNumbers>>()
  const names = binNames(bins)
  return {
    add(value, image, series = null) {
      bars.add(names[binOf(value, bins.ends)] ?? '', series, image)
      if (!withMedian) return
      all.push(value)
      if (series === null) return
      const own = bySeries.get(series) ?? createNumbers()
      own.push(value)
      bySeries.set(series, own)
    },
    figure() {
      const series = bars.series()
      const medians = [...bySeries]
        .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
        .slice(0, mostSeries)
        .map(([name, own]) => ({ series: name, median: medianOf(own.values()) ?? 0 }))
      const shown = bySeries.size === 0 ? (series.length === 0 ? [null] : series) : medians.map((each) => each.series)
      const rows = shown.flatMap((kind) => names.map((name) => rowOf(bars, name, kind, null)))
      return { rows, median: medianOf(all.values()), medians }
    },
  }
}

function rowOf(bars: Bars, name: string, series: string | null, filter: string | null, shown = name): FigureRow {
  return { name: shown, series, count: bars.count(name, series), filter, images: bars.images([name], series) }
}

const plain = (rows: FigureRow[]): FigurePart => ({ rows, median: null, medians: [] })

/** Bars for 0, 1, 2 … and one for everything beyond. */
function singles(bars: Bars, filter: (is: string) => string | null): FigureRow[] {
  const last = Math.max(-1, ...bars.names().map(Number))
  return Array.from({ length: last + 1 }, (_, at) => {
    const beyond = at > mostSingle
    return rowOf(
      bars,
      String(at),
      null,
      filter(beyond ? `>${mostSingle}` : `=${at}`),
      beyond ? `> ${mostSingle}` : String(at),
    )
  })
}

function judgedRows(bars: Bars): FigureRow[] {
  return bars
    .names()
    .sort((a, b) => bars.sum(b) - bars.sum(a) || (a < b ? -1 : 1))
    .slice(0, mostLabels)
    .flatMap((name) => judgements.map((series) => rowOf(bars, name, series, null)))
}

/** What a proposal waits for until it is known which model made it, in which kind of dialogue. */
type Judged = { judgement: Judgement; turnId: string; image: number; iou: number | null }

/**
 * Counts a project record by record, in any order, each once. Holds bars, the images of each, and a few numbers of each box; no texts.
 * Sizes are in percent of the picture's; regions on pictures that are not among `images` are counted but have no place or size.
 */
export function createStatistics(images: readonly Pick<ImageFile, 'id' | 'width' | 'height'>[]): {
  take(records: readonly RecordChange[]): void
  finish(): Statistics
} {
  const places = new Map<string, number>(images.map((image, at) => [image.id, at]))
  const ofImages = createImageCounts(places)
  const bars = (): Bars => createBars(images.length)
  const histogram = (bins: Bins): Histogram => createHistogram(images.length, bins)
  const [areas, aspects, ious] = [histogram(areaBins), histogram(ratioBins), histogram(iouBins)]
  const [shifts, sizes, times] = [histogram(shiftBins), histogram(sizeBins), histogram(timeBins)]
  const judgedLabels = bars()
  const labels = bars()
  const judged: Judged[] = []
  const dialogues = new Map<string, { readonly kind: string; readonly image: number }>()
  const turnsOf = new Map<string, number>()
  const runs = new Map<string, { readonly dialogueId: string; readonly model: string }>()
  const said = {
    dialogueIds: [] as string[],
    roles: [] as Turn['role'][],
    words: createNumbers(),
    mentions: createNumbers(),
  }
  const centres = new Array<number>(heatSide ** 2).fill(0)
  const points = new Array<number>(heatSide ** 2).fill(0)
  let regions = 0
  let reviewed = 0
  let mentions = 0

  function heat(cells: number[], x: number, y: number, { width, height }: Pick<ImageFile, 'width' | 'height'>): void {
    if (x < 0 || y < 0 || x > width || y > height) return
    const column = Math.min(heatSide - 1, Math.floor((x / width) * heatSide))
    const row = Math.min(heatSide - 1, Math.floor((y / height) * heatSide))
    cells[row * heatSide + column] = (cells[row * heatSide + column] ?? 0) + 1
  }

  function addRegion({ shape, label, proposal, imageId }: Region): void {
    regions++
    const at = places.get(imageId) ?? -1
    labels.add(label, null, at)
    const picture = images[at]
    const box = boxOfShape(shape)
    if (picture && shape.kind === 'point') heat(points, shape.x, shape.y, picture)
    if (box) {
      const width = Math.abs(box.x2 - box.x1)
      const height = Math.abs(box.y2 - box.y1)
      if (picture) {
        heat(centres, (box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2, picture)
        areas.add((100 * width * height) / (picture.width * picture.height), at)
      }
      if (height > 0) aspects.add(width / height, at)
    }
    if (!proposal) return
    const { judgement, turnId, predicted } = proposal
    judgedLabels.add(label, judgement, at)
    const before = boxOfShape(predicted)
    const isKept = judgement === 'accepted' || judgement === 'corrected'
    const iou = box && before && isKept ? boxIou(box, before) : null
    judged.push({ judgement, turnId, image: at, iou })
    if (iou !== null) ious.add(iou, at)
    if (!box || !before || judgement !== 'corrected') return
    const side = Math.hypot(before.x2 - before.x1, before.y2 - before.y1)
    const moved = Math.hypot(box.x1 + box.x2 - before.x1 - before.x2, box.y1 + box.y2 - before.y1 - before.y2) / 2
    const area = (before.x2 - before.x1) * (before.y2 - before.y1)
    if (side > 0) shifts.add((100 * moved) / side, at)
    if (area > 0) sizes.add(((box.x2 - box.x1) * (box.y2 - box.y1)) / area, at)
  }

  function addTurn(turn: Turn): void {
    if (turn.review === 'reviewed') reviewed++
    turnsOf.set(turn.dialogueId, (turnsOf.get(turn.dialogueId) ?? 0) + 1)
    const named = turn.parts.filter((part) => part.kind === 'mention').length
    mentions += named
    said.dialogueIds.push(turn.dialogueId)
    said.roles.push(turn.role)
    said.mentions.push(named)
    said.words.push(turn.parts.reduce((sum, part) => sum + ('text' in part ? wordsIn(part.text) : 0), 0))
    if (turn.run) runs.set(turn.id, { dialogueId: turn.dialogueId, model: turn.run.modelId })
  }

  /** Turns, and proposals by who made them, once every dialogue is known. */
  function settle() {
    const words = createHistogram(images.length, wordBins, false)
    const turns = bars()
    const named = bars()
    const of = (dialogueId: string) => dialogues.get(dialogueId)
    const [wordCounts, mentionCounts] = [said.words.values(), said.mentions.values()]
    for (const [n, dialogueId] of said.dialogueIds.entries()) {
      const image = of(dialogueId)?.image ?? -1
      words.add(wordCounts[n] ?? 0, image, said.roles[n] ?? 'user')
      named.add(String(Math.min(mentionCounts[n] ?? 0, mostSingle + 1)), null, image)
    }
    for (const [id, { image }] of dialogues)
      turns.add(String(Math.min(turnsOf.get(id) ?? 0, mostSingle + 1)), null, image)
    const judgedBy = { model: bars(), task: bars() }
    const iousBy = { model: histogram(iouBins), task: histogram(iouBins) }
    for (const { judgement, turnId, image, iou } of judged) {
      const run = runs.get(turnId)
      const by = { model: run?.model ?? '', task: of(run?.dialogueId ?? '')?.kind ?? '' }
      for (const name of ['model', 'task'] as const) {
        judgedBy[name].add(by[name], judgement, image)
        if (iou !== null) iousBy[name].add(iou, image, by[name])
      }
    }
    return { words, turns, named, judgedBy, iousBy }
  }

  return {
    take(records) {
      ofImages.take(records)
      for (const record of records) {
        if (record.after === null) continue
        if (record.table === 'regions') addRegion(record.after)
        else if (record.table === 'turns') addTurn(record.after)
        else if (record.table === 'dialogues') {
          const { kind, imageIds } = record.after
          dialogues.set(record.id, { kind, image: places.get(imageIds[0] ?? '') ?? -1 })
        }
      }
    },
    finish() {
      const { words, turns, named, judgedBy, iousBy } = settle()
      const states = bars()
      const splits = bars()
      const perImage = bars()
      const counted = ofImages.finish()
      for (const [at, { id }] of images.entries()) {
        const { state, split, regions: own, seconds } = counted(at, id)
        states.add(state, null, at)
        splits.add(split ?? '', null, at)
        perImage.add(String(Math.min(own, mostSingle + 1)), null, at)
        if (seconds > 0) times.add(seconds, at)
      }
      const byCount = labels.names().sort((a, b) => labels.sum(b) - labels.sum(a) || (a < b ? -1 : 1))
      const rest = byCount.slice(mostLabels)
      const parts: Record<FigureId, FigurePart> = {
        states: plain(imageStates.map((state) => rowOf(states, state, null, filterTerm('status', state)))),
        splits: plain(
          splits.names().map((name) => rowOf(splits, name, null, name ? filterTerm('split', name) : 'not has:split')),
        ),
        turns: plain(singles(turns, () => null)),
        words: { ...words.figure(), median: null },
        mentions: plain(singles(named, () => null)),
        regions: plain(singles(perImage, (is) => `regions${is}`)),
        labels: plain([
          ...byCount
            .slice(0, mostLabels)
            .map((name) => rowOf(labels, name, null, name ? filterTerm('label', name) : null)),
          ...(rest.length > 0 ? [tailOf(labels, rest)] : []),
        ]),
        areas: areas.figure(),
        aspects: aspects.figure(),
        ious: ious.figure(),
        'ious-tasks': iousBy.task.figure(),
        'ious-models': iousBy.model.figure(),
        'judged-tasks': plain(judgedRows(judgedBy.task)),
        'judged-labels': plain(judgedRows(judgedLabels)),
        'judged-models': plain(judgedRows(judgedBy.model)),
        shifts: shifts.figure(),
        sizes: sizes.figure(),
        times: times.figure(),
      }
      return {
        images: images.length,
        dialogues: dialogues.size,
        turns: said.roles.length,
        regions,
        mentions,
        reviewed: said.roles.length === 0 ? null : reviewed / said.roles.length,
        figures: figureIds.map((id) => ({ id, ...parts[id] })),
        centres,
        points,
      }
    },
  }
}

/** Labels beyond those shown, as one bar. */
function tailOf(labels: Bars, names: readonly string[]): FigureRow {
  const count = names.reduce((sum, name) => sum + labels.sum(name), 0)
  return { name: '…', series: null, count, filter: null, images: labels.images(names, null) }
}
