import { describe, expect, test } from 'vitest'
import { shikra } from '../shared/dialects/shikra.ts'
import { composeScene } from './compose.ts'
import { defaultMix, talkAbout } from './dialogue.ts'
import { plainText, type WrittenPart, writeParts } from './mention.ts'
import { nounOf, nouns, unknownNouns } from './nouns.ts'
import { pixelSize, type SceneSpec } from './scene.ts'
import type { Question } from './wording.ts'

const side = 192
const scenes = Array.from({ length: 400 }, (_, index) => composeScene(21, index, index % 2 ? 'train' : 'heldout'))

type Asked = { scene: SceneSpec; question: Question; asked: WrittenPart[]; answered: WrittenPart[] }

const all: Asked[] = scenes.flatMap((scene) => {
  const { questions, dialogue } = talkAbout(scene, 8)
  return [...questions, ...(dialogue ?? [])].map((question) => ({
    scene,
    question,
    asked: writeParts(question.question, scene, side),
    answered: writeParts(question.answer, scene, side),
  }))
})

describe('talkAbout', () => {
  test('says the same about the same scene', () => {
    const scene = scenes[3] as SceneSpec
    expect(talkAbout(scene, 8)).toEqual(talkAbout(scene, 8))
  })

  test('fills every slot and asks in whole sentences', () => {
    for (const { asked, answered } of all) {
      expect(plainText(asked)).not.toMatch(/[{}]| {2}|undefined|^[a-z ]/)
      expect(plainText(asked)).toMatch(/[.?]$/)
      expect(plainText(answered)).toMatch(/^[A-Z0-9].*\.$/)
    }
  })

  test('every mention refers to objects of the scene and its text leads back to their boxes within half a step', () => {
    for (const { scene, asked, answered } of all) {
      const size = pixelSize(scene, side)
      for (const part of [...asked, ...answered]) {
        if ('t' in part) continue
        const [span, ...rest] = shikra.decode(part.r, size)
        expect(rest).toEqual([])
        if (span?.kind !== 'mention') throw new Error(`cannot read ${part.r}`)
        if (part.kind === 'point' || part.o.length === 0) continue
        expect(span.shapes.length).toBe(part.o.length)
        for (const [i, number] of part.o.entries()) {
          const box = scene.objects[number]?.box
          const shape = span.shapes[i]
          if (!box || shape?.kind !== 'box') throw new Error(`no object ${number}`)
          const reach = part.loose ? 0.101 * side : side / 2000 + 1e-9
          for (const edge of ['x1', 'y1', 'x2', 'y2'] as const) {
            expect(Math.abs(shape[edge] - box[edge] * side)).toBeLessThanOrEqual(reach)
          }
        }
      }
    }
  })

  test('boxes drawn by an unsteady hand stand in questions only', () => {
    expect(all.some(({ asked }) => asked.some((part) => 'r' in part && part.loose))).toBe(true)
    expect(all.some(({ answered }) => answered.some((part) => 'r' in part && part.loose))).toBe(false)
  })

  test('in answers the name stands directly before its bracket', () => {
    for (const { scene, answered } of all) {
      for (const [i, part] of answered.entries()) {
        if ('t' in part) continue
        const before = answered[i - 1]
        const noun = nounOf(scene.objects[part.o[0] ?? -1]?.name ?? '')
        expect(before).toEqual({ t: ` ${part.o.length > 1 ? noun.plural : noun.name}`, o: part.o })
      }
    }
  })

  test('what is said not to be there is not there, and what is there is answered with all its boxes', () => {
    for (const { scene, question, asked, answered } of all) {
      const names = scene.objects.map(({ name }) => name)
      if (question.expect.kind === 'absent') {
        expect(names).not.toContain(question.expect.name)
        expect(plainText(asked)).toContain(question.expect.name.slice(0, 3))
        expect(plainText(answered)).toMatch(/^There (is|are) no /)
        expect(answered.some((part) => 'r' in part)).toBe(false)
      }
      if (question.task === 'rec' && question.expect.kind === 'boxes') {
        const { name, objects } = question.expect
        const alike = names.filter((other) => other === name).length
        expect(alike).toBe(question.form === 'side' ? 2 : objects.length)
        const left = objects.map((number) => scene.objects[number]?.box.x1 ?? 0)
        expect(left).toEqual([...left].sort((a, b) => a - b))
      }
    }
  })

  test('answers follow from the geometry', () => {
    for (const { scene, question, asked } of all) {
      const { expect: right } = question
      if (right.kind === 'quarter') {
        const [first] = question.answer.flatMap((part) =>
          typeof part !== 'string' && 'shapes' in part ? part.objects : [],
        )
        if (first === undefined) continue
        const box = scene.objects[first]?.box ?? { x1: 0, y1: 0, x2: 0, y2: 0 }
        const down = (box.y1 + box.y2) / 2 < scene.height / 2 ? 'top' : 'bottom'
        const across = (box.x1 + box.x2) / 2 < scene.width / 2 ? 'left' : 'right'
        expect(right.value).toBe(`${down} ${across}`)
      }
      const [one, two] = question.answer.flatMap((part) =>
        typeof part !== 'string' && 'shapes' in part ? part.objects : [],
      )
      const [size] = /(larger|smaller) than/.exec(plainText(asked)) ?? []
      if (size && one !== undefined && two !== undefined) {
        const [a, b] = [one, two].map((object) => {
          const { x1, y1, x2, y2 } = scene.objects[object]?.box ?? { x1: 0, y1: 0, x2: 0, y2: 0 }
          return (x2 - x1) * (y2 - y1)
        }) as [number, number]
        expect(right).toEqual({ kind: 'truth', value: size === 'larger than' ? a > b : a < b })
      }
      if (question.task === 'count' && right.kind === 'number') {
        expect(right.value).toBeLessThanOrEqual(scene.objects.length)
      }
    }
  })

  test('yes and no, and the sides, come about equally often', () => {
    const truths = all.flatMap(({ question: { task, expect: right } }) =>
      task === 'relation' && right.kind === 'truth' ? [right.value] : [],
    )
    const share = truths.filter(Boolean).length / truths.length
    expect(truths.length).toBeGreaterThan(60)
    expect(share).toBeGreaterThan(0.35)
    expect(share).toBeLessThan(0.65)
  })

  test('the plain questions everybody asks are among them, word for word', () => {
    const texts = new Set(
      all.map(({ asked }) =>
        plainText(asked)
          .replace(/\[[^\]]*\]/, '[]')
          .replace(/\b(zebra|alarm clock|[a-z]+) (left of|right of|above|below) the [a-z ]+\?/, 'X $2 the Y?'),
      ),
    )
    const names = [...nouns, ...unknownNouns].map(({ name }) => name)
    const some = (sentence: (name: string) => string) => names.some((name) => texts.has(sentence(name)))
    expect(some((name) => `Where is the ${name}?`)).toBe(true)
    expect(some((name) => `Find the ${name}.`)).toBe(true)
    expect(some((name) => `Locate the ${name}.`)).toBe(true)
    expect(some((name) => `Which quarter is the ${name} in?`)).toBe(true)
    for (const plain of [
      'What is in []?',
      'What is in[]?',
      'What is at []?',
      'What is at[]?',
      'How many objects are there?',
      'Is the X left of the Y?',
      'Describe the picture.',
    ]) {
      expect([...texts]).toContain(plain)
    }
  })

  test('the shares of the tasks are near the mix', () => {
    const single = scenes.flatMap((scene) => talkAbout(scene, 8, { ...defaultMix, dialogue: 0 }).questions)
    const share = (task: string) => single.filter((question) => question.task === task).length / single.length
    expect(share('rec')).toBeGreaterThan(0.3)
    expect(share('rec')).toBeLessThan(0.5)
    expect(share('reg')).toBeGreaterThan(0.1)
    expect(share('pointqa')).toBeGreaterThan(0.1)
    const find = single.filter(({ task }) => task === 'rec')
    const absent = find.filter(({ expect: right }) => right.kind === 'absent').length / find.length
    expect(absent).toBeGreaterThan(0.1)
    expect(absent).toBeLessThan(0.3)
  })

  test('dialogues have three to six turns, and later turns refer to what came before', () => {
    const dialogues = scenes.flatMap((scene) => talkAbout(scene, 8).dialogue ?? [])
    const lengths = scenes.flatMap((scene) => talkAbout(scene, 8).dialogue?.length ?? [])
    expect(lengths.length).toBeGreaterThan(40)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6)
    const texts = dialogues.map(({ question }) => question.filter((part) => typeof part === 'string').join(''))
    expect(texts.some((text) => /\bit\b/.test(text))).toBe(true)
  })
})

