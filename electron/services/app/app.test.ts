import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createAppService } from './app.ts'

const context = { signal: new AbortController().signal, connection: 'c1' }
const app = createAppService({
  shell: 'serve',
  version: '1.2.3',
  sampleFolder: '/sample',
  recent: { list: async () => [], note: async () => {}, forget: async () => {} },
  chooseFolder: async () => ({ kind: 'unavailable' }),
})

test('says who it is', async () => {
  expect(await app['app.info']({}, context)).toEqual({
    version: '1.2.3',
    shell: 'serve',
    platform: process.platform,
    recent: [],
    samplePath: '/sample',
  })
})

test('lists the folders inside a folder and counts its pictures', async () => {
  const path = await mkdtemp(join(tmpdir(), 'deixis-app-'))
  for (const name of ['f10', 'f2', '.hidden']) await mkdir(join(path, name))
  for (const name of ['a.png', 'b.JPG', 'c.txt', '.d.png']) await writeFile(join(path, name), '')
  await symlink(join(path, 'f2'), join(path, 'link'))
  expect(await app['app.listFolder']({ path }, context)).toEqual({
    path,
    parent: dirname(path),
    folders: ['f2', 'f10', 'link'],
    images: 2,
  })
  await expect(app['app.listFolder']({ path: join(path, 'none') }, context)).rejects.toMatchObject({
    code: 'project.not-found',
  })
  await rm(path, { recursive: true })
  expect((await app['app.listFolder']({ path: null }, context)).path).toBe(homedir())
  expect((await app['app.listFolder']({ path: '/' }, context)).parent).toBe(null)
})
