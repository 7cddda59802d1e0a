import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectApi } from '../../../shared/api/project.ts'
import type { Entry } from '../../../shared/document/document.ts'
import type { CommitId } from '../../../shared/ids.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { makeMemoryPair } from '../../../shared/rpc/memory-transport.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { makeRecentProjects, type RecentProjects } from '../app/recent-projects.ts'
import { readImageInfo } from '../images/image-info.ts'
import { pngOfSize as png } from '../import/sample-import.ts'
import { createProjectService, type ProjectService } from './project.ts'
import { imageIdOf } from './project-ids.ts'

let data: string
let root: string
let elsewhere: string
let service: ProjectService
let recent: RecentProjects

function start(): Client<typeof projectApi> {
  recent = makeRecentProjects(data)
  service = createProjectService({
    dataFolder: data,
    sampleFolder: join(data, 'none'),
    recent,
    imageBase: (id) => `/image/${id}/`,
    readSize: readImageInfo,
    now: () => 1000,
    onProblem: (problem) => expect.fail(String(problem)),
  })
  const [server, page] = makeMemoryPair()
  serve(projectApi, service.handlers, server, { connection: 'c1' })
  return connect(projectApi, page)
}

let made: string
beforeEach(async () => {
  made = await mkdtemp(join(tmpdir(), 'deixis-missing-'))
  data = join(made, 'data')
  root = join(made, 'pictures')
  elsewhere = join(made, 'elsewhere')
  for (const folder of [data, root, elsewhere]) await mkdir(folder)
})
afterEach(async () => {
  await service.close()
  await rm(made, { recursive: true })
})

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('images that are not where they were', () => {
  async function openAndScan(client: Client<typeof projectApi>, path = root) {
    const info = await client['project.open']({ kind: 'folder', path })
    const items = await collect(client['project.scan']({ projectId: info.id }))
    const images = items.flatMap((item) => (item.kind === 'images' ? item.images : []))
    const missing = items.flatMap((item) => (item.kind === 'missing' ? item.images.map((image) => image.path) : []))
    const moved = items.flatMap((item) => (item.kind === 'moved' ? item.moved : []))
    return { info, images, missing, moved }
  }

  function work(path: string, id = path): Entry {
    const after = { id: imageIdOf(path), state: 'done' as const }
    const changes = [{ table: 'marks' as const, id: after.id, before: null, after }]
    return { id: `c${id.replace(/\W/g, '')}` as CommitId, kind: 'commit', label: 'x', imageId: null, changes, at: 1 }
  }

  async function restart(): Promise<Client<typeof projectApi>> {
    await service.close()
    return start()
  }

  /** Three pictures, two of which have the same length; one.png and two.png were worked on. */
  async function worked(): Promise<Client<typeof projectApi>> {
    await mkdir(join(root, 'in'))
    await writeFile(join(root, 'in/one.png'), png(40, 30))
    await writeFile(join(root, 'in/two.png'), Buffer.concat([png(40, 30), Buffer.from('second')]))
    await writeFile(join(root, 'three.png'), png(41, 30))
    const client = start()
    const { info } = await openAndScan(client)
    await client['project.append']({ projectId: info.id, entries: [work('in/one.png'), work('in/two.png')] })
    return client
  }

  test('a folder that is renamed inside the project takes its work along, whatever its files are called', async () => {
    await worked()
    await service.close()
    await rename(join(root, 'in'), join(root, 'out'))
    await rename(join(root, 'out/one.png'), join(root, 'out/first.png'))
    const { info, missing, moved } = await openAndScan(await restart())
    expect(moved.map(({ was, image }) => [was, image.id, image.path])).toEqual([
      [imageIdOf('out/first.png'), imageIdOf('in/one.png'), 'out/first.png'],
      [imageIdOf('out/two.png'), imageIdOf('in/two.png'), 'out/two.png'],
    ])
    expect(missing).toEqual([])
    expect(service.access.imagePath(info.id, imageIdOf('in/one.png'))).toBe(join(root, 'out/first.png'))

    const later = await openAndScan(await restart())
    expect(later.images.map(({ id, path }) => [id, path])).toEqual([
      [imageIdOf('three.png'), 'three.png'],
      [imageIdOf('in/one.png'), 'out/first.png'],
      [imageIdOf('in/two.png'), 'out/two.png'],
    ])
    await mkdir(join(root, 'in'))
    await writeFile(join(root, 'in/one.png'), png(9, 9))
    const other = await openAndScan(await restart())
    const ids = other.images.map(({ id }) => id)
    expect(new Set(ids).size, 'another file at the old path is another image').toBe(4)
    expect(other.images.find(({ path }) => path === 'out/first.png')?.id).toBe(imageIdOf('in/one.png'))
  })

  test('what is gone and was worked on is missing, nothing else; it is itself again once it is back', async () => {
    await worked()
    await rename(join(root, 'in/one.png'), join(data, 'kept.png'))
    await rm(join(root, 'three.png'))
    expect((await openAndScan(await restart())).missing).toEqual(['in/one.png'])
    await writeFile(join(root, 'in/one.png'), png(41, 31))
    expect((await openAndScan(await restart())).missing, 'another file under its name is the image').toEqual([])
    await rm(join(root, 'in/one.png'))
    const client = await restart()
    const { info, missing } = await openAndScan(client)
    expect(missing).toEqual(['in/one.png'])
    await mkdir(join(root, 'new'))
    await writeFile(join(root, 'new/one.png'), Buffer.concat([png(41, 31), Buffer.from('saved again')]))
    expect((await openAndScan(client)).missing, 'other content is not taken for it unasked').toEqual(['in/one.png'])
    expect(await client['project.locate']({ projectId: info.id, folder: join(root, 'new') })).toEqual({
      path: root,
      found: 1,
      missing: 0,
    })
    expect((await openAndScan(client)).missing).toEqual([])
  })

  test('a project whose folder was moved is located with everything, open or not; a wrong folder is refused', async () => {
    const client = await worked()
    const { info } = await openAndScan(client)
    await expect(client['project.locate']({ projectId: info.id, folder: elsewhere })).rejects.toMatchObject({
      message: expect.stringContaining('3 of the project’s images are still in'),
    })
    const moved = join(elsewhere, 'moved')
    await rename(root, moved)
    await expect(openAndScan(client)).rejects.toMatchObject({ code: 'project.not-found' })
    await expect(client['project.locate']({ projectId: info.id, folder: elsewhere })).rejects.toMatchObject({
      code: 'project.not-here',
    })
    expect(await client['project.locate']({ projectId: info.id, folder: moved })).toEqual({
      path: moved,
      found: 3,
      missing: 0,
    })
    const there = await openAndScan(client, moved)
    expect([there.info.id, there.info.lastSeq, there.info.writer]).toEqual([info.id, 2, true])
    expect((await recent.list()).map(({ path }) => path)).toEqual([moved])

    await mkdir(root)
    await writeFile(join(root, 'x.png'), png(1, 1))
    const again = await restart()
    const fresh = await openAndScan(again)
    expect([fresh.info.id === info.id, fresh.info.lastSeq], 'the old path begins anew').toEqual([false, 0])
    const third = join(elsewhere, 'third')
    await rename(moved, third)
    await expect(again['project.open']({ kind: 'folder', path: moved })).rejects.toMatchObject({
      code: 'project.not-found',
    })
    expect(await again['project.relocate']({ from: moved, folder: third })).toMatchObject({ path: third, found: 3 })
    expect((await openAndScan(again, third)).info.id).toBe(info.id)
  })
})
