import type { ReportLine } from '../api/dataset.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { Document, RecordChange, TableName } from '../document/document.ts'
import { boxIou } from '../geometry/box.ts'
import { regionDifferences, turnDifferences } from './merge-differences.ts'
import { mergedReviews } from './merge-reviews.ts'
import type { Place } from './reader.ts'
import type { DeixisRecord } from './record.ts'

export type MergeOptions = {
  /** What the project has. */
  readonly document: Pick<Document, TableName>
  /** The highest region number ever given on a picture, by its id. */
  readonly highest: ReadonlyMap<string, number>
  /** True for Deixis' own records: their numbers are kept where they are free, and turns that others added go behind ours. */
  readonly isOwn: boolean
  /** When the import takes place; the records of a foreign file become this old. */
  readonly at: number
}

/** What one record adds. Nothing that is there is ever changed, but that others' reviews come to stand beside it. */
export type Merged = {
  readonly changes: readonly RecordChange[]
  /** How many of its records are there already. */
  readonly already: Readonly<Record<TableName, number>>
  /** What it says differently of records that are there, and what came twice. */
  readonly report: readonly ReportLine[]
}

/** Takes records into a project one after another. */
export type Merge = { add(record: DeixisRecord, place: Place): Merged }

const nearlySame = 0.95
const comparedAtMost = 300

