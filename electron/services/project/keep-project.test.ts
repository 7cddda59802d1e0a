import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectApi } from '../../../shared/api/project.ts'
import type { Entry, JournalEntry } from '../../../shared/document/document.ts'
import { undoEntry } from '../../../shared/document/history.ts'
import type { CommitId, ProjectId } from '../../../shared/ids.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { makeMemoryPair } from '../../../shared/rpc/memory-transport.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { makeRecentProjects } from '../app/recent-projects.ts'
import { tarEnd, tarHeader, tarPadding } from '../files/tar-header.ts'
import { readImageInfo } from '../images/image-info.ts'
import { pngOfSize } from '../import/sample-import.ts'
import { encodeLine } from './journal-line.ts'
import { createProjectService, type ProjectService } from './project.ts'
import { imageIdOf } from './project-ids.ts'

let made: string
let time = 1000
const services: ProjectService[] = []

/** A machine of its own: its data folder, and perhaps a disk that tells how much is left. */
function machine(name: string, freeBytes?: () => Promise<number>): Client<typeof projectApi> {
  const service = createProjectService({
    dataFolder: join(made, name),
    sampleFolder: join(made, 'none'),
    recent: makeRecentProjects(join(made, name)),
    imageBase: (id) => `/image/${id}/`,
    readSize: readImageInfo,
    now: () => time++,
    ...(freeBytes ? { freeBytes } : {}),
    onProblem: (problem) => expect.fail(String(problem)),
  })
  services.push(service)
  const [server, page] = makeMemoryPair()
  serve(projectApi, service.handlers, server, { connection: name })
  return connect(projectApi, page)
}

beforeEach(async () => {
  made = await mkdtemp(join(tmpdir(), 'deixis-keep-'))
  await mkdir(join(made, 'pictures/in'), { recursive: true })
  await writeFile(join(made, 'pictures/one.png'), pngOfSize(40, 30))
  await writeFile(join(made, 'pictures/in/zwei – 二.png'), pngOfSize(50, 30))
})
afterEach(async () => {
  for (const service of services.splice(0)) await service.close()
  await rm(made, { recursive: true })
})

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

function mark(id: string, path: string, state: 'done' | 'fix' | null, before: 'done' | 'fix' | null = null): Entry {
  const imageId = imageIdOf(path)
  const record = (value: typeof state) => (value === null ? null : { id: imageId, state: value })
  const changes = [{ table: 'marks' as const, id: imageId, before: record(before), after: record(state) }]
  return { id: id as CommitId, kind: 'commit', label: 'history.mark-done', imageId: null, changes, at: 7 }
}

async function openPictures(client: Client<typeof projectApi>, path = join(made, 'pictures')) {
  const info = await client['project.open']({ kind: 'folder', path })
  const items = await collect(client['project.scan']({ projectId: info.id }))
  const paths = items.flatMap((item) => (item.kind === 'images' ? item.images.map((image) => image.path) : []))
  return { info, projectId: info.id, paths }
}

async function entriesOf(client: Client<typeof projectApi>, projectId: ProjectId): Promise<JournalEntry[]> {
  return (await collect(client['project.entriesSince']({ projectId, seq: 0 }))).flatMap(({ entries }) => entries)
}

async function marksOf(client: Client<typeof projectApi>, projectId: ProjectId): Promise<Record<string, unknown>> {
  const marks: Record<string, unknown> = {}
  for (const { entry } of await entriesOf(client, projectId))
    for (const change of entry.changes) {
      if (change.table !== 'marks') continue
      if (change.after === null) delete marks[change.id]
      else marks[change.id] = change.after.state
    }
  return marks
}

describe('a backup', () => {
  test('says what it holds, takes the place of the present as one step, and that can be undone', async () => {
    const client = machine('a')
    const { projectId } = await openPictures(client)
    await client['project.append']({ projectId, entries: [mark('a', 'one.png', 'done')] })
    const { at } = await client['project.backUp']({ projectId })
    const later = [mark('b', 'one.png', 'fix', 'done'), mark('c', 'in/zwei – 二.png', 'done')]
    await client['project.append']({ projectId, entries: later })
    expect(await client['project.previewBackup']({ projectId, at })).toEqual({
      images: 1,
      regions: 0,
      dialogues: 0,
      turns: 0,
      steps: 1,
      changedAt: 7,
      comesBack: 0,
      changes: 1,
      goes: 1,
    })
    const committed = (await collect(client['project.restore']({ projectId, at }))).flatMap(({ entries }) => entries)
    expect(committed.map(({ seq, entry }) => [seq, entry.kind, entry.label, entry.changes.length])).toEqual([
      [4, 'commit', 'history.restore', 2],
    ])
    expect(await marksOf(client, projectId)).toEqual({ [imageIdOf('one.png')]: 'done' })
    expect((await client['project.backups']({ projectId })).backups, 'the present was kept first').toHaveLength(2)
    expect(await collect(client['project.restore']({ projectId, at })), 'nothing differs now').toEqual([])

    const [restored] = committed
    if (!restored) throw new Error('nothing was committed')
    const undo = undoEntry(restored.entry, { id: () => 'undo' as CommitId, at: () => 9 })
    await client['project.append']({ projectId, entries: [undo] })
    expect(await marksOf(client, projectId)).toEqual({
      [imageIdOf('one.png')]: 'fix',
      [imageIdOf('in/zwei – 二.png')]: 'done',
    })
    await expect(client['project.previewBackup']({ projectId, at: 1 })).rejects.toMatchObject({
      code: 'backup.not-found',
    })
  })
})

