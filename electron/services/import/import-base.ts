import { applyChange, type DraftDocument } from '../../../shared/document/apply.ts'
import type { TableName } from '../../../shared/document/document.ts'
import { highestNumbers } from '../../../shared/document/region-numbers.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import { makePause } from '../flow/make-pause.ts'
import type { ProjectAccess } from '../project/project-access.ts'

/** What a project has, and the highest region number that was ever given on each picture. */
export type ImportBase = {
  readonly document: Pick<DraftDocument, TableName>
  readonly highest: ReadonlyMap<string, number>
  readonly lastSeq: number
}

/** Reads a project's journal once, letting others go on meanwhile. */
export async function readImportBase(project: ProjectAccess, projectId: ProjectId): Promise<ImportBase> {
  const lastSeq = project.lastSeq(projectId)
  const document: Pick<DraftDocument, TableName> = { regions: {}, dialogues: {}, turns: {}, marks: {}, settings: {} }
  const highest = new Map<string, number>()
  const pause = makePause()
  for await (const batch of project.entriesSince(projectId, 0)) {
    for (const { entry, seq } of batch) {
      if (seq > lastSeq) break
      for (const change of entry.changes) applyChange(document, change)
      for (const [id, number] of highestNumbers(entry.changes)) {
        highest.set(id, Math.max(number, highest.get(id) ?? 0))
      }
      await pause()
    }
  }
  return { document, highest, lastSeq }
}
