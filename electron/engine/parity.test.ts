import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generate } from './generate.ts'
import { loadModel, type RunningModel } from './running-model.ts'

type Recorded = {
  imageSize: number
  cases: { picture: string; prompt: string; ids: number[]; text: string }[]
}

const folder = join(import.meta.dirname, '../../models/deixis-1')
const fixtures = join(folder, 'fixtures')
const recorded = JSON.parse(readFileSync(join(fixtures, 'parity.json'), 'utf8')) as Recorded

// What PyTorch answered, greedy and free, recorded by models/deixis-1/recipe/fixtures.py.
describe('the bundled model', () => {
  let model: RunningModel
  beforeAll(async () => {
    model = await loadModel('deixis-1', folder, 'cpu', 1)
  })
  afterAll(() => model?.graphs.release())

  const answer = async (picture: string, prompt: string, maxTokens: number) => {
    const request = {
      modelId: 'deixis-1',
      imagePath: join(fixtures, picture),
      prompt: model.manifest.template.image + prompt,
      options: { maxTokens, temperature: 0, seed: 0, constrained: false },
    }
    const ids: number[] = []
    let text = ''
    for await (const item of generate(model, request, new AbortController().signal)) {
      if (item.kind === 'done') return { ids, text, finishReason: item.finishReason }
      ids.push(item.id)
      text += item.text
    }
    throw new Error('no end')
  }

  it('is recorded on 200 prompts of the size it reads', () => {
    expect(recorded.cases.length).toBeGreaterThanOrEqual(200)
    expect(recorded.imageSize).toBe(model.manifest.imageSize)
  })

  it.each(recorded.cases)(
    'says to $prompt about $picture what PyTorch says',
    async ({ picture, prompt, ids, text }) => {
      // One more than recorded: the answer must also end where it ended.
      const said = await answer(picture, prompt, ids.length + 1)
      expect(said).toEqual({ ids, text, finishReason: 'stop' })
    },
  )
})
