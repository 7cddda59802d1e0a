import { describe, expect, test } from 'vitest'
import { askExtreme } from './ask-extreme.ts'
import { composeScene } from './compose.ts'
import { boxOf, plainText, writeParts } from './mention.ts'
import { nouns, unknownNouns } from './nouns.ts'
import { strangeNouns } from './phrasings/strange-nouns.ts'
import { Random } from './random.ts'

describe('askExtreme', () => {
  const asked = Array.from({ length: 300 }, (_, index) => {
    const scene = composeScene(23, index, 'train', { words: 'many' })
    return { scene, question: askExtreme(scene, new Random(23, index, 1)) }
  })

  test('the answer is clearly the one of all objects', () => {
    const seen = new Set<string>()
    for (const { scene, question } of asked) {
      if (question?.expect.kind !== 'boxes') continue
      const kind = /largest|smallest|leftmost|rightmost|topmost|lowest/.exec(
        plainText(writeParts(question.question, scene, 1000)),
      )?.[0]
      const chosen = question.expect.objects[0] as number
      const size = (object: number): number => {
        const { x1, y1, x2, y2 } = boxOf(scene, object)
        if (kind === 'largest' || kind === 'smallest') return (x2 - x1) * (y2 - y1)
        return kind === 'leftmost' || kind === 'rightmost' ? x1 + x2 : y1 + y2
      }
      const others = scene.objects.map((_, object) => object).filter((object) => object !== chosen)
      const first = kind === 'smallest' || kind === 'leftmost' || kind === 'topmost'
      for (const other of others) expect(size(other) > size(chosen)).toBe(first)
      seen.add(kind ?? 'none')
    }
    expect([...seen].sort()).toEqual(['largest', 'leftmost', 'lowest', 'rightmost', 'smallest', 'topmost'])
  })

  test('nothing is asked of one object alone, nor where two are alike', () => {
    for (const { scene, question } of asked) if (scene.objects.length === 1) expect(question).toBeNull()
    expect(asked.some(({ scene, question }) => scene.objects.length > 1 && question === null)).toBe(true)
  })
})

test('strange nouns are none that scenes draw or evaluation asks for', () => {
  const known = new Set([...nouns, ...unknownNouns].map(({ name }) => name))
  expect(strangeNouns.length).toBeGreaterThan(200)
  expect(strangeNouns.filter(({ name }) => known.has(name))).toEqual([])
})
