import type { Dialogue } from '../../../shared/dialogue/dialogue.ts'
import { mentionedRegions } from '../../../shared/dialogue/mentioned-regions.ts'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { RecordChange } from '../../../shared/document/document.ts'
import { highestNumbers } from '../../../shared/document/region-numbers.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import { makePause } from '../flow/make-pause.ts'
import type { ProjectAccess } from '../project/project-access.ts'

/** What one picture has. */
export type PictureRecords = {
  readonly regions: readonly Region[]
  readonly dialogues: readonly Dialogue[]
  readonly turns: readonly Turn[]
  /** The highest number that a region of it ever had; 0 without any. */
  readonly highest: number
}

/** The records of some pictures, kept up with every change of the project. */
export type BatchRecords = {
  take(changes: readonly RecordChange[]): void
  of(imageId: string): PictureRecords
}

/** Keeps what belongs to these pictures. Records may come in any order. */
function createBatchRecords(imageIds: ReadonlySet<string>): BatchRecords {
  const regions = new Map<string, Map<string, Region>>()
  const regionAt = new Map<string, string>()
  const dialogues = new Map<string, Dialogue>()
  const dialoguesOf = new Map<string, Set<string>>()
  const turnsOf = new Map<string, Map<string, Turn>>()
  const turnAt = new Map<string, string>()
  const highest = new Map<string, number>()

  function put<T>(shelves: Map<string, Map<string, T>>, places: Map<string, string>, id: string, at: string, value: T) {
    places.set(id, at)
    const shelf = shelves.get(at)
    if (shelf === undefined) shelves.set(at, new Map([[id, value]]))
    else shelf.set(id, value)
  }

  function takeOne(change: RecordChange): void {
    const { id, after } = change
    if (change.table === 'regions') {
      regions.get(regionAt.get(id) ?? '')?.delete(id)
      if (change.after !== null && imageIds.has(change.after.imageId))
        put(regions, regionAt, id, change.after.imageId, change.after)
    } else if (change.table === 'dialogues') {
      for (const imageId of dialogues.get(id)?.imageIds ?? []) dialoguesOf.get(imageId)?.delete(id)
      if (change.after === null) dialogues.delete(id)
      else {
        dialogues.set(id, change.after)
        for (const imageId of change.after.imageIds)
          dialoguesOf.set(imageId, (dialoguesOf.get(imageId) ?? new Set()).add(id))
      }
    } else if (change.table === 'turns') {
      turnsOf.get(turnAt.get(id) ?? '')?.delete(id)
      if (after !== null && change.after !== null) put(turnsOf, turnAt, id, change.after.dialogueId, change.after)
    }
  }

  return {
    take(changes) {
      for (const change of changes) takeOne(change)
      for (const [id, number] of highestNumbers(changes)) highest.set(id, Math.max(number, highest.get(id) ?? 0))
    },
    of(imageId) {
      const own = [...(dialoguesOf.get(imageId) ?? [])].flatMap((id) => dialogues.get(id) ?? [])
      return {
        regions: [...(regions.get(imageId)?.values() ?? [])],
        dialogues: own,
        turns: own.flatMap(({ id }) => [...(turnsOf.get(id)?.values() ?? [])]),
        highest: highest.get(imageId) ?? 0,
      }
    },
  }
}

/** The records of these pictures as the journal has them now, read while others go on. */
export async function readBatchRecords(
  project: Pick<ProjectAccess, 'entriesSince'>,
  projectId: ProjectId,
  imageIds: readonly string[],
): Promise<BatchRecords> {
  const records = createBatchRecords(new Set(imageIds))
  const pause = makePause()
  for await (const batch of project.entriesSince(projectId, 0)) {
    for (const { entry } of batch) records.take(entry.changes)
    await pause()
  }
  return records
}

/** A turn of a model that nobody has said anything about. */
function isUntouched(turn: Turn): boolean {
  return (
    turn.editedBy === undefined &&
    turn.editedAt === undefined &&
    (turn.reviews ?? []).length === 0 &&
    turn.review === 'open'
  )
}

function isOpen({ proposal, reviews }: Region): boolean {
  return proposal?.judgement === 'open' && (proposal.edits ?? []).length === 0 && (reviews ?? []).length === 0
}

/**
 * What removes a picture's dialogues that a batch asked (`batch`: this one only) and of which nobody has judged, changed or gone on with
 * anything, with the proposals of their answers. Whatever people did stays, and all that it stands on.
 */
export function removalOfProposed({ regions, dialogues, turns }: PictureRecords, batch?: string): RecordChange[] {
  const removed: RecordChange[] = []
  for (const dialogue of dialogues) {
    if (dialogue.batch === undefined || (batch !== undefined && dialogue.batch !== batch)) continue
    const own = turns.filter((turn) => turn.dialogueId === dialogue.id)
    const answers = own.filter((turn) => turn.role === 'assistant')
    const proposed = regions.filter(({ proposal }) => answers.some(({ id }) => id === proposal?.turnId))
    const elsewhere = mentionedRegions(turns.filter((turn) => turn.dialogueId !== dialogue.id))
    const pristine =
      own.length === 2 &&
      own.every(isUntouched) &&
      answers.every(({ origin, alternatives = [] }) => origin === 'model' && alternatives.length === 0) &&
      proposed.every((region) => isOpen(region) && !elsewhere.has(region.id)) &&
      !regions.some(({ corrects }) => proposed.some(({ id }) => id === corrects))
    if (!pristine) continue
    for (const before of proposed) removed.push({ table: 'regions', id: before.id, before, after: null })
    for (const before of own) removed.push({ table: 'turns', id: before.id, before, after: null })
    removed.push({ table: 'dialogues', id: dialogue.id, before: dialogue, after: null })
  }
  return removed
}
