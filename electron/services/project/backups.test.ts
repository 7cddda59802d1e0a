import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Entry } from '../../../shared/document/document.ts'
import { backUp, backupsFolder, backupsToDrop, listBackups } from './backups.ts'
import { openJournal } from './journal.ts'

const day = 24 * 3600 * 1000
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-backups-'))
})
afterEach(() => rm(folder, { recursive: true }))

const entry = (id: string): Entry => ({
  id: id as Entry['id'],
  kind: 'commit',
  label: 'history.add-box',
  imageId: null,
  changes: [],
  at: 1,
})

it('a backup opens as the journal it was', async () => {
  const journal = await openJournal(folder)
  await journal.append([entry('a'), entry('b')])
  const made = await backUp(folder, 5000)
  await journal.append([entry('c')])
  await journal.close()
  expect(await listBackups(folder)).toEqual([made])
  const copy = await openJournal(join(backupsFolder(folder), made.name), { readOnly: true })
  const ids: string[] = []
  for await (const entries of copy.entriesSince(0)) ids.push(...entries.map((each) => each.entry.id))
  await copy.close()
  expect(ids).toEqual(['a', 'b'])
})

it('keeps the last ten, and before them the last of each day', () => {
  const of = (at: number) => ({ name: String(at), at, bytes: 1 })
  const today = Array.from({ length: 14 }, (_, i) => of(40 * day + i))
  const before = [of(39 * day), of(39 * day + 5), of(38 * day + 1), of(2 * day)]
  const dropped = backupsToDrop([...today, ...before]).map(({ at }) => at)
  expect(dropped).toEqual([40 * day + 3, 40 * day + 2, 40 * day + 1, 40 * day, 39 * day])
})

it('drops what is too much and does not count a copy that was cut off', async () => {
  await writeFile(join(folder, 'journal.jsonl'), '')
  await mkdir(join(backupsFolder(folder), '77.part'), { recursive: true })
  for (let n = 1; n <= 12; n++) await backUp(folder, n)
  expect((await listBackups(folder)).map(({ at }) => at)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
  expect(await readdir(backupsFolder(folder))).toContain('77.part')
})
