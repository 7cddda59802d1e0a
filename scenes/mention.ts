import type { DialectShape } from '../shared/dialects/dialect.ts'
import { shikra } from '../shared/dialects/shikra.ts'
import { pixelSize, type SceneSpec, type UnitBox, type UnitPoint } from './scene.ts'

/** One region of a mention: an object's own box, a box drawn by a user, or a point. */
export type MentionedShape =
  | { readonly kind: 'box'; readonly box: UnitBox }
  | { readonly kind: 'point'; readonly at: UnitPoint }

/** Words that mean certain objects, such as the name in front of its bracket. */
export type Naming = { readonly words: string; readonly objects: readonly number[] }

/** A piece of a message before it is written for a picture size. */
export type Part = string | Naming | Mention

export type Mention = {
  readonly shapes: readonly MentionedShape[]
  /** Numbers of the objects meant; empty where the place shows nothing. */
  readonly objects: readonly number[]
  /** True for a box drawn by hand around an object instead of its exact box. */
  readonly loose: boolean
}

/** A part as the stream and the answer files write it. */
export type WrittenPart =
  | { readonly t: string; readonly o?: readonly number[] }
  | { readonly r: string; readonly o: readonly number[]; readonly kind: 'box' | 'point'; readonly loose?: true }

/** Mentions the exact boxes of some objects in one bracket. */
export function mentionObjects(scene: SceneSpec, objects: readonly number[]): Mention {
  return { shapes: objects.map((n) => ({ kind: 'box', box: boxOf(scene, n) })), objects, loose: false }
}

export function boxOf(scene: SceneSpec, object: number): UnitBox {
  const found = scene.objects[object]
  if (!found) throw new Error(`no object ${object}`)
  return found.box
}

/** Writes the parts for a picture with this long side; neighbouring texts are joined. */
export function writeParts(parts: readonly Part[], scene: SceneSpec, longSide: number): WrittenPart[] {
  const written: WrittenPart[] = []
  for (const part of parts) {
    const last = written[written.length - 1]
    if (typeof part !== 'string' && 'words' in part) written.push({ t: part.words, o: part.objects })
    else if (typeof part !== 'string') {
      const kind = part.shapes[0]?.kind ?? 'box'
      const r = coordinateText(part.shapes, scene, longSide)
      written.push(part.loose ? { r, o: part.objects, kind, loose: true } : { r, o: part.objects, kind })
    } else if (last && 't' in last && !last.o) written[written.length - 1] = { t: last.t + part }
    else written.push({ t: part })
  }
  return written
}

/** Parts as one string, for people and for logs. */
export function plainText(parts: readonly WrittenPart[]): string {
  return parts.map((part) => ('t' in part ? part.t : part.r)).join('')
}

/** A unit shape in pixels of a picture with this long side. */
export function pixelsOf(shape: MentionedShape, longSide: number): number[] {
  return shape.kind === 'box'
    ? [shape.box.x1, shape.box.y1, shape.box.x2, shape.box.y2].map((v) => v * longSide)
    : [shape.at.x, shape.at.y].map((v) => v * longSide)
}

function coordinateText(shapes: readonly MentionedShape[], scene: SceneSpec, longSide: number): string {
  const written = shikra.encode(
    shapes.map((shape) => dialectShape(shape, longSide)),
    pixelSize(scene, longSide),
  )
  if (!written.ok) throw new Error(written.error.message)
  return written.value
}

function dialectShape(shape: MentionedShape, longSide: number): DialectShape {
  const [a = 0, b = 0, c = 0, d = 0] = pixelsOf(shape, longSide)
  return shape.kind === 'box' ? { kind: 'box', x1: a, y1: b, x2: c, y2: d } : { kind: 'point', x: a, y: b }
}
