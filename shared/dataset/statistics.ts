import { boxOfShape } from '../dialogue/box-of-shape.ts'
import type { ImageRecord } from '../dialogue/image.ts'
import type { Region } from '../dialogue/region.ts'
import type { RecordChange } from '../document/document.ts'
import { createFactsIndex } from '../document/image-facts.ts'
import { filterTerm } from '../document/image-filter.ts'
import { imageStates } from '../document/mark.ts'
import { boxIou } from '../geometry/box.ts'

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
  'judged-labels',
  'judged-models',
  'judged-tasks',
  'shifts',
  'sizes',
  'times',
] as const
export type FigureId = (typeof figureIds)[number]

/** One bar. `series` tells bars of one name apart; `filter` shows its images, null where no filter says it. */
export type FigureRow = {
  readonly name: string
  readonly series: string | null
  readonly count: number
  readonly filter: string | null
}
export type Figure = { readonly id: FigureId; readonly rows: readonly FigureRow[]; readonly median: number | null }

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

type Bins = { readonly ends: readonly number[]; readonly unit?: string }
const wordBins: Bins = { ends: [0, 5, 10, 20, 40, 80, 160] }
const areaBins: Bins = { ends: [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100], unit: '%' }
const ratioBins: Bins = { ends: [0, 0.2, 0.33, 0.5, 0.67, 0.9, 1.1, 1.5, 2, 3, 5] }
const sizeBins: Bins = { ends: [0, 0.25, 0.5, 0.75, 0.9, 1.1, 1.33, 2, 4] }
const shiftBins: Bins = { ends: [0, 1, 2, 5, 10, 20, 50, 100], unit: '%' }
const timeBins: Bins = { ends: [0, 5, 10, 20, 40, 60, 120, 300, 600], unit: 's' }
const iouBins: Bins = { ends: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] }
const mostSingle = 20
const mostLabels = 30

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Bins with the lower end in, the upper end out; the last has everything from its lower end. */
function binned(
  values: readonly number[],
  { ends, unit }: Bins,
  field?: string,
  series: string | null = null,
): FigureRow[] {
  const counts = ends.map(() => 0)
  for (const value of values) {
    let at = ends.length - 1
    while (at > 0 && value < (ends[at] ?? 0)) at--
    counts[at] = (counts[at] ?? 0) + 1
  }
  const tail = unit === undefined ? '' : ` ${unit}`
  return counts.map((count, at) => {
    const from = ends[at] ?? 0
    const to = ends[at + 1]
    const filter = field && (to === undefined ? `${field}>=${from}` : `${field}>=${from} ${field}<${to}`)
    return {
      name: to === undefined ? `≥ ${from}${tail}` : `${from}–${to}${tail}`,
      series,
      count,
      filter: filter ?? null,
    }
  })
}