/** Begins a merge. Records must lie on the project's pictures, with ids that are theirs for ever. */
export function createMerge(options: MergeOptions): Merge {
  const { document, isOwn } = options
  const regions = new Map<string, Region>()
  const turns = new Map<string, Turn>()
  const dialogues = new Set<string>()
  const reviewed = new Map<string, Region | Turn>()
  const taken = new Map<string, { highest: number; readonly used: Set<number> }>()
  const onPicture = new Map<string, Region[]>()
  const ordersOf = new Map<string, number>()
  for (const region of Object.values(document.regions)) {
    const list = onPicture.get(region.imageId)
    if (list === undefined) onPicture.set(region.imageId, [region])
    else list.push(region)
  }
  for (const turn of Object.values(document.turns)) {
    ordersOf.set(turn.dialogueId, Math.max(ordersOf.get(turn.dialogueId) ?? -1, turn.order))
  }
  let count = 0

  function numberFor(region: Region): number {
    let numbers = taken.get(region.imageId)
    if (numbers === undefined) {
      const known = onPicture.get(region.imageId) ?? []
      const used = new Set(known.map((one) => one.number))
      numbers = { highest: Math.max(options.highest.get(region.imageId) ?? 0, ...used, 0), used }
      taken.set(region.imageId, numbers)
    }
    const isFree =
      isOwn && region.number > (options.highest.get(region.imageId) ?? 0) && !numbers.used.has(region.number)
    const number = isFree ? region.number : numbers.highest + 1
    numbers.used.add(number)
    numbers.highest = Math.max(numbers.highest, number)
    return number
  }

  function twinOf(region: Region): Region | undefined {
    const { shape } = region
    const known = onPicture.get(region.imageId)
    if (shape.kind !== 'box' || known === undefined || known.length > comparedAtMost) return undefined
    return known.find(
      (one) => one.shape.kind === 'box' && one.label === region.label && boxIou(one.shape, shape) > nearlySame,
    )
  }

  return {
    add(record, place) {
      const changes: RecordChange[] = []
      const report: ReportLine[] = []
      const already = { regions: 0, dialogues: 0, turns: 0, marks: 0, settings: 0 }
      const age = options.at + count++ / 1000
      const aged = <T extends { readonly createdAt: number }>(one: T): T => (isOwn ? one : { ...one, createdAt: age })
      const note = (code: string, message: string, at: Partial<ReportLine>): void => {
        report.push({ severity: 'warning', code, message, ...at, ...place })
      }

      const takeReviews = <T extends Region | Turn>(table: 'regions' | 'turns', here: T, there: T): void => {
        if (!isOwn) return
        const known = reviewed.get(here.id) ?? here
        const reviews = mergedReviews(known.reviews, there.reviews)
        if (reviews === null) return
        const after = { ...known, reviews }
        reviewed.set(here.id, after)
        changes.push({ table, id: here.id, before: known, after } as RecordChange)
      }

      const addRegion = (region: Region): void => {
        const at = { imageId: region.imageId }
        const here = Object.hasOwn(document.regions, region.id) ? document.regions[region.id] : undefined
        const before = here ?? regions.get(region.id)
        if (before !== undefined) {
          if (here !== undefined) already.regions++
          else if (!isOwn && record.kind === 'image') {
            note(
              'duplicate-region',
              `R${before.number} comes twice: one picture, place and label. It is taken once.`,
              at,
            )
          }
          if (here !== undefined) takeReviews('regions', here, region)
          for (const { code, message } of isOwn || here ? regionDifferences(before, region) : [])
            note(code, message, at)
          return
        }
        const twin = twinOf(region)
        const after = aged({ ...region, number: numberFor(region) })
        if (twin !== undefined) {
          note(
            'near-duplicate',
            `R${after.number} is nearly the same box as R${twin.number}, which was here before.`,
            at,
          )
        }
        regions.set(after.id, after)
        changes.push({ table: 'regions', id: after.id, before: null, after })
      }

      const addTurn = (given: Turn): void => {
        const { alternatives } = given
        const numbered = alternatives?.map((one) => ({
          ...one,
          regions: one.regions.map((region) => ({ ...region, number: numberFor(region) })),
        }))
        const turn = numbered === undefined ? given : { ...given, alternatives: numbered }
        turns.set(turn.id, turn)
        changes.push({ table: 'turns', id: turn.id, before: null, after: turn })
      }

      /** Messages of a dialogue that is there: the others' new ones go behind ours, differences are told. */
      const extend = (given: readonly Turn[], at: Partial<ReportLine>): void => {
        const known = given.map((turn) => {
          const here = Object.hasOwn(document.turns, turn.id) ? document.turns[turn.id] : undefined
          return here ?? turns.get(turn.id)
        })
        const lastKnown = known.reduce((last, turn, index) => (turn === undefined ? last : index), -1)
        let order = ordersOf.get(given[0]?.dialogueId ?? '') ?? -1
        let added = 0
        let left = 0
        for (const [index, turn] of given.entries()) {
          const before = known[index]
          if (before !== undefined) {
            already.turns++
            if (Object.hasOwn(document.turns, turn.id)) takeReviews('turns', before, turn)
            for (const { code, message } of turnDifferences(before, turn))
              note(code, message, { ...at, turnId: turn.id })
          } else if (isOwn && index > lastKnown) {
            order = Math.max(order + 1, Math.floor(order) + 1)
            addTurn({ ...turn, order })
            added++
          } else left++
        }
        ordersOf.set(given[0]?.dialogueId ?? '', order)
        if (added > 0) note('dialogue-extended', `Messages added behind those of the dialogue: ${added}.`, at)
        if (left > 0) note('turn-gone', `Messages of the file that were deleted here stay deleted: ${left}.`, at)
      }

      for (const region of record.regions) addRegion(region)
      if (record.kind === 'image') return { changes, already, report }
      const { dialogue } = record
      const at = { imageId: dialogue.imageIds[0], dialogueId: dialogue.id }
      if (Object.hasOwn(document.dialogues, dialogue.id)) {
        already.dialogues++
        extend(record.turns, at)
      } else if (dialogues.has(dialogue.id)) {
        if (isOwn) extend(record.turns, at)
        else note('duplicate-dialogue', 'The same dialogue on the same pictures comes twice. It is taken once.', at)
      } else {
        dialogues.add(dialogue.id)
        changes.push({ table: 'dialogues', id: dialogue.id, before: null, after: aged(dialogue) })
        for (const turn of record.turns) addTurn(aged(turn))
        ordersOf.set(dialogue.id, Math.max(-1, ...record.turns.map((turn) => turn.order)))
      }
      return { changes, already, report }
    },
  }
}