test('a backup brings back what was set for the project, and takes away nothing that it does not know', async () => {
  const client = machine('b')
  const { projectId } = await openPictures(client)
  const set = (id: string, ...values: Record<string, string>[]): Entry => {
    const changes = values.map((value) => {
      const [name = ''] = Object.keys(value)
      return { table: 'settings' as const, id: name, before: null, after: { id: name, value: value[name] } }
    })
    return { id: id as CommitId, kind: 'base', label: 'history.setting', imageId: null, changes, at: 7 }
  }
  await client['project.append']({ projectId, entries: [set('a', { templates: 'first' })] })
  const { at } = await client['project.backUp']({ projectId })
  await client['project.append']({ projectId, entries: [set('b', { templates: 'second' }, { qa: 'new' })] })
  const committed = (await collect(client['project.restore']({ projectId, at }))).flatMap(({ entries }) => entries)
  expect(committed.flatMap(({ entry }) => entry.changes)).toEqual([
    {
      table: 'settings',
      id: 'templates',
      before: { id: 'templates', value: 'second' },
      after: { id: 'templates', value: 'first' },
    },
  ])
})

/** A project's file with one picture and these files after its head. */
async function writeTar(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const head = { format: 'deixis-project', version: 1, name: 'x', images: 1, pictures: 1, savedAt: 1, settings: {} }
  const members = Object.entries({ 'deixis.json': JSON.stringify(head), ...files }).flatMap(([name, text]) => {
    const bytes = Buffer.from(text)
    return [tarHeader({ name, size: bytes.length }), bytes, Buffer.alloc(tarPadding(bytes.length))]
  })
  await writeFile(path, Buffer.concat([...members, tarEnd]))
}

test('work is backed up by itself, at most once an hour', async () => {
  const client = machine('a')
  const { projectId } = await openPictures(client)
  const count = async () => (await client['project.backups']({ projectId })).backups.length
  await client['project.append']({ projectId, entries: [mark('a', 'one.png', 'done')] })
  expect(await count()).toBe(0)
  time += 3600 * 1000
  await client['project.append']({ projectId, entries: [mark('b', 'one.png', 'fix', 'done')] })
  await client['project.append']({ projectId, entries: [mark('c', 'one.png', 'done', 'fix')] })
  await expect.poll(count).toBe(1)
})

