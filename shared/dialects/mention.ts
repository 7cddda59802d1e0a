import type { Size } from '../geometry/spaces.ts'
import type { BracketReading } from './bracket-parser.ts'
import type { DialectShape, EncodeLoss, SpanWarning } from './dialect.ts'

/** The numbers of a shape in order: x, y of a point; x1, y1, x2, y2 of a box. */
export function shapeNumbers(shape: DialectShape): number[] {
  return shape.kind === 'point' ? [shape.x, shape.y] : [shape.x1, shape.y1, shape.x2, shape.y2]
}

/** Why no bracket dialect can write this mention, or null. */
export function checkMention(shapes: readonly DialectShape[]): EncodeLoss | null {
  if (shapes.length === 0) return { code: 'empty-mention', message: 'the mention has no region' }
  if (shapes.some((shape) => shapeNumbers(shape).some((value) => !Number.isFinite(value)))) {
    return { code: 'not-finite', message: 'a coordinate is not a number' }
  }
  if (new Set(shapes.map((shape) => shape.kind)).size > 1) {
    return { code: 'mixed-kinds', message: 'boxes and points cannot stand in one mention' }
  }
  return null
}

/** Why a dialect that writes boxes alone cannot write this mention, or null. */
export function checkBoxes(shapes: readonly DialectShape[], system: string): EncodeLoss | null {
  const loss = checkMention(shapes)
  if (loss !== null) return loss
  if (shapes.every((shape) => shape.kind === 'box')) return null
  return { code: 'kind-unsupported', message: `${system} text has boxes, no points` }
}

/** The problem of a box whose corners are swapped, in the dialect's own numbers, or null. */
export function swappedProblem(box: { x1: number; y1: number; x2: number; y2: number }): BracketReading | null {
  const message =
    box.x2 < box.x1
      ? `x2 ${box.x2} is smaller than x1 ${box.x1}`
      : box.y2 < box.y1
        ? `y2 ${box.y2} is smaller than y1 ${box.y1}`
        : null
  return message === null ? null : { kind: 'problem', code: 'corners-swapped', message }
}

/** A warning when a shape sticks out of the picture by more than rounding explains; the shape is kept as it is. */
export function outsideWarning(
  shapes: readonly DialectShape[],
  size: Size,
  tolerance: { readonly x: number; readonly y: number },
): SpanWarning | null {
  const slack = { x: tolerance.x * 1.000001, y: tolerance.y * 1.000001 }
  const isOutside = (value: number, index: number): boolean =>
    index % 2 === 0
      ? value < -slack.x || value > size.width + slack.x
      : value < -slack.y || value > size.height + slack.y
  if (!shapes.some((shape) => shapeNumbers(shape).some(isOutside))) return null
  return { code: 'outside-image', message: 'part of it lies outside the picture' }
}
