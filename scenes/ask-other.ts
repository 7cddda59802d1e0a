import { drawAbsent } from './ask-find.ts'
import { otherQuestions, unseenOtherQuestions } from './phrasings/other-questions.ts'
import { vary } from './phrasings/vary.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'
import { ask, type Question } from './wording.ts'

/** What is said to questions that no picture of this composer can answer. */
export const cannotSay = 'I can find, name, count and compare what is drawn here.'

/** Something that none of the tasks answers: small talk, the world outside the picture, words without a sense. */
export function askOther(scene: SceneSpec, random: Random): Question {
  const words = random.pick(scene.words === 'unseen' ? unseenOtherQuestions : otherQuestions)
  const question = ask(
    scene.words === 'many' ? vary(words, random) : words,
    { noun: drawAbsent(scene, random) },
    random,
  )
  return { task: 'text', form: 'plain', question, answer: [cannotSay], expect: { kind: 'words', text: cannotSay } }
}
