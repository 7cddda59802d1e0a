import { boxOf, type Mention, mentionObjects } from './mention.ts'
import { nameAgain, nameBox, namePoint } from './phrasings/name.ts'
import { drawPhrasing } from './phrasings/other-words.ts'
import type { Random } from './random.ts'
import type { SceneSpec, UnitBox } from './scene.ts'
import { ask, justName, nothingThere, nounAt, type Question } from './wording.ts'

/** Which object a box shows. Half of the boxes are drawn by an unsteady hand; a few show nothing but background. */
export function askNameBox(scene: SceneSpec, random: Random): Question | null {
  if (random.chance(0.07)) {
    const here = emptyBox(scene, random)
    return here ? nameQuestion('reg', scene, null, here, drawPhrasing(nameBox, scene, random).ask, random) : null
  }
  const object = random.below(scene.objects.length)
  const here = random.chance(0.5) ? mentionObjects(scene, [object]) : looseBox(scene, object, random)
  return nameQuestion('reg', scene, object, here, drawPhrasing(nameBox, scene, random).ask, random)
}

/** Which object is on top at a point, or that nothing is there: that for the share `empty` of the points. */
export function askNamePoint(scene: SceneSpec, random: Random, empty: number): Question | null {
  const background = random.chance(empty)
  const choices = scene.points.filter(({ object }) => (object === null) === background)
  if (choices.length === 0) return null
  const { object, at } = random.pick(choices)
  const shapes = [{ kind: 'point', at }] as const
  const here: Mention = { shapes, objects: object === null ? [] : [object], loose: false }
  return nameQuestion('pointqa', scene, object, here, drawPhrasing(namePoint, scene, random).ask, random)
}

/** Comes back to a box that was spoken of before. */
export function askNameAgain(scene: SceneSpec, random: Random, object: number): Question {
  return nameQuestion(
    'reg',
    scene,
    object,
    mentionObjects(scene, [object]),
    drawPhrasing(nameAgain, scene, random).ask,
    random,
  )
}

function nameQuestion(
  task: 'reg' | 'pointqa',
  scene: SceneSpec,
  object: number | null,
  here: Mention,
  words: string,
  random: Random,
): Question {
  return {
    task,
    form: object === null ? 'nothing' : 'plain',
    question: ask(words, { here }, random),
    answer: object === null ? [nothingThere] : justName(scene, object),
    expect: { kind: 'name', name: object === null ? null : nounAt(scene, object).name },
  }
}

function looseBox(scene: SceneSpec, object: number, random: Random): Mention {
  const { x1, y1, x2, y2 } = boxOf(scene, object)
  const [wide, tall] = [(x2 - x1) * 0.1, (y2 - y1) * 0.1]
  const moved = (value: number, by: number, most: number) =>
    Math.min(most, Math.max(0, value + random.between(-by, by)))
  const box = {
    x1: moved(x1, wide, scene.width),
    y1: moved(y1, tall, scene.height),
    x2: moved(x2, wide, scene.width),
    y2: moved(y2, tall, scene.height),
  }
  return { shapes: [{ kind: 'box', box }], objects: [object], loose: true }
}

/** A box around a background point that touches no object; null where there is no room. */
function emptyBox(scene: SceneSpec, random: Random): Mention | null {
  const centers = scene.points.filter(({ object }) => object === null)
  if (centers.length === 0) return null
  const { at } = random.pick(centers)
  const [wide, tall] = [random.between(0.03, 0.15), random.between(0.03, 0.15)]
  const box = {
    x1: Math.max(0, at.x - wide),
    y1: Math.max(0, at.y - tall),
    x2: Math.min(scene.width, at.x + wide),
    y2: Math.min(scene.height, at.y + tall),
  }
  if (scene.objects.some((object) => touch(object.box, box))) return null
  return { shapes: [{ kind: 'box', box }], objects: [], loose: true }
}

function touch(a: UnitBox, b: UnitBox): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2
}