describe('a project as one file', () => {
  const settings = { templates: '[{"name":"x"}]' }

  async function save(pictures: boolean, unsaved: Entry[] = []) {
    const client = machine('a')
    const { projectId } = await openPictures(client)
    await client['project.append']({ projectId, entries: [mark('a', 'one.png', 'done')] })
    const path = join(made, 'kept.deixis')
    const wish = { projectId, path, replace: false, pictures, unsaved, settings }
    const told = await collect(client['project.saveAs'](wish))
    return { client, wish, path, told, entries: await entriesOf(client, projectId) }
  }

  test('carries journal, pictures and settings to another machine; what was not saved comes along', async () => {
    const { path, told, entries } = await save(true, [mark('b', 'one.png', 'fix', 'done')])
    expect(told.at(-1)).toMatchObject({ done: 2, total: 2, path })
    const other = machine('b')
    expect(await other['project.fileInfo']({ path })).toMatchObject({
      name: 'pictures',
      images: 2,
      pictures: 2,
      settings,
    })
    const folder = join(made, 'arrived')
    const opened = (await collect(other['project.openFile']({ path, folder }))).at(-1)?.opened
    const { info, projectId, paths } = await openPictures(other, opened?.path ?? '')
    expect([info.id, info.recovered, paths]).toEqual([opened?.id, undefined, ['one.png', 'in/zwei – 二.png']])
    expect(await entriesOf(other, projectId)).toEqual([
      ...entries,
      { seq: 2, entry: mark('b', 'one.png', 'fix', 'done') },
    ])
    expect(await readFile(join(folder, 'in/zwei – 二.png'))).toEqual(pngOfSize(50, 30))
    await expect(collect(other['project.openFile']({ path, folder }))).rejects.toMatchObject({
      message: 'The folder for the pictures is not empty.',
    })
  })

  test('without its pictures it is laid over the folder that has them, and over no other', async () => {
    const { path } = await save(false)
    const other = machine('b')
    await mkdir(join(made, 'wrong'))
    await writeFile(join(made, 'wrong/other.png'), pngOfSize(1, 1))
    await expect(collect(other['project.openFile']({ path, folder: join(made, 'wrong') }))).rejects.toMatchObject({
      code: 'project.not-here',
    })
    await expect(collect(other['project.openFile']({ path, folder: join(made, 'gone') }))).rejects.toMatchObject({
      code: 'project.not-found',
    })
    const folder = join(made, 'pictures')
    expect((await collect(other['project.openFile']({ path, folder }))).at(-1)?.opened?.path).toBe(folder)
    const { projectId } = await openPictures(other)
    expect(await marksOf(other, projectId)).toEqual({ [imageIdOf('one.png')]: 'done' })
    const third = machine('b2')
    const begun = await openPictures(third)
    await third['project.append']({ projectId: begun.projectId, entries: [mark('z', 'one.png', 'fix')] })
    await expect(collect(third['project.openFile']({ path, folder }))).rejects.toMatchObject({ code: 'project.taken' })
    expect(await marksOf(third, begun.projectId), 'what is there stays').toEqual({ [imageIdOf('one.png')]: 'fix' })
  })

  test('a file that is there is replaced only when wanted; a folder that cannot be written says so', async () => {
    const { client, wish, path } = await save(false)
    const before = await readFile(path)
    await expect(collect(client['project.saveAs'](wish))).rejects.toMatchObject({ code: 'save-as.failed' })
    expect(await readFile(path)).toEqual(before)
    await collect(client['project.saveAs']({ ...wish, replace: true }))
    await expect(collect(client['project.saveAs']({ ...wish, path: join(made, 'no/x.deixis') }))).rejects.toMatchObject(
      {
        code: 'project.not-found',
      },
    )
    await expect(collect(client['project.saveAs']({ ...wish, path: '/proc/kept.deixis' }))).rejects.toMatchObject({
      code: 'save-as.failed',
    })
    expect((await readdir(made)).filter((name) => name.includes('part'))).toEqual([])
  })

  test.each([
    ['is cut off', async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 2000))],
    ['is no tar', async (path: string) => writeFile(path, 'hello '.repeat(200))],
    ['wants to write outside its folder', (path: string) => writeTar(path, { 'pictures/in/../../../evil.png': 'x' })],
    [
      'names images outside its folder',
      (path: string) => {
        const image = { id: 'i1', path: '../../secret.png', width: 1, height: 1, bytes: 1, modifiedAt: 1 }
        const list = JSON.stringify({ version: 2, images: [image], turned: [] })
        return writeTar(path, { 'images.json': list, 'pictures/a.png': 'x' })
      },
    ],
    [
      'has a journal of something else',
      (path: string) => {
        const changes = [{ table: 'regions', id: 7 }]
        const entry = { id: 'e1', kind: 'commit', label: 'x', imageId: null, changes, at: 1 }
        return writeTar(path, { 'journal.jsonl': encodeLine(1, entry as never), 'pictures/a.png': 'x' })
      },
    ],
  ])('a file that %s is refused and leaves nothing behind', async (_, spoil) => {
    const { path } = await save(true)
    await spoil(path)
    const other = machine('b')
    const folder = join(made, 'arrived')
    await expect(collect(other['project.openFile']({ path, folder }))).rejects.toMatchObject({
      code: 'project-file.bad',
    })
    expect(await readdir(folder).catch(() => [])).toEqual([])
    const left = await readdir(join(made, 'b/projects')).catch(() => [])
    expect(left).toEqual([])
    expect(await readdir(made)).not.toContain('evil.png')
  })
})

test('a disk that is nearly full is told with the answer to a change', async () => {
  let free = 1 << 20
  const client = machine('a', async () => free)
  const { projectId } = await openPictures(client)
  const low = await client['project.append']({ projectId, entries: [mark('a', 'one.png', 'done')] })
  expect(low).toEqual({ seqs: [1], lowOnSpace: 1 << 20 })
  free = 2 ** 40
  time += 20_000
  expect(await client['project.append']({ projectId, entries: [mark('b', 'one.png', 'fix', 'done')] })).toEqual({
    seqs: [2],
  })
})
