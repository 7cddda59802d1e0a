import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModels } from './models.ts'

const tiny = join(import.meta.dirname, '../../engine/fixtures/tiny')

describe('createModels', () => {
  let parent: string
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'deixis-models-'))
  })
  afterEach(() => rm(parent, { recursive: true }))

  it('lists what is there, and why something cannot be loaded', async () => {
    await cp(tiny, join(parent, 'whole'), { recursive: true })
    await cp(tiny, join(parent, 'x-second'), { recursive: true })
    await mkdir(join(parent, 'broken'))
    await writeFile(join(parent, 'broken/manifest.json'), '{"id": 3}')
    await mkdir(join(parent, 'no-model'))
    const cards = await createModels([parent, join(parent, 'absent')]).list()
    expect(cards.map(({ id, problem }) => [id, problem === undefined])).toEqual([
      ['broken', false],
      ['tiny', true],
    ])
    expect(cards[1]).toEqual({
      id: 'tiny',
      title: 'Tiny random model',
      dialect: 'shikra',
      licence: 'MIT',
      bytes: expect.any(Number),
      capabilities: { boxIn: true, pointIn: true, boxOut: true, pointOut: false, multiTurn: true },
    })
    await writeFile(join(parent, 'whole/onnx/decoder.onnx'), 'short')
    const [, damaged] = await createModels([parent]).list()
    expect(damaged?.problem).toContain('onnx/decoder.onnx has 5 bytes')
  })

  it('finds a model by its id and says which there are', async () => {
    await cp(tiny, join(parent, 'whole'), { recursive: true })
    const models = createModels([parent])
    expect((await models.find('tiny')).folder).toBe(join(parent, 'whole'))
    await expect(models.find('other')).rejects.toMatchObject({ code: 'model.not-found', hint: 'Installed: tiny.' })
  })
})
