import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CommandContext } from './open-model.ts'
import { stats } from './stats.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-stats-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function counted(json: boolean): Promise<string> {
  let out = ''
  const context: CommandContext = {
    programFolder: join(import.meta.dirname, '../../..'),
    dataFolder: folder,
    version: '0.1.0',
    spawnEngine: () => {
      throw new Error('no model is needed')
    },
    out: (text) => {
      out += text
    },
    note: () => {},
    signal: new AbortController().signal,
  }
  expect(await stats({ input: 'sample', json }, context)).toBe(0)
  return out
}

it('says of a project what the statistics of the app say', async () => {
  const { statistics, turns, ...tally } = JSON.parse(await counted(true))
  const figure = (id: string) => statistics.figures.find((each: { id: string }) => each.id === id)
  expect([statistics.images, statistics.dialogues, tally.dialogues]).toEqual([6, tally.dialogues, statistics.dialogues])
  expect(figure('ious-models')).toMatchObject({
    medians: [{ series: 'example-by-hand', median: expect.closeTo(0.294, 3) }],
    rows: [{ name: '0.2–0.3', series: 'example-by-hand', count: 1 }],
  })
  const judged = figure('judged-models').rows.reduce((sum: number, row: { count: number }) => sum + row.count, 0)
  expect(judged).toBe(tally.judgements.corrected + tally.judgements.open)
  const text = await counted(false)
  expect(text).toContain('IoU by model, median 0.294, example-by-hand 0.294:\n  0.2–0.3, example-by-hand: 1\n')
  expect(text).toContain('proposals by label:\n  automobile, open: 1\n  taxi, corrected: 1\n')
})
