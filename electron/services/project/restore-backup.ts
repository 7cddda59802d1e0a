import { join } from 'node:path'
import type { BackupContent } from '../../../shared/api/project.ts'
import type { Document, Entry, RecordChange, TableName } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { type CommitId, newId } from '../../../shared/ids.ts'
import { backupsFolder, listBackups } from './backups.ts'
import { foldJournal } from './journal-files.ts'
import type { Snapshot } from './snapshot.ts'
import { usedImages } from './used-images.ts'

type Records = Pick<Document, TableName>

const tables: readonly TableName[] = ['regions', 'dialogues', 'turns', 'marks', 'settings']
const changesInEntry = 2000

async function readBackup(folder: string, at: number): Promise<Snapshot> {
  const found = (await listBackups(folder)).find((each) => each.at === at)
  if (found === undefined) throw new AppError('backup.not-found', { detail: String(at) })
  return foldJournal(join(backupsFolder(folder), found.name))
}

/** What has to change so that records become others. */
function changesBetween(now: Records, then: Records): RecordChange[] {
  const changes: RecordChange[] = []
  for (const table of tables) {
    const ids = new Set([...Object.keys(now[table]), ...Object.keys(then[table])])
    for (const id of ids) {
      const before = now[table][id] ?? null
      const after = then[table][id] ?? null
      if (JSON.stringify(before) === JSON.stringify(after)) continue
      // Backups of versions before this one know of no settings: what a backup has not, it does not take away.
      if (table === 'settings' && after === null) continue
      changes.push({ table, id, before, after } as RecordChange)
    }
  }
  return changes
}

/** What a backup holds, and what would come back, change and go if it took the place of the present. */
export async function previewBackup(folder: string, at: number, now: Records): Promise<BackupContent> {
  const { records, history, lastSeq } = await readBackup(folder, at)
  const changes = changesBetween(now, records)
  return {
    images: usedImages(records).size,
    regions: Object.keys(records.regions).length,
    dialogues: Object.keys(records.dialogues).length,
    turns: Object.keys(records.turns).length,
    steps: lastSeq,
    changedAt: history.at(-1)?.entry.at ?? null,
    comesBack: changes.filter(({ before }) => before === null).length,
    changes: changes.filter(({ before, after }) => before !== null && after !== null).length,
    goes: changes.filter(({ after }) => after === null).length,
  }
}

/** The step that makes the project what it was at a backup: entries of one group, none when nothing differs. */
export async function restoringEntries(folder: string, at: number, now: Records, time: number): Promise<Entry[]> {
  const changes = changesBetween(now, (await readBackup(folder, at)).records)
  const group = newId<string>()
  const entries: Entry[] = []
  for (let from = 0; from < changes.length; from += changesInEntry) {
    entries.push({
      id: newId<CommitId>(),
      kind: 'commit',
      group,
      label: 'history.restore',
      imageId: null,
      changes: changes.slice(from, from + changesInEntry),
      at: time,
    })
  }
  return entries
}