describe('in many words', () => {
  const talk = (words: 'many' | 'unseen', split: 'train' | 'heldout') =>
    Array.from({ length: 300 }, (_, index) => composeScene(22, index, split, { words })).flatMap((scene) => {
      const mix = { ...defaultMix, tasks: { ...defaultMix.tasks, text: 0.1 } }
      const { questions, dialogue } = talkAbout(scene, 8, mix)
      return [...questions, ...(dialogue ?? [])].map((question) => ({
        question,
        words: plainText(writeParts(question.question, scene, side)).replace(/\[[^\]]*\]/g, '[]'),
        dialogue: dialogue?.includes(question) === true,
      }))
    })

  test('pictures stay as they are, and no slot stays open', () => {
    const { words: _, ...scene } = composeScene(22, 5, 'train', { words: 'many' })
    expect(scene).toEqual(composeScene(22, 5, 'train'))
    for (const { words } of talk('many', 'train')) expect(words).not.toMatch(/[{}]|undefined| {2}|^\s|^$/)
  })

  test('the words kept for evaluation are never met in training', () => {
    const usual = new Set(talk('many', 'train').map(({ words }) => words.toLowerCase()))
    const kept = talk('unseen', 'heldout').filter(({ dialogue }) => !dialogue)
    expect(kept.length).toBeGreaterThan(1000)
    expect(kept.filter(({ words }) => usual.has(words.toLowerCase()))).toEqual([])
  })

  test('what no task answers has one answer, and later turns also ask anew', () => {
    const all = talk('many', 'train')
    const other = all.filter(({ question }) => question.task === 'text')
    expect(other.length).toBeGreaterThan(50)
    expect(new Set(other.map(({ question }) => question.answer.join('')))).toEqual(
      new Set(['I can find, name, count and compare what is drawn here.']),
    )
    expect(all.some(({ question, dialogue }) => dialogue && question.task === 'spotting')).toBe(true)
  })
})
