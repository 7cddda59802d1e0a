import type { Judgement, Origin, Region, Shape } from '../../shared/dialogue/region.ts'
import type { ImageId, RegionId, TurnId } from '../../shared/ids.ts'
import type { Database } from './schema.ts'

/**
 * Many regions in one record, for whoever counts all of them: a database hands out two hundred long texts far sooner than a million small
 * objects. Holds every region whose id is above `after` and not above `id`.
 */
export type RegionPack = { readonly id: string; readonly after: string; readonly text: string }

/** Regions without what people said and did about them: no reviews, edits or flags. */
export type PackedRegion = Omit<Region, 'reviews' | 'hidden' | 'locked' | 'corrects'>

type Row = readonly [
  id: RegionId,
  imageId: ImageId,
  number: number,
  shape: readonly number[],
  label: string,
  origin: Origin,
  createdAt: number,
  turnId?: TurnId,
  judgement?: Judgement,
  predicted?: readonly number[],
  confidence?: number,
]

/** How many regions are in a pack; fewer than `least` are read anew each time: packs of a few would pile up. */
const sizes = { most: 5000, least: 500 }

function numbersOf(shape: Shape): number[] {
  if (shape.kind === 'point') return [shape.x, shape.y]
  if (shape.kind === 'box') return [shape.x1, shape.y1, shape.x2, shape.y2]
  return shape.points.flatMap(({ x, y }) => [x, y])
}

/** Two numbers are a point, four a box, and more a polygon, which has three corners at least. */
function shapeOf(numbers: readonly number[]): Shape {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers
  if (numbers.length === 2) return { kind: 'point', x: x1, y: y1 }
  if (numbers.length === 4) return { kind: 'box', x1, y1, x2, y2 }
  const points = Array.from({ length: numbers.length / 2 }, (_, at) => ({
    x: numbers[2 * at] ?? 0,
    y: numbers[2 * at + 1] ?? 0,
  }))
  return { kind: 'polygon', points }
}

function packed(regions: readonly Region[]): string {
  const rows = regions.map(({ id, imageId, number, shape, label, origin, createdAt, proposal }): Row => {
    const own = [id, imageId, number, numbersOf(shape), label, origin, createdAt] as const
    if (proposal === undefined) return own
    const { turnId, judgement, predicted, confidence } = proposal
    const said = [...own, turnId, judgement, numbersOf(predicted)] as const
    return confidence === undefined ? said : [...said, confidence]
  })
  return JSON.stringify(rows)
}

function unpacked(text: string): PackedRegion[] {
  return (JSON.parse(text) as Row[]).map(
    ([id, imageId, number, shape, label, origin, createdAt, turnId, judgement, predicted, confidence]) => {
      const own = { id, imageId, number, shape: shapeOf(shape), label, origin, createdAt }
      if (turnId === undefined || judgement === undefined || predicted === undefined) return own
      const sure = confidence === undefined ? {} : { confidence }
      return { ...own, proposal: { turnId, predicted: shapeOf(predicted), judgement, ...sure } }
    },
  )
}

/** Takes away the packs that hold any of these regions. Call it in the transaction that changes them. */
export async function dropPacks(database: Database, regionIds: readonly string[]): Promise<void> {
  if (regionIds.length === 0) return
  const ends = await database.packs.toCollection().primaryKeys()
  const held = new Set<string>()
  for (const id of regionIds) {
    let [from, to] = [0, ends.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((ends[middle] ?? '') < id) from = middle + 1
      else to = middle
    }
    const end = ends[from]
    if (end !== undefined) held.add(end)
  }
  if (held.size > 0) await database.packs.bulkDelete([...held])
}

/** Every region, some thousands at a time, in the order of their ids. What was read one by one is packed for the next time. */
export async function* packedRegions(database: Database, { most, least } = sizes): AsyncGenerator<PackedRegion[]> {
  const { regions, packs, meta } = database
  const seqNow = async (): Promise<number> => (await meta.get('lastSeq'))?.value ?? 0
  for (let after = ''; ; ) {
    const from = after
    const { pack, rows, seq } = await database.transaction('r', [regions, packs, meta], async () => {
      const next = await packs.where('id').above(from).first()
      if (next?.after === from) return { pack: next, rows: [], seq: 0 }
      const range =
        next === undefined
          ? regions.where('id').above(from)
          : regions.where('id').between(from, next.after, false, true)
      return { pack: next, rows: await range.limit(most).toArray(), seq: await seqNow() }
    })
    const last = rows[rows.length - 1]
    if (last === undefined) {
      if (pack === undefined) return
      yield unpacked(pack.text)
      after = pack.id
      continue
    }
    // Where nothing more is before the next pack, this one reaches up to it.
    const id = rows.length < most && pack !== undefined ? pack.after : last.id
    if (rows.length >= least) {
      const made: RegionPack = { id, after: from, text: packed(rows) }
      await database.transaction('rw', [packs, meta], async () => {
        if ((await seqNow()) === seq) await packs.put(made)
      })
    }
    yield rows
    after = id
  }
}
