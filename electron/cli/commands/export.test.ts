import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forkEngine } from '../../services/engine/engine-process.ts'
import { exportDataset } from './export.ts'
import { importDataset } from './import.ts'
import type { CommandContext } from './open-model.ts'

const engineFolder = join(import.meta.dirname, '../../engine')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-cli-export-'))
  await cp(join(engineFolder, 'pixels/fixtures/rgb.png'), join(folder, 'pictures/a.png'))
  await cp(join(engineFolder, 'pixels/fixtures/rgb.png'), join(folder, 'pictures/b.png'))
  const images = ['a.png', 'b.png'].map((file_name, id) => ({ id, file_name }))
  const annotations = images.map(({ id }) => ({ id, image_id: id, category_id: id, bbox: [1, 1, 5, 5] }))
  const categories = ['dog', 'cat'].map((name, id) => ({ id, name }))
  await writeFile(join(folder, 'in.json'), JSON.stringify({ images, annotations, categories }))
})
afterAll(() => rm(folder, { recursive: true }))

const context = (out: (text: string) => void = () => undefined): CommandContext => ({
  programFolder: folder,
  dataFolder: join(folder, 'data'),
  version: '0.1.0',
  spawnEngine: forkEngine(join(engineFolder, 'index.ts')),
  out,
  note: () => undefined,
  signal: new AbortController().signal,
})

it('exports what is on pictures that pass a filter; what is no filter, and what nothing passes, is said', async () => {
  const project = join(folder, 'pictures')
  expect(await importDataset({ file: join(folder, 'in.json'), project, format: 'coco' }, context())).toBe(0)
  const words = { project, format: 'yolo' }
  for (const [filter, labels] of [
    ['label:dog', ['a.txt']],
    ['not label:dog', ['b.txt']],
    ['regions>0', ['a.txt', 'b.txt']],
  ] as const) {
    const out = join(folder, `out ${labels.join()}`)
    expect(await exportDataset({ ...words, out, filter }, context())).toBe(0)
    expect(await readdir(join(out, 'labels'))).toEqual(labels)
  }
  const out = join(folder, 'none')
  await expect(exportDataset({ ...words, out, filter: 'status:odd' }, context())).rejects.toMatchObject({
    code: 'rpc.bad-input',
    message: '--filter status:odd: “odd” at 8 is not understood (unknown-status).',
  })
  await expect(exportDataset({ ...words, out, filter: 'label:bird' }, context())).rejects.toMatchObject({
    message: '--filter label:bird: no picture passes it.',
  })
})
