import type { Mention, Naming, Part } from './mention.ts'
import { mentionObjects } from './mention.ts'
import { type Noun, nounOf } from './nouns.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'

/** What the right answer is, for scoring. Object numbers refer to the scene. */
export type Expectation =
  | { readonly kind: 'boxes'; readonly name: string; readonly objects: readonly number[] }
  | { readonly kind: 'absent'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string | null }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'quarter'; readonly value: string }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'all'; readonly objects: readonly number[] }
  | { readonly kind: 'words'; readonly text: string }

export type Task =
  | 'rec'
  | 'reg'
  | 'pointqa'
  | 'spotting'
  | 'count'
  | 'chessboard'
  | 'relation'
  | 'boxqa'
  | 'exists'
  | 'text'

/** One question about a scene and its answer. */
export type Question = {
  readonly task: Task
  readonly form: string
  readonly question: readonly Part[]
  readonly answer: readonly Part[]
  readonly expect: Expectation
}

/** What the slots of a phrasing stand for. */
export type Slots = {
  readonly noun?: Noun
  readonly other?: Noun
  readonly side?: string
  readonly here?: Mention
}

/** Fills a phrasing's slots. A region is glued to the word before it half of the time, as people's chips may be either. */
export function ask(text: string, slots: Slots, random: Random): Part[] {
  const words = text
    .replace('{name}', slots.noun?.name ?? '')
    .replace('{names}', slots.noun?.plural ?? '')
    .replace('{a}', slots.noun ? withArticle(slots.noun) : '')
    .replace('{other}', slots.other?.name ?? '')
    .replace('{side}', slots.side ?? '')
  const at = words.indexOf('{here}')
  if (at < 0 || !slots.here) return [words]
  const before = words.slice(0, at)
  return [random.chance(0.5) ? before.trimEnd() : before, slots.here, words.slice(at + '{here}'.length)]
}

/** The numbers of the objects with a name, from left to right. */
export function instances(scene: SceneSpec, name: string): number[] {
  return fromLeftToRight(
    scene,
    scene.objects.flatMap((object, number) => (object.name === name ? [number] : [])),
  )
}

/** The composer's reading order: by the left edge, then by the upper edge. */
export function fromLeftToRight(scene: SceneSpec, objects: readonly number[]): number[] {
  const edge = (n: number) => scene.objects[n]?.box ?? { x1: 0, y1: 0 }
  return [...objects].sort((a, b) => edge(a).x1 - edge(b).x1 || edge(a).y1 - edge(b).y1)
}

/** `The dog[…]`, `The dogs[…;…]`: the name directly before its bracket. */
export function theObjects(scene: SceneSpec, objects: readonly number[], article = 'The'): Part[] {
  const noun = nounAt(scene, objects[0] ?? -1)
  return [article, name(objects.length > 1 ? noun.plural : noun.name, objects), mentionObjects(scene, objects)]
}

/** `A dog[…]`. */
export function anObject(scene: SceneSpec, object: number, capital: boolean): Part[] {
  const noun = nounAt(scene, object)
  return theObjects(scene, [object], capital ? capitalised(noun.article) : noun.article)
}

/** `A dog.` with no region. */
export function justName(scene: SceneSpec, object: number): Part[] {
  const noun = nounAt(scene, object)
  return [capitalised(noun.article), name(noun.name, [object]), '.']
}

/** `There is no dog in the picture.` */
export function sayAbsent(noun: Noun): string {
  return `There ${noun.article === 'some' ? 'are' : 'is'} no ${noun.name} in the picture.`
}

export const nothingThere = 'There is nothing there.'

export function nounAt(scene: SceneSpec, object: number): Noun {
  return nounOf(scene.objects[object]?.name ?? '')
}

function name(words: string, objects: readonly number[]): Naming {
  return { words: ` ${words}`, objects }
}

function withArticle(noun: Noun): string {
  return `${noun.article} ${noun.name}`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
