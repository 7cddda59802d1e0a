import { askExists, askFind, type FindMix } from './ask-find.ts'
import { askNameBox, askNamePoint } from './ask-name.ts'
import { askOther } from './ask-other.ts'
import { askBeside, askQuarter, askRelation } from './ask-place.ts'
import { askCount, askSpotting } from './ask-survey.ts'
import { strand, strandOf } from './compose.ts'
import { askDialogue } from './follow-up.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'
import type { Question, Task } from './wording.ts'

/**
 * Relative weights of the tasks and of what is looked for; `background` is the share of points that show nothing, `dialogue`
 * the chance that a scene has one of several turns.
 */
export type Mix = {
  readonly tasks: Record<Task, number>
  readonly find: FindMix
  readonly background: number
  readonly dialogue: number
}

export const defaultMix: Mix = {
  tasks: {
    rec: 0.52,
    reg: 0.13,
    pointqa: 0.15,
    spotting: 0.04,
    count: 0.08,
    chessboard: 0.06,
    relation: 0.08,
    boxqa: 0.03,
    exists: 0.03,
    text: 0,
  },
  find: { present: 0.91, absent: 0.055, unknown: 0.035 },
  background: 0.15,
  dialogue: 0.25,
}

/** Questions of one turn first, then a dialogue of several turns where there is one. No question comes twice. */
export type SceneTalk = { readonly questions: readonly Question[]; readonly dialogue: readonly Question[] | null }

/** What is asked about a scene: the same for the same scene, mix and number of questions. */
export function talkAbout(scene: SceneSpec, count: number, mix: Mix = defaultMix): SceneTalk {
  const random = strandOf(scene.seed, scene.index, scene.split, strand.dialogue)
  const dialogue = random.chance(mix.dialogue) ? askDialogue(scene, random) : null
  const wanted = Math.max(1, count - (dialogue ? 3 : 0))
  const tasks = Object.keys(mix.tasks) as Task[]
  const weights = tasks.map((task) => mix.tasks[task])
  const questions = new Map<string, Question>()
  for (let tries = 0; tries < wanted * 6 && questions.size < wanted; tries++) {
    const question = askTask(tasks[random.weighted(weights)] as Task, scene, random, mix)
    if (question) questions.set(subjectOf(question), question)
  }
  return { questions: [...questions.values()], dialogue }
}

/** One question of a task; null where the scene has no fair one of the kind drawn. */
export function askTask(
  task: Task,
  scene: SceneSpec,
  random: Random,
  { find, background }: Pick<Mix, 'find' | 'background'> = defaultMix,
): Question | null {
  switch (task) {
    case 'rec':
      return askFind(scene, random, find)
    case 'reg':
      return askNameBox(scene, random)
    case 'pointqa':
      return askNamePoint(scene, random, background)
    case 'spotting':
      return askSpotting(scene, random)
    case 'count':
      return askCount(scene, random)
    case 'chessboard':
      return askQuarter(scene, random)
    case 'relation':
      return askRelation(scene, random)
    case 'boxqa':
      return askBeside(scene, random)
    case 'exists':
      return askExists(scene, random)
    case 'text':
      return askOther(scene, random)
  }
}

/** Two questions with the same subject teach the same thing, whatever their words. */
function subjectOf({ task, form, expect, question }: Question): string {
  const regions = question.filter((part) => typeof part !== 'string')
  return JSON.stringify([
    task,
    form,
    expect,
    task === 'relation' || task === 'boxqa' || task === 'text' ? question : regions,
  ])
}