function counted(values: Iterable<number>, filter: (is: string) => string | null): FigureRow[] {
  const counts = new Map<number, number>()
  for (const value of values) {
    const at = Math.min(value, mostSingle + 1)
    counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  const last = Math.max(-1, ...counts.keys())
  return Array.from({ length: last + 1 }, (_, at) => ({
    name: at > mostSingle ? `> ${mostSingle}` : String(at),
    series: null,
    count: counts.get(at) ?? 0,
    filter: filter(at > mostSingle ? `>${mostSingle}` : `=${at}`),
  }))
}

type Judged = { readonly judgement: string; readonly label: string; readonly turnId: string }

function judgedBy(judged: readonly Judged[], nameOf: (each: Judged) => string, isLabel: boolean): FigureRow[] {
  const table = new Map<string, Map<string, number>>()
  for (const each of judged) {
    const name = nameOf(each)
    const row = table.get(name) ?? new Map<string, number>()
    table.set(name, row.set(each.judgement, (row.get(each.judgement) ?? 0) + 1))
  }
  const sum = (row: Map<string, number>): number => [...row.values()].reduce((all, n) => all + n, 0)
  return [...table]
    .sort((a, b) => sum(b[1]) - sum(a[1]) || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostLabels)
    .flatMap(([name, row]) =>
      ['accepted', 'corrected', 'rejected', 'open'].map((series) => ({
        name,
        series,
        count: row.get(series) ?? 0,
        filter: isLabel && name !== '' ? filterTerm('label', name) : null,
      })),
    )
}

/**
 * Counts a project record by record, holding a few numbers of each and no texts. Records may come in any order, each once. Sizes are in
 * percent of the picture's; regions on pictures that are not among `images` are counted but have no place or size.
 */
export function createStatistics(images: readonly ImageRecord[]): {
  take(records: readonly RecordChange[]): void
  finish(): Statistics
} {
  const pictures = new Map<string, ImageRecord>(images.map((image) => [image.id, image]))
  const facts = createFactsIndex()
  const dialogues = new Map<string, string>()
  const turnsOf = new Map<string, number>()
  const runs = new Map<string, { dialogueId: string; model: string }>()
  const words = { user: [] as number[], assistant: [] as number[] }
  const mentions: number[] = []
  const areas: number[] = []
  const aspects: number[] = []
  const ious: number[] = []
  const shifts: number[] = []
  const sizes: number[] = []
  const judged: Judged[] = []
  const labels = new Map<string, number>()
  const centres = new Array<number>(heatSide ** 2).fill(0)
  const points = new Array<number>(heatSide ** 2).fill(0)
  let regions = 0
  let reviewed = 0
  let turns = 0

  function heat(cells: number[], x: number, y: number, { width, height }: ImageRecord): void {
    if (x < 0 || y < 0 || x > width || y > height) return
    const column = Math.min(heatSide - 1, Math.floor((x / width) * heatSide))
    const row = Math.min(heatSide - 1, Math.floor((y / height) * heatSide))
    cells[row * heatSide + column] = (cells[row * heatSide + column] ?? 0) + 1
  }

  function addRegion({ shape, label, proposal, imageId }: Region): void {
    regions++
    labels.set(label, (labels.get(label) ?? 0) + 1)
    const picture = pictures.get(imageId)
    const box = boxOfShape(shape)
    if (picture && shape.kind === 'point') heat(points, shape.x, shape.y, picture)
    if (box) {
      const width = Math.abs(box.x2 - box.x1)
      const height = Math.abs(box.y2 - box.y1)
      if (picture) {
        heat(centres, (box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2, picture)
        areas.push((100 * width * height) / (picture.width * picture.height))
      }
      if (height > 0) aspects.push(width / height)
    }
    if (!proposal) return
    judged.push({ judgement: proposal.judgement, label, turnId: proposal.turnId })
    const said = boxOfShape(proposal.predicted)
    if (!box || !said || proposal.judgement === 'open' || proposal.judgement === 'rejected') return
    ious.push(boxIou(box, said))
    if (proposal.judgement !== 'corrected') return
    const side = Math.hypot(said.x2 - said.x1, said.y2 - said.y1)
    const moved = Math.hypot(box.x1 + box.x2 - said.x1 - said.x2, box.y1 + box.y2 - said.y1 - said.y2) / 2
    const area = (said.x2 - said.x1) * (said.y2 - said.y1)
    if (side > 0) shifts.push((100 * moved) / side)
    if (area > 0) sizes.push(((box.x2 - box.x1) * (box.y2 - box.y1)) / area)
  }

  return {
    take(records) {
      facts.take(records)
      for (const record of records) {
        if (record.after === null) continue
        if (record.table === 'regions') addRegion(record.after)
        else if (record.table === 'dialogues') dialogues.set(record.id, record.after.kind)
        else if (record.table === 'turns') {
          const turn = record.after
          turns++
          if (turn.review === 'reviewed') reviewed++
          turnsOf.set(turn.dialogueId, (turnsOf.get(turn.dialogueId) ?? 0) + 1)
          const texts = turn.parts.map((part) => (part.kind === 'text' || part.kind === 'malformed' ? part.text : ''))
          words[turn.role].push(texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0))
          mentions.push(turn.parts.filter((part) => part.kind === 'mention').length)
          if (turn.run) runs.set(turn.id, { dialogueId: turn.dialogueId, model: turn.run.modelId })
        }
      }
    },
    finish() {
      const of = images.map(({ id }) => facts.of(id))
      const splits = new Map<string, number>()
      for (const { split } of of) splits.set(split ?? '', (splits.get(split ?? '') ?? 0) + 1)
      const named = [...labels].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      const rest = named.slice(mostLabels).reduce((sum, [, count]) => sum + count, 0)
      const single = (name: string, count: number, filter: string | null): FigureRow => ({
        name,
        series: null,
        count,
        filter,
      })
      const rows: Record<FigureId, FigureRow[]> = {
        states: imageStates.map((state) =>
          single(state, of.filter((each) => each.state === state).length, filterTerm('status', state)),
        ),
        splits: [...splits].map(([name, n]) => single(name, n, name ? filterTerm('split', name) : 'not has:split')),
        turns: counted(
          [...dialogues.keys()].map((id) => turnsOf.get(id) ?? 0),
          (is) => `turns${is}`,
        ),
        words: (['user', 'assistant'] as const).flatMap((role) => binned(words[role], wordBins, undefined, role)),
        mentions: counted(mentions, () => null),
        regions: counted(
          of.map((each) => each.regions),
          (is) => `regions${is}`,
        ),
        labels: [
          ...named
            .slice(0, mostLabels)
            .map(([name, count]) => single(name, count, name ? filterTerm('label', name) : null)),
          ...(rest > 0 ? [single('…', rest, null)] : []),
        ],
        areas: binned(areas, areaBins),
        aspects: binned(aspects, ratioBins),
        ious: binned(ious, iouBins, 'iou'),
        'judged-labels': judgedBy(judged, ({ label }) => label, true),
        'judged-models': judgedBy(judged, ({ turnId }) => runs.get(turnId)?.model ?? '', false),
        'judged-tasks': judgedBy(
          judged,
          ({ turnId }) => dialogues.get(runs.get(turnId)?.dialogueId ?? '') ?? '',
          false,
        ),
        shifts: binned(shifts, shiftBins),
        sizes: binned(sizes, sizeBins),
        times: binned(
          of.flatMap(({ seconds }) => (seconds > 0 ? [seconds] : [])),
          timeBins,
          'seconds',
        ),
      }
      const medians: Partial<Record<FigureId, number | null>> = {
        ious: medianOf(ious),
        aspects: medianOf(aspects),
        areas: medianOf(areas),
        shifts: medianOf(shifts),
        sizes: medianOf(sizes),
        times: medianOf(of.flatMap(({ seconds }) => (seconds > 0 ? [seconds] : []))),
      }
      return {
        images: images.length,
        dialogues: dialogues.size,
        turns,
        regions,
        mentions: mentions.reduce((sum, n) => sum + n, 0),
        reviewed: turns === 0 ? null : reviewed / turns,
        figures: figureIds.map((id) => ({ id, rows: rows[id], median: medians[id] ?? null })),
        centres,
        points,
      }
    },
  }
}
