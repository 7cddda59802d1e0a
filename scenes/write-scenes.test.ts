import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shikra } from '../shared/dialects/shikra.ts'
import type { EvaluationQuestion } from '../shared/evaluation/expected-answer.ts'
import { createJudge } from '../shared/evaluation/judge.ts'
import type { SaidAnswer } from '../shared/evaluation/said-answer.ts'
import { scoresOf } from '../shared/evaluation/scores.ts'
import { nouns, unknownNouns } from './nouns.ts'
import type { SceneRequest } from './scene-questions.ts'
import { writeScenes } from './write-scenes.ts'

let out: string
let requests: SceneRequest[]
let answers: EvaluationQuestion[]

function rows<T>(file: string): T[] {
  const text = readFileSync(join(out, file), 'utf8').trimEnd()
  return text.split('\n').map((line) => JSON.parse(line) as T)
}

/** What a model would have to say to be right everywhere, read as the program reads an answer. */
function perfect({ answer, size }: EvaluationQuestion): SaidAnswer {
  const parts = shikra
    .decode(answer, size)
    .map((span) => (span.kind === 'mention' ? { shapes: span.shapes } : span.text))
  return { text: answer, parts, unread: false, ms: null }
}

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'deixis-scenes-'))
  writeScenes({ out, count: 30, seed: 4, dialogues: true })
  requests = rows<SceneRequest>('requests.jsonl')
  answers = rows<EvaluationQuestion>('answers.jsonl')
})
afterAll(() => rmSync(out, { recursive: true }))

describe('writeScenes', () => {
  test('writes pictures of the stated size with a long side of 320 to 640 pixels', () => {
    for (const { image, size } of answers) {
      const { width, height } = new Transformer(readFileSync(join(out, image))).metadataSync()
      expect({ width, height }).toEqual(size)
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(320)
      expect(Math.max(width, height)).toBeLessThanOrEqual(640)
    }
  })

  test('has an answer for every request, and every reference has its region inside the picture', () => {
    expect(answers.map(({ id }) => id)).toEqual(requests.map(({ id }) => id))
    expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length)
    for (const [i, { regions, turns }] of requests.entries()) {
      const refs = turns.flatMap(({ parts }) => parts).flatMap((part) => (typeof part === 'string' ? [] : part.refs))
      expect(refs).toEqual(Object.keys(regions))
      const { width, height } = answers[i]?.size ?? { width: 0, height: 0 }
      for (const region of Object.values(regions)) {
        const values = 'box' in region ? region.box : region.point
        for (const [k, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual((k % 2 === 0 ? width : height) + 0.51)
        }
      }
    }
  })

  test('the written answers score full marks, and silence scores none', () => {
    const judge = createJudge([...nouns, ...unknownNouns])
    const judged = answers.map((answer) => judge(answer, perfect(answer)))
    expect(judged.filter(({ right }) => !right).map(({ question }) => question)).toEqual([])
    const { rec, tasks, spotting, dialogues } = scoresOf(judged)
    expect([rec.one.acc75.share, rec.several.acc50.share, rec.absent.share, rec.notDenied.share]).toEqual([1, 1, 1, 1])
    expect(rec.one.meanIou).toBeGreaterThan(0.97)
    expect(rec.one.n).toBe(rec.small.n + rec.medium.n + rec.large.n)
    expect(tasks.map(({ all }) => all.share)).toEqual(tasks.map(() => 1))
    expect([spotting.f1, dialogues.whole.share]).toEqual([1, 1])
    const silent = scoresOf(answers.map((answer) => judge(answer, null)))
    expect(silent.tasks.map(({ all }) => all.share)).toEqual(tasks.map(() => 0))
    expect([silent.rec.notDenied.share, silent.spotting.f1, silent.rec.one.meanIou]).toEqual([0, 0, 0])
  })

  test('dialogues come with the right answers to the earlier turns, and change nothing else', () => {
    const inside = requests.filter(({ id }) => id.includes('dialogue'))
    expect(inside.length).toBeGreaterThan(60)
    for (const { id, turns } of inside) {
      const place = answers.find((answer) => answer.id === id)?.turn ?? 0
      expect(turns.map(({ role }) => role)).toEqual(
        Array.from({ length: 2 * place - 1 }, (_, n) => (n % 2 === 0 ? 'user' : 'assistant')),
      )
    }
    const again = mkdtempSync(join(tmpdir(), 'deixis-scenes-'))
    writeScenes({ out: again, count: 3, seed: 4 })
    const without = readFileSync(join(again, 'requests.jsonl'), 'utf8').trimEnd().split('\n')
    const single = requests.filter(({ id }) => !id.includes('dialogue')).map((request) => JSON.stringify(request))
    expect(single.slice(0, without.length)).toEqual(without)
    rmSync(again, { recursive: true })
  })

  test('writes the same files for the same seed', () => {
    const again = mkdtempSync(join(tmpdir(), 'deixis-scenes-'))
    writeScenes({ out: again, count: 3, seed: 4, dialogues: true })
    for (const file of ['scene-00000.png', 'scene-00002.png']) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(out, file)))).toBe(true)
    }
    const first = readFileSync(join(again, 'requests.jsonl'), 'utf8')
    expect(readFileSync(join(out, 'requests.jsonl'), 'utf8').startsWith(first)).toBe(true)
    rmSync(again, { recursive: true })
  })
})
