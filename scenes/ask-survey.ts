import { drawAbsent } from './ask-find.ts'
import type { Part } from './mention.ts'
import { nounOf } from './nouns.ts'
import { drawPhrasing } from './phrasings/other-words.ts'
import { countAll, countKind, spotting } from './phrasings/survey.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'
import { anObject, ask, fromLeftToRight, instances, type Question, sayAbsent, theObjects } from './wording.ts'

/** Everything there is, each with its place, from left to right. */
export function askSpotting(scene: SceneSpec, random: Random): Question {
  const objects = everything(scene)
  const answer = [...joined(objects.map((object, i) => anObject(scene, object, i === 0))), '.']
  const question = ask(drawPhrasing(spotting, scene, random).ask, {}, random)
  return { task: 'spotting', form: 'plain', question, answer, expect: { kind: 'all', objects } }
}

export function askCount(scene: SceneSpec, random: Random): Question {
  return random.chance(0.5) ? askCountAll(scene, random) : askCountKind(scene, random)
}

export function askCountAll(scene: SceneSpec, random: Random): Question {
  const { ask: words, form } = drawPhrasing(countAll, scene, random)
  const objects = everything(scene)
  const total = `${objects.length} ${objects.length === 1 ? 'object' : 'objects'}.`
  const list = joined(objects.map((object, i) => theObjects(scene, [object], i === 0 ? 'The' : 'the')))
  const answer = form === 'direct' ? [total] : [...list, `: ${total}`]
  const question = ask(words, {}, random)
  return { task: 'count', form, question, answer, expect: { kind: 'number', value: objects.length } }
}

function askCountKind(scene: SceneSpec, random: Random): Question {
  const { ask: words, form } = drawPhrasing(countKind, scene, random)
  const noun = random.chance(0.2) ? drawAbsent(scene, random) : nounOf(random.pick(scene.objects).name)
  const objects = instances(scene, noun.name)
  const question = ask(words, { noun }, random)
  const expect = { kind: 'number', value: objects.length } as const
  if (objects.length === 0) return { task: 'count', form: 'absent', question, answer: [sayAbsent(noun)], expect }
  const total = `${objects.length} ${objects.length === 1 ? noun.name : noun.plural}.`
  const answer = form === 'direct' ? [total] : [...theObjects(scene, objects), `: ${objects.length}.`]
  return { task: 'count', form, question, answer, expect }
}

function everything(scene: SceneSpec): number[] {
  return fromLeftToRight(
    scene,
    scene.objects.map((_, number) => number),
  )
}

function joined(items: readonly Part[][]): Part[] {
  return items.flatMap((item, i) => {
    const before = i === 0 ? '' : i === items.length - 1 ? ' and ' : ', '
    const [first, ...rest] = item
    return [`${before}${first as string}`, ...rest]
  })
}
