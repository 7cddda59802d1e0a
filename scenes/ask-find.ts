import { askExtreme } from './ask-extreme.ts'
import { boxOf } from './mention.ts'
import { type Noun, nounOf, nouns, unknownNouns } from './nouns.ts'
import { exists, findAll, findNext, findOne, findSide } from './phrasings/find.ts'
import { drawPhrasing } from './phrasings/other-words.ts'
import { strangeNouns } from './phrasings/strange-nouns.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'
import { ask, instances, type Question, sayAbsent, theObjects } from './wording.ts'

/** Shares of what is asked for: something drawn, another category, a word outside the categories. */
export type FindMix = { readonly present: number; readonly absent: number; readonly unknown: number }

/** Where something is: one box, the boxes of all its instances, or that there is none. */
export function askFind(scene: SceneSpec, random: Random, mix: FindMix): Question {
  const extreme = scene.words && random.chance(0.12) ? askExtreme(scene, random) : null
  if (extreme) return extreme
  const noun = drawNoun(scene, random, mix)
  const found = instances(scene, noun.name)
  const several = found.length > 1
  if (found.length === 2 && random.chance(0.3)) {
    const question = sideQuestion(scene, noun, found, random)
    if (question) return question
  }
  const all = several ? random.chance(0.6) : random.chance(0.1)
  return findQuestion(scene, noun, drawPhrasing(all ? findAll : findOne, scene, random).ask, random)
}

/** The same in the middle of a dialogue. */
export function askFindNext(scene: SceneSpec, random: Random, noun: Noun): Question {
  return findQuestion(scene, noun, drawPhrasing(findNext, scene, random).ask, random)
}

export function askExists(scene: SceneSpec, random: Random): Question {
  const noun = drawNoun(scene, random, { present: 0.5, absent: 0.35, unknown: 0.15 })
  const objects = instances(scene, noun.name)
  const question = ask(drawPhrasing(exists, scene, random).ask, { noun }, random)
  if (objects.length > 0) {
    const answer = ['Yes, the', ...theObjects(scene, objects).slice(1), '.']
    return { task: 'exists', form: 'plain', question, answer, expect: { kind: 'truth', value: true } }
  }
  const answer = [`No, there${sayAbsent(noun).slice('There'.length)}`]
  return { task: 'exists', form: 'plain', question, answer, expect: { kind: 'truth', value: false } }
}

/** A category that is not in the scene. */
export function drawAbsent(scene: SceneSpec, random: Random): Noun {
  for (;;) {
    const noun = random.pick(nouns)
    if (instances(scene, noun.name).length === 0) return noun
  }
}

function findQuestion(scene: SceneSpec, noun: Noun, words: string, random: Random): Question {
  const question = ask(words, { noun }, random)
  const objects = instances(scene, noun.name)
  if (objects.length === 0) {
    const expect = { kind: 'absent', name: noun.name } as const
    return { task: 'rec', form: 'absent', question, answer: [sayAbsent(noun)], expect }
  }
  const answer = [...theObjects(scene, objects), '.']
  const form = objects.length > 1 ? 'several' : 'one'
  return { task: 'rec', form, question, answer, expect: { kind: 'boxes', name: noun.name, objects } }
}

/** One of two, which clearly lies farther to that side; null where neither does. */
function sideQuestion(scene: SceneSpec, noun: Noun, objects: readonly number[], random: Random): Question | null {
  const side = random.pick(['left', 'right', 'top', 'bottom'] as const)
  const far = (object: number): number => {
    const { x1, y1, x2, y2 } = boxOf(scene, object)
    const place = side === 'left' || side === 'right' ? x1 + x2 : y1 + y2
    return side === 'left' || side === 'top' ? -place : place
  }
  const [other, chosen] = [...objects].sort((a, b) => far(a) - far(b))
  if (other === undefined || chosen === undefined || far(chosen) - far(other) < 0.1) return null
  const { ask: words, form } = drawPhrasing(findSide, scene, random)
  const expect = { kind: 'boxes', name: noun.name, objects: [chosen] } as const
  return {
    task: 'rec',
    form,
    question: ask(words, { noun, side }, random),
    answer: [...theObjects(scene, [chosen]), '.'],
    expect,
  }
}

function drawNoun(scene: SceneSpec, random: Random, mix: FindMix): Noun {
  const many = scene.words === 'many'
  switch (random.weighted([mix.present, mix.absent, many ? 2 * mix.unknown : mix.unknown])) {
    case 0:
      return nounOf(random.pick([...new Set(scene.objects.map(({ name }) => name))]))
    case 1:
      return drawAbsent(scene, random)
    default:
      return random.pick(many && random.chance(0.7) ? strangeNouns : unknownNouns)
  }
}
