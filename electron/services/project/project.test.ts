import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectApi, type ScanItem } from '../../../shared/api/project.ts'
import type { Entry, JournalEntry } from '../../../shared/document/document.ts'
import type { CommitId, DialogueId, ImageId } from '../../../shared/ids.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { makeMemoryPair } from '../../../shared/rpc/memory-transport.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { makeRecentProjects, type RecentProjects } from '../app/recent-projects.ts'
import { readImageInfo } from '../images/image-info.ts'
import { createProjectService, type ProjectService } from './project.ts'
import { imageIdOf } from './project-ids.ts'

const made: string[] = []
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'deixis-project-'))
  made.push(path)
  return path
}
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))))

/** As much of a PNG as says its size. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

function entry(id: string, title: string): Entry {
  const after = { id: 'd1' as DialogueId, imageIds: ['i1' as ImageId], title, kind: 'chat' as const, createdAt: 1 }
  const changes = [{ table: 'dialogues' as const, id: 'd1', before: null, after }]
  return { id: id as CommitId, kind: 'commit', label: 'history.test', imageId: null, changes, at: 1 }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

let data: string
let root: string
let sample: string
let service: ProjectService
let recent: RecentProjects

function start(): ProjectService {
  recent = makeRecentProjects(data)
  return createProjectService({
    dataFolder: data,
    sampleFolder: sample,
    recent,
    imageBase: (id) => `/image/${id}/`,
    readSize: readImageInfo,
    now: () => 1000,
    onProblem: (problem) => expect.fail(String(problem)),
  })
}

function attach(connection: string): { client: Client<typeof projectApi>; close(): void } {
  const [server, page] = makeMemoryPair()
  serve(projectApi, service.handlers, server, { connection })
  server.onClose(() => service.disconnect(connection))
  return { client: connect(projectApi, page), close: () => page.close() }
}

beforeEach(async () => {
  data = await folder()
  root = await folder()
  sample = await folder()
  service = start()
})
afterEach(() => service.close())

describe('project.scan', () => {
  test('lists pictures in natural order, at any depth, the first one at once; links in circles end', async () => {
    await mkdir(join(root, 'b/deep'), { recursive: true })
    await mkdir(join(root, '.hidden'))
    for (const name of ['img10.png', 'img2.PNG', 'b/x.jpg.png', 'b/deep/z.png', '.hidden/no.png', 'notes.txt']) {
      await writeFile(join(root, name), png(40, 30))
    }
    await symlink(root, join(root, 'b/deep/loop'))
    await symlink(join(root, 'gone'), join(root, 'z-broken.png'))
    const { client } = attach('c1')
    const { id } = await client['project.open']({ kind: 'folder', path: root })
    const items = await collect(client['project.scan']({ projectId: id }))
    const batches = items.flatMap((item) => (item.kind === 'images' ? [item.images.map(({ path }) => path)] : []))
    expect(batches).toEqual([['img2.PNG'], ['img10.png', 'b/x.jpg.png', 'b/deep/z.png']])
    expect(items.filter(({ kind }) => kind === 'unreadable').map((item) => ('path' in item ? item.path : ''))).toEqual([
      'z-broken.png',
    ])
    expect(items.slice(-3)).toEqual([
      { kind: 'progress', found: 5, read: 5 },
      { kind: 'skipped', types: [{ type: '.txt', n: 1 }] },
      { kind: 'missing', images: [] },
    ])
    const first = items.find((item): item is Extract<ScanItem, { kind: 'images' }> => item.kind === 'images')?.images[0]
    expect(first).toMatchObject({ id: imageIdOf('img2.PNG'), width: 40, height: 30, bytes: 33 })
  })

  test('a file that is no picture is listed with its reason and stops nothing', async () => {
    await writeFile(join(root, 'a.jpg'), 'hello')
    await writeFile(join(root, 'b.webp'), '')
    await writeFile(join(root, 'c.png'), png(1, 1))
    const { client } = attach('c1')
    const { id } = await client['project.open']({ kind: 'folder', path: root })
    const items = await collect(client['project.scan']({ projectId: id }))
    const bad = items.flatMap((item) => (item.kind === 'unreadable' ? [item.path] : []))
    expect(bad).toEqual(['a.jpg', 'b.webp'])
    for (const item of items) if (item.kind === 'unreadable') expect(item.reason).toMatch(/could not be read: /)
    expect(items.flatMap((item) => (item.kind === 'images' ? item.images.map(({ path }) => path) : []))).toEqual([
      'c.png',
    ])
  })

  test('a second scan reads only what changed, and forgets what is gone', async () => {
    for (const name of ['a.png', 'b.png', 'c.png']) await writeFile(join(root, name), png(4, 3))
    const first = attach('c1')
    const { id } = await first.client['project.open']({ kind: 'folder', path: root })
    await collect(first.client['project.scan']({ projectId: id }))
    await service.close()
    service = start()
    const { client } = attach('c2')
    await client['project.open']({ kind: 'folder', path: root })
    expect(service.access.imagePath(id, imageIdOf('b.png'))).toBe(join(root, 'b.png'))
    await writeFile(join(root, 'b.png'), png(9, 9))
    await utimes(join(root, 'b.png'), 5, 5)
    await rm(join(root, 'c.png'))
    const images = await service.access.images(id)
    expect([...images.values()].map(({ path, width }) => [path, width])).toEqual([
      ['a.png', 4],
      ['b.png', 9],
    ])
    expect(() => service.access.imagePath(id, imageIdOf('c.png'))).toThrowError(
      expect.objectContaining({ code: 'image.not-found' }),
    )
    expect(await recent.list()).toEqual([{ path: root, name: root.split('/').pop(), usedAt: 1000, images: 3 }])
  })

  test('which pictures their tag turns is kept from scan to scan, and read anew where the file changed', async () => {
    const tagged = await readFile(join(import.meta.dirname, '..', '..', 'engine', 'pixels', 'fixtures', 'turned-6.jpg'))
    for (const name of ['a.jpg', 'b.jpg']) await writeFile(join(root, name), tagged)
    await writeFile(join(root, 'c.png'), png(4, 3))
    const turned = async (name: string): Promise<string[]> => {
      const { id } = await attach(name).client['project.open']({ kind: 'folder', path: root })
      await service.access.images(id)
      return [...service.access.turnedImages(id)].sort()
    }
    const [a, b] = [imageIdOf('a.jpg'), imageIdOf('b.jpg')]
    expect(await turned('c1')).toEqual([a, b].sort())
    await service.close()
    service = start()
    await writeFile(join(root, 'b.jpg'), png(4, 3))
    expect(await turned('c2')).toEqual([a])
    await service.close()
    service = start()
    expect(await turned('c3')).toEqual([a])
  })

  test('an empty folder ends with zero; a missing one and a file have their codes', async () => {
    const { client } = attach('c1')
    const { id } = await client['project.open']({ kind: 'folder', path: root })
    expect(await collect(client['project.scan']({ projectId: id }))).toEqual([
      { kind: 'progress', found: 0, read: 0 },
      { kind: 'skipped', types: [] },
      { kind: 'missing', images: [] },
    ])
    await writeFile(join(root, 'file'), '')
    await expect(client['project.open']({ kind: 'folder', path: join(root, 'none') })).rejects.toMatchObject({
      code: 'project.not-found',
    })
    await expect(client['project.open']({ kind: 'folder', path: join(root, 'file') })).rejects.toMatchObject({
      code: 'project.not-readable',
    })
  })
})

describe('project journal', () => {
  test('entries are there for another start, and come back in order', async () => {
    const first = attach('c1')
    const { id, lastSeq, writer } = await first.client['project.open']({ kind: 'folder', path: root })
    expect([lastSeq, writer]).toEqual([0, true])
    expect(
      await first.client['project.append']({ projectId: id, entries: [entry('a', 'x'), entry('b', 'y')] }),
    ).toEqual({
      seqs: [1, 2],
    })
    await service.close()
    service = start()
    const { client } = attach('c2')
    expect(await client['project.open']({ kind: 'folder', path: root })).toMatchObject({ id, lastSeq: 2, writer: true })
    const expected: JournalEntry[] = [{ seq: 2, entry: entry('b', 'y') }]
    expect(await collect(client['project.entriesSince']({ projectId: id, seq: 1 }))).toEqual([{ entries: expected }])
    expect((await service.access.records(id)).dialogues.d1?.title).toBe('y')
  })

  test('a project that is not open says so', async () => {
    const { client } = attach('c1')
    const projectId = (await client['project.open']({ kind: 'folder', path: root })).id
    await service.close()
    await expect(client['project.append']({ projectId, entries: [] })).rejects.toMatchObject({
      code: 'project.not-open',
    })
  })

  test('one writer: a second window looks, is told, and may take over', async () => {
    const [one, two] = [attach('c1'), attach('c2')]
    const { id: projectId } = await one.client['project.open']({ kind: 'folder', path: root })
    expect((await two.client['project.open']({ kind: 'folder', path: root })).writer).toBe(false)
    const watching = one.client['project.watch']({ projectId })[Symbol.asyncIterator]()
    expect(await watching.next()).toEqual({ done: false, value: { writer: true } })
    await expect(two.client['project.append']({ projectId, entries: [entry('a', 'x')] })).rejects.toMatchObject({
      code: 'project.not-writer',
    })
    expect((await two.client['project.takeOver']({ projectId })).writer).toBe(true)
    expect(await watching.next()).toEqual({ done: false, value: { writer: false } })
    await expect(one.client['project.append']({ projectId, entries: [entry('a', 'x')] })).rejects.toMatchObject({
      code: 'project.not-writer',
    })
    expect(await two.client['project.append']({ projectId, entries: [entry('a', 'x')] })).toEqual({ seqs: [1] })
    two.close()
    expect(await watching.next()).toEqual({ done: false, value: { writer: true } })
    expect(await one.client['project.append']({ projectId, entries: [entry('b', 'y')] })).toEqual({ seqs: [2] })
    await watching.return?.()
  })

  test('another process that writes keeps the lock; when it is gone the lock is taken over', async () => {
    const { client } = attach('c1')
    const { id } = await client['project.open']({ kind: 'folder', path: root })
    await client['project.append']({ projectId: id, entries: [entry('a', 'x')] })
    await service.close()
    const lockFile = join(data, 'projects', id, 'lock')
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => other.stdout.once('data', resolve))
    await writeFile(lockFile, `${other.pid}`)
    service = start()
    const looker = attach('c2')
    expect(await looker.client['project.open']({ kind: 'folder', path: root })).toMatchObject({
      writer: false,
      lastSeq: 1,
    })
    await expect(looker.client['project.takeOver']({ projectId: id })).rejects.toMatchObject({
      code: 'project.not-writer',
      message: `Another program (process ${other.pid}) is writing to this project.`,
    })
    other.kill('SIGKILL')
    await new Promise((resolve) => other.once('close', resolve))
    expect((await looker.client['project.takeOver']({ projectId: id })).writer).toBe(true)
    expect(await looker.client['project.append']({ projectId: id, entries: [entry('b', 'y')] })).toEqual({ seqs: [2] })
    expect(await readFile(lockFile, 'utf8')).toMatch(new RegExp(`^${process.pid} `))
  })
})

describe('sample project', () => {
  test('brings its dialogues along once, with the ids of its pictures, and not as a step to undo', async () => {
    await writeFile(join(sample, 'one.png'), png(8, 8))
    const content = {
      images: [{ id: 'first', path: 'one.png' }],
      regions: [
        {
          id: 'r1',
          imageId: 'first',
          number: 1,
          shape: { kind: 'box', x1: 1, y1: 1, x2: 3, y2: 3 },
          label: '',
          origin: 'human',
          createdAt: 1,
        },
      ],
      dialogues: [{ id: 'd1', imageIds: ['first'], title: 'T', kind: 'chat', createdAt: 1 }],
      turns: [
        {
          id: 't1',
          dialogueId: 'd1',
          order: 1,
          role: 'user',
          parts: [{ kind: 'mention', regionIds: ['r1'] }],
          origin: 'human',
          review: 'reviewed',
          createdAt: 1,
        },
      ],
    }
    await writeFile(join(sample, 'project.json'), JSON.stringify(content))
    const { client } = attach('c1')
    const info = await client['project.open']({ kind: 'sample' })
    expect(info).toMatchObject({ id: 'sample', name: 'Sample', lastSeq: 1, writer: true })
    const [first] = await collect(client['project.entriesSince']({ projectId: info.id, seq: 0 }))
    const [sampleEntry] = first?.entries ?? []
    expect(sampleEntry?.entry.kind).toBe('base')
    const records = await service.access.records(info.id)
    expect(records.regions.r1?.imageId).toBe(imageIdOf('one.png'))
    expect(records.dialogues.d1?.imageIds).toEqual([imageIdOf('one.png')])
    expect(records.turns.t1?.parts).toEqual([{ kind: 'mention', regionIds: ['r1'] }])
    await service.close()
    service = start()
    expect((await attach('c2').client['project.open']({ kind: 'sample' })).lastSeq).toBe(1)
  })
})
