import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeScenes } from '../../../scenes/write-scenes.ts'
import { EvaluationReport } from '../../../shared/evaluation/report.ts'
import type { Transport } from '../../../shared/rpc/transport.ts'
import { forkEngine, type SpawnEngine } from '../../services/engine/engine-process.ts'
import { type EvaluateWords, evaluate } from './evaluate.ts'
import type { CommandContext } from './open-model.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '../../..')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-evaluate-'))
  await cp(join(root, 'electron/engine/fixtures/tiny'), join(folder, 'models/tiny'), { recursive: true })
  writeScenes({ out: join(folder, 'scenes'), count: 2, seed: 3, questions: 4, dialogues: true })
})
afterAll(() => rm(folder, { recursive: true }))

function makeContext(programFolder: string, signal = new AbortController().signal) {
  let out = ''
  let notes = ''
  const context: CommandContext = {
    programFolder,
    dataFolder: join(folder, 'data'),
    version: '0.1.0',
    spawnEngine: forkEngine(join(root, 'electron/engine/index.ts')),
    out: (text) => {
      out += text
    },
    note: (text) => {
      notes += text
    },
    signal,
  }
  return { context, out: () => out, notes: () => notes }
}

/** Engines whose answers are counted together; behind the last one somebody presses Ctrl+C. */
function stopAfterAnswers(spawn: SpawnEngine, count: number, stop: AbortController): SpawnEngine {
  let answers = 0
  return () => {
    const { transport, ...process } = spawn()
    const onFrame: Transport['onFrame'] = (receive) =>
      transport.onFrame((frame) => {
        receive(frame)
        const { values = [] } = frame as { readonly values?: readonly { readonly kind?: string }[] }
        if (values.some(({ kind }) => kind === 'done') && ++answers === count) stop.abort()
      })
    return { ...process, transport: { ...transport, onFrame } }
  }
}

describe('deixis evaluate', () => {
  it('finds the bundled model good at scenes, and writes what it prints', async () => {
    const { context, out } = makeContext(root)
    const file = join(folder, 'report.json')
    expect(await evaluate({ model: 'deixis-1', scenes: '4', seed: '7', json: true, out: file }, context)).toBe(0)
    const report = v.parse(EvaluationReport, JSON.parse(out()))
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(report)
    expect([report.asked, report.missing, report.invalid.right]).toEqual([report.total, 0, 0])
    expect(report.scores.rec.one.acc50.share).toBeGreaterThan(0.5)
    expect(report.seconds.mean).toBeGreaterThan(0)
  })

  it('scores results of a run as it scores answers itself, and tells people', async () => {
    const requests = join(folder, 'scenes/requests.jsonl')
    const results = join(folder, 'results.jsonl')
    const first = makeContext(folder)
    expect(await evaluate({ model: 'tiny', requests, json: true }, first.context)).toBe(0)
    const asked = JSON.parse(first.out()) as EvaluationReport
    await run({ requests, out: results, model: 'tiny' }, makeContext(folder).context)
    const second = makeContext(folder)
    expect(await evaluate({ requests, results, json: true }, second.context)).toBe(0)
    const scored = JSON.parse(second.out()) as EvaluationReport
    expect({ scores: scored.scores, iou: scored.iou }).toEqual({ scores: asked.scores, iou: asked.iou })
    expect(asked.scores.dialogues.turns.length).toBeGreaterThanOrEqual(3)
    const people = makeContext(folder)
    await evaluate({ requests, results }, people.context)
    expect(people.out()).toContain(`${asked.total} of ${asked.total} questions`)
    expect(people.out()).toMatch(/^rec, one: acc@0\.5 +[\d.]+ {2}[\d.]+ to [\d.]+ {2}of \d+$/m)
  })

  it('interrupted, it says how far it came', async () => {
    const stop = new AbortController()
    const { context, out, notes } = makeContext(folder, stop.signal)
    const spawnEngine = stopAfterAnswers(context.spawnEngine, 4, stop)
    const words = { model: 'tiny', scenes: '60', questions: '1', json: true }
    expect(await evaluate(words, { ...context, spawnEngine })).toBe(130)
    const report = v.parse(EvaluationReport, JSON.parse(out()))
    expect([report.stopped, report.total, report.asked < 60]).toEqual([true, 60, true])
    expect(notes()).toContain(`stopped after ${report.asked} of ${report.total}`)
    const again = makeContext(folder, stop.signal)
    expect(await evaluate({ model: 'tiny', scenes: '3' }, again.context)).toBe(130)
    expect(again.notes()).toBe('stopped before the first question\n')
  })

  it('says what is wrong with its words', async () => {
    const { context } = makeContext(folder)
    const wrong = (words: EvaluateWords) => evaluate(words, context).catch((error: Error) => error.message)
    expect(await wrong({})).toContain('one of --scenes')
    expect(await wrong({ scenes: '3', project: 'sample' })).toContain('one of --scenes')
    expect(await wrong({ scenes: 'many' })).toContain('--scenes many')
    expect(await wrong({ scenes: '1', model: 'other' })).toContain('other')
    expect(await wrong({ scenes: '1', style: ['none'] })).toContain('could not be composed')
    expect(await wrong({ scenes: '1', results: 'r' })).toContain('--results')
    expect(await wrong({ requests: join(folder, 'none.jsonl') })).toContain('none.jsonl')
  })
})
