import { askExists, askFind, askFindNext, drawAbsent } from './ask-find.ts'
import { askNameAgain, askNameBox, askNamePoint } from './ask-name.ts'
import { askOther } from './ask-other.ts'
import { askBesideAgain, askQuarterAgain, askRelationAgain, drawSingle } from './ask-place.ts'
import { askCount, askCountAll, askSpotting } from './ask-survey.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'
import { nounAt, type Question } from './wording.ts'

/** A dialogue of three to six turns whose later turns refer to what was spoken of before; null where the scene gives none. */
export function askDialogue(scene: SceneSpec, random: Random): Question[] | null {
  const opening = drawOpening(scene, random)
  let focus = opening ? focusOf(opening) : null
  if (!opening || focus === null) return null
  const turns = [opening]
  const seen = new Set([focus])
  const length = 3 + random.below(4)
  for (let tries = 0; tries < 24 && turns.length < length; tries++) {
    const next = drawNext(scene, random, focus, [...seen])
    if (!next || turns.some(({ question }) => sameWords(question, next.question))) continue
    turns.push(next)
    focus = focusOf(next) ?? focus
    seen.add(focus)
  }
  return turns.length >= 3 ? turns : null
}

function drawOpening(scene: SceneSpec, random: Random): Question | null {
  switch (random.below(3)) {
    case 0:
      return askFind(scene, random, { present: 1, absent: 0, unknown: 0 })
    case 1:
      return askNameBox(scene, random)
    default:
      return askNamePoint(scene, random, 0.15)
  }
}

function drawNext(scene: SceneSpec, random: Random, focus: number, seen: readonly number[]): Question | null {
  // People also ask something new in the middle of a dialogue; the evaluation's dialogues only go on with what they began.
  if (scene.words === 'many' && random.chance(0.4)) return drawNew(scene, random)
  switch (random.weighted([4, 1, 3, 3, 3, 2, 1])) {
    case 0: {
      const object = drawSingle(scene, random)
      return object === null || seen.includes(object) ? null : askFindNext(scene, random, nounAt(scene, object))
    }
    case 1:
      return askFindNext(scene, random, drawAbsent(scene, random))
    case 2:
      return askQuarterAgain(scene, random, focus)
    case 3:
      return askRelationAgain(scene, random, focus)
    case 4:
      return askBesideAgain(scene, random, focus)
    case 5:
      return askNameAgain(scene, random, random.pick(seen))
    default:
      return askCountAll(scene, random)
  }
}

function drawNew(scene: SceneSpec, random: Random): Question | null {
  switch (random.weighted([3, 3, 2, 2, 2, 1, 1])) {
    case 0:
      return askFind(scene, random, { present: 0.8, absent: 0.15, unknown: 0.05 })
    case 1:
      return askSpotting(scene, random)
    case 2:
      return askCount(scene, random)
    case 3:
      return askNameBox(scene, random)
    case 4:
      return askNamePoint(scene, random, 0.15)
    case 5:
      return askExists(scene, random)
    default:
      return askOther(scene, random)
  }
}

/** The one object a turn leaves in mind; null keeps the one before. */
function focusOf({ task, question, answer }: Question): number | null {
  if (task !== 'rec' && task !== 'reg' && task !== 'pointqa' && task !== 'boxqa') return null
  const from = task === 'reg' || task === 'pointqa' ? question : answer
  for (const part of from) {
    if (typeof part !== 'string' && 'shapes' in part)
      return part.objects.length === 1 ? (part.objects[0] ?? null) : null
  }
  return null
}

function sameWords(a: Question['question'], b: Question['question']): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
