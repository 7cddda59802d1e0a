import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GenerateItem, GenerateOptions } from '../../shared/api/engine.ts'
import { BoxDrafts } from './box-drafts.ts'
import { generate } from './generate.ts'
import type { Candidate } from './graphs.ts'
import { PictureCache } from './picture-cache.ts'
import { loadModel, type RunningModel } from './running-model.ts'

const rgb = join(import.meta.dirname, 'pixels/fixtures/rgb.png')
const bundled = join(import.meta.dirname, '../../models/deixis-1')
const words = [
  'USER: Where is it?',
  ' ASSISTANT:',
  ' dog',
  ' dogs',
  ' ö',
  '[0.500,0.250]',
  ' a',
  '[0.1,0.2]',
  ' and',
  '</s>',
]

type Said = { readonly items: GenerateItem[]; readonly logprobs: number[]; readonly runs: number }

/** An answer with what is timed left out, its probabilities apart, and how often the decoder ran. */
async function say(
  model: RunningModel,
  prompt: string,
  options: Partial<GenerateOptions>,
  change: (seen: readonly Candidate[]) => readonly Candidate[] = (seen) => seen,
  imagePath = rgb,
): Promise<Said> {
  let runs = 0
  const graphs: RunningModel['graphs'] = {
    ...model.graphs,
    async encode(pixels) {
      const seen = await model.graphs.encode(pixels)
      return { ...seen, candidates: change(seen.candidates) }
    },
    step(...words) {
      runs++
      return model.graphs.step(...words)
    },
  }
  const request = {
    modelId: model.manifest.id,
    imagePath,
    prompt: `<image>${prompt}`,
    options: { maxTokens: 60, temperature: 0, seed: 1, constrained: false, ...options },
  }
  const items: GenerateItem[] = []
  const logprobs: number[] = []
  const asked = { ...model, graphs, pictures: new PictureCache(2 ** 24) }
  for await (const item of generate(asked, request, new AbortController().signal)) {
    if (item.kind === 'token') {
      items.push({ ...item, logprob: 0 })
      logprobs.push(item.logprob)
    } else items.push({ ...item, encodeMs: 0, prefillMs: 0, firstTokenMs: 0, totalMs: 0 })
  }
  return { items, logprobs, runs }
}

const textOf = ({ items }: Said): string => items.map((item) => (item.kind === 'token' ? item.text : '')).join('')

/** Candidates that are the boxes of a text, so that drafts come true, some of them moved a little, so that others do not. */
function boxesOf(text: string, name: number, moved: number): Candidate[] {
  const boxes = [...text.matchAll(/\d\.\d{3},\d\.\d{3},\d\.\d{3},\d\.\d{3}/g)].map(([box]) =>
    box.split(',').map(Number),
  )
  return boxes.map((box, i) => ({ box: i % 3 === 2 ? box.map((side) => side + moved) : box, score: 0.9, name }))
}

