import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shikra } from '../shared/dialects/shikra.ts'
import { type SceneResult, scoreResults } from './score.ts'
import { type SceneAnswer, type SceneRequest, writeScenes } from './write-scenes.ts'

let out: string
let requests: SceneRequest[]
let answers: SceneAnswer[]

function rows<T>(file: string): T[] {
  const text = readFileSync(join(out, file), 'utf8').trimEnd()
  return text.split('\n').map((line) => JSON.parse(line) as T)
}

/** What a model would have to say to be right everywhere, read as the program reads an answer. */
function perfect({ id, answer, size }: SceneAnswer): SceneResult {
  const regions: Record<string, { box: number[] }> = {}
  const parts = shikra.decode(answer, size).map((span) => {
    if (span.kind !== 'mention') return span.text
    const refs = span.shapes.map((shape) => {
      const ref = `r${Object.keys(regions).length}`
      if (shape.kind === 'box') regions[ref] = { box: [shape.x1, shape.y1, shape.x2, shape.y2] }
      return ref
    })
    return { refs }
  })
  return { id, text: answer, parts, regions }
}

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'deixis-scenes-'))
  writeScenes({ out, count: 30, seed: 4 })
  requests = rows<SceneRequest>('requests.jsonl')
  answers = rows<SceneAnswer>('answers.jsonl')
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
      const refs = turns[0].parts.flatMap((part) => (typeof part === 'string' ? [] : part.refs))
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
    const scores = scoreResults(answers, answers.map(perfect))
    const flat = (value: unknown): number[] =>
      typeof value === 'number' ? [value] : Object.values(value ?? {}).flatMap(flat)
    const { questions, missing, invalid, rec, recSeveral, recBySize, ...rest } = scores
    expect([questions, missing, invalid]).toEqual([requests.length, 0, 0])
    expect([rec.acc50, recSeveral.acc50]).toEqual([1, 1])
    expect(rec.meanIou).toBeGreaterThan(0.97)
    expect(rec.n).toBe(recBySize.small.n + recBySize.medium.n + recBySize.large.n)
    const accuracies = Object.values(rest).map((score) => (typeof score === 'number' ? score : score?.accuracy))
    expect(accuracies.filter((value) => value !== null && value !== undefined && value < 1)).toEqual([])
    const silent = scoreResults(answers, [])
    expect(flat([silent.rec.acc50, silent.absent.accuracy, silent.reg.accuracy, silent.spottingF1])).toEqual([
      0, 0, 0, 0,
    ])
  })

  test('writes the same files for the same seed', () => {
    const again = mkdtempSync(join(tmpdir(), 'deixis-scenes-'))
    writeScenes({ out: again, count: 3, seed: 4 })
    for (const file of ['scene-00000.png', 'scene-00002.png']) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(out, file)))).toBe(true)
    }
    const first = readFileSync(join(again, 'requests.jsonl'), 'utf8')
    expect(readFileSync(join(out, 'requests.jsonl'), 'utf8').startsWith(first)).toBe(true)
    rmSync(again, { recursive: true })
  })
})
