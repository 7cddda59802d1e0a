import { drawAbsent } from './ask-find.ts'
import { boxOf, mentionObjects } from './mention.ts'
import { nounOf } from './nouns.ts'
import { drawPhrasing } from './phrasings/other-words.ts'
import type { Phrasing } from './phrasings/phrasing.ts'
import { beside, besideAgain, quarter, quarterAgain, relation, relationAgain } from './phrasings/place.ts'
import type { Random } from './random.ts'
import type { SceneSpec, UnitPoint } from './scene.ts'
import { ask, instances, nothingThere, nounAt, type Question, sayAbsent, theObjects } from './wording.ts'

/** How far apart two centres must be, or a centre from a middle line, to be asked about (share of the long side). */
const clearMargin = 0.05

const sides = ['left of', 'right of', 'above', 'below'] as const
type Side = (typeof sides)[number]
const sizes = ['larger than', 'smaller than'] as const
const comparisons = [...sides, ...sides, ...sizes] as const
export type Comparison = (typeof comparisons)[number]

/** How much larger a box must be than another to be called so. */
const clearRatio = 1.3

/** Which quarter of the picture (not of the padded square) holds the centre of the one object with a name. */
export function askQuarter(scene: SceneSpec, random: Random): Question | null {
  if (random.chance(0.06)) {
    const noun = drawAbsent(scene, random)
    const question = ask(drawPhrasing(quarter, scene, random).ask, { noun }, random)
    const expect = { kind: 'absent', name: noun.name } as const
    return { task: 'chessboard', form: 'absent', question, answer: [sayAbsent(noun)], expect }
  }
  const object = drawSingle(scene, random)
  return object === null ? null : quarterQuestion(scene, random, object, drawPhrasing(quarter, scene, random))
}

export function askQuarterAgain(scene: SceneSpec, random: Random, object: number): Question | null {
  return quarterQuestion(scene, random, object, drawPhrasing(quarterAgain, scene, random))
}

function quarterQuestion(
  scene: SceneSpec,
  random: Random,
  object: number,
  phrasing: Phrasing<string>,
): Question | null {
  const center = centerOf(scene, object)
  const across = center.x - scene.width / 2
  const down = center.y - scene.height / 2
  if (Math.abs(across) < clearMargin / 2 || Math.abs(down) < clearMargin / 2) return null
  const value = `${down < 0 ? 'top' : 'bottom'} ${across < 0 ? 'left' : 'right'}`
  const sentence = `${value.charAt(0).toUpperCase()}${value.slice(1)}.`
  return {
    task: 'chessboard',
    form: phrasing.form,
    question: ask(phrasing.ask, { noun: nounAt(scene, object) }, random),
    answer: phrasing.form === 'shown' ? [...theObjects(scene, [object]), `: ${value}.`] : [sentence],
    expect: { kind: 'quarter', value },
  }
}

/** Whether one thing is on a side of another, by their centres, or larger or smaller, by their boxes' areas. */
export function askRelation(scene: SceneSpec, random: Random): Question | null {
  const object = drawSingle(scene, random)
  if (object === null) return null
  if (random.chance(0.06)) {
    const noun = drawAbsent(scene, random)
    const slots = { noun, other: nounAt(scene, object), side: random.pick(comparisons) }
    const question = ask(drawPhrasing(relation, scene, random).ask, slots, random)
    const expect = { kind: 'absent', name: noun.name } as const
    return { task: 'relation', form: 'absent', question, answer: [sayAbsent(noun)], expect }
  }
  return relationQuestion(scene, random, object, drawPhrasing(relation, scene, random))
}

export function askRelationAgain(scene: SceneSpec, random: Random, object: number): Question | null {
  return relationQuestion(scene, random, object, drawPhrasing(relationAgain, scene, random))
}

function relationQuestion(
  scene: SceneSpec,
  random: Random,
  object: number,
  phrasing: Phrasing<string>,
): Question | null {
  const other = drawSingle(scene, random)
  const side = random.pick(comparisons)
  if (other === null || other === object) return null
  const truth = compares(scene, object, side, other)
  if (truth === null) return null
  const noun = nounAt(scene, object)
  const shown = [...theObjects(scene, [object]), ', the', ...theObjects(scene, [other]).slice(1)]
  return {
    task: 'relation',
    form: phrasing.form,
    question: ask(phrasing.ask, { noun, other: nounAt(scene, other), side }, random),
    answer: phrasing.form === 'shown' ? [...shown, truth ? ': yes.' : ': no.'] : [truth ? 'Yes.' : 'No.'],
    expect: { kind: 'truth', value: truth },
  }
}

/** The one object on a side of a box; only where every object is clearly on that side or clearly not. */
export function askBeside(scene: SceneSpec, random: Random): Question | null {
  return besideQuestion(scene, random, random.below(scene.objects.length), false)
}

export function askBesideAgain(scene: SceneSpec, random: Random, object: number): Question | null {
  return besideQuestion(scene, random, object, true)
}

function besideQuestion(scene: SceneSpec, random: Random, object: number, again: boolean): Question | null {
  const side = random.pick(sides)
  const others = scene.objects.map((_, number) => number).filter((number) => number !== object)
  const placed = others.map((other) => isOnSide(scene, other, side, object))
  if (placed.includes(null)) return null
  const found = others.filter((_, i) => placed[i])
  if (found.length > 1 || (found.length === 0 && random.chance(0.6))) return null
  const here = mentionObjects(scene, [object])
  const words = drawPhrasing(again ? besideAgain : beside, scene, random).ask
  const question = ask(words, again ? { side } : { side, here }, random)
  const [one] = found
  if (one === undefined) {
    return { task: 'boxqa', form: 'nothing', question, answer: [nothingThere], expect: { kind: 'name', name: null } }
  }
  const expect = { kind: 'boxes', name: nounAt(scene, one).name, objects: [one] } as const
  return { task: 'boxqa', form: 'plain', question, answer: [...theObjects(scene, [one]), '.'], expect }
}

/** Null where the two are too much alike to tell. */
export function compares(scene: SceneSpec, object: number, how: Comparison, other: number): boolean | null {
  if (how !== 'larger than' && how !== 'smaller than') return isOnSide(scene, object, how, other)
  const ratio = areaOf(scene, object) / areaOf(scene, other)
  if (ratio < clearRatio && ratio > 1 / clearRatio) return null
  return how === 'larger than' ? ratio > 1 : ratio < 1
}

function areaOf(scene: SceneSpec, object: number): number {
  const { x1, y1, x2, y2 } = boxOf(scene, object)
  return (x2 - x1) * (y2 - y1)
}

/** Null where the centres are too close on that axis to tell. */
function isOnSide(scene: SceneSpec, object: number, side: Side, of: number): boolean | null {
  const [a, b] = [centerOf(scene, object), centerOf(scene, of)]
  const lead = side === 'left of' || side === 'right of' ? b.x - a.x : b.y - a.y
  if (Math.abs(lead) < clearMargin) return null
  return side === 'left of' || side === 'above' ? lead > 0 : lead < 0
}

/** An object whose name occurs once; null where a few tries meet none. */
export function drawSingle(scene: SceneSpec, random: Random): number | null {
  for (let tries = 0; tries < 6; tries++) {
    const { name } = random.pick(scene.objects)
    const [first, second] = instances(scene, nounOf(name).name)
    if (first !== undefined && second === undefined) return first
  }
  return null
}

function centerOf(scene: SceneSpec, object: number): UnitPoint {
  const { x1, y1, x2, y2 } = boxOf(scene, object)
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }
}