describe('drafts', () => {
  let tiny: RunningModel
  let plain: RunningModel
  beforeAll(async () => {
    tiny = await loadModel('tiny', join(import.meta.dirname, 'fixtures/tiny'), 'cpu', 1)
    plain = { ...tiny, drafts: false }
  })

  it('change no token, no probability and no end, whatever is guessed', async () => {
    const dog = tiny.tokens.idOf(' dog') as number
    let saved = 0
    const ask = fc.record({
      text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }),
      constrained: fc.boolean(),
      temperature: fc.constantFrom(0, 0, 1, 2),
      seed: fc.nat(1000),
      maxTokens: fc.integer({ min: 1, max: 90 }),
      moved: fc.constantFrom(0.001, 0.01, 0.1),
    })
    await fc.assert(
      fc.asyncProperty(ask, async ({ text, moved, ...options }) => {
        const expected = await say(plain, text.join(''), options)
        const guess = (): Candidate[] => boxesOf(textOf(expected), dog, moved)
        for (const change of [undefined, guess]) {
          const drafted = await say(tiny, text.join(''), options, change)
          expect(drafted.items).toEqual(expected.items)
          const differing = drafted.logprobs.map((value, i) => Math.abs(value - (expected.logprobs[i] ?? 0)))
          expect(Math.max(0, ...differing)).toBeLessThan(1e-3)
          saved += expected.runs - drafted.runs
        }
      }),
      { numRuns: 120 },
    )
    expect(saved).toBeGreaterThan(100)
  })

  it('leave nothing behind for the next question', async () => {
    const options = { constrained: true, temperature: 0, maxTokens: 60 }
    const first = textOf(await say(plain, 'USER: Where is it? ASSISTANT:', options))
    const dog = tiny.tokens.idOf(' dog') as number
    const change = (): Candidate[] => boxesOf(first, dog, 0.01)
    const pictures = new PictureCache(2 ** 24)
    const dialogue = `USER: Where is it? ASSISTANT:${first}</s>USER: And the dog? ASSISTANT:`
    const request = (prompt: string) => ({
      modelId: 'tiny',
      imagePath: rgb,
      prompt: `<image>${prompt}`,
      options: { ...options, seed: 0 },
    })
    const graphs = {
      ...tiny.graphs,
      encode: async (pixels: Float32Array) => ({ ...(await tiny.graphs.encode(pixels)), candidates: change() }),
    }
    let last = ''
    // Cut off in the middle of a box, asked again, gone on with.
    for (const [prompt, stopAt] of [
      ['USER: Where is it? ASSISTANT:', 7],
      [dialogue, 200],
    ] as const) {
      const stop = new AbortController()
      last = ''
      let tokens = 0
      for await (const item of generate({ ...tiny, graphs, pictures }, request(prompt), stop.signal)) {
        if (item.kind === 'token') last += item.text
        if (++tokens === stopAt) stop.abort()
      }
    }
    expect(last).toBe(textOf(await say(plain, dialogue, options)))
  })

  it('name what was named last, then from left to right', () => {
    const dog = tiny.tokens.idOf(' dog') as number
    const at = (left: number, name = dog): Candidate => ({ box: [left, 0.2, left + 0.1, 0.3], score: 0.9, name })
    const drafts = new BoxDrafts(
      tiny.tokens,
      [at(0.6), at(0.5, tiny.tokens.idOf('ö') as number), at(0.1)],
      'USER: a dog?',
    )
    const said = (text: string): string => {
      for (const id of tiny.tokens.encode(text)) drafts.push(id)
      return drafts
        .propose(40)
        .map((id) => tiny.tokens.textOf(id))
        .join('')
    }
    expect(said(' dog')).toBe('')
    expect(said('[0.')).toBe('100,0.200,0.')
    expect(said('6')).toBe('00,0.200,0.7')
    expect(said('00,0.200,0.700,0.300]')).toBe('')
    expect(said(' dog[0.')).toBe('100,0.200,0.')
    expect(said('9')).toBe('')
  })
})

describe('the bundled model', () => {
  let model: RunningModel
  beforeAll(async () => {
    model = await loadModel('deixis-1', bundled, 'cpu', 1)
  })
  afterAll(() => model.graphs.release())

  it('says the same with drafts, in less than two thirds of the runs', async () => {
    const { cases } = JSON.parse(readFileSync(join(bundled, 'fixtures/parity.json'), 'utf8')) as {
      cases: { picture: string; prompt: string; text: string }[]
    }
    const runs = { plain: 0, drafted: 0 }
    for (const { picture, prompt, text } of cases.filter((_, i) => i % 3 === 0)) {
      if (!text.includes('[')) continue
      const path = join(bundled, 'fixtures', picture)
      const options = { constrained: true, maxTokens: 100 }
      const plain = await say({ ...model, drafts: false }, prompt, options, undefined, path)
      const drafted = await say(model, prompt, options, undefined, path)
      expect(drafted.items).toEqual(plain.items)
      runs.plain += plain.runs
      runs.drafted += drafted.runs
    }
    expect(runs.drafted / runs.plain).toBeLessThan(2 / 3)
  }, 60_000)
})
