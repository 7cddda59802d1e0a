import type { Size } from '../geometry/spaces.ts'
import type { DialectShape } from './dialect.ts'
import { ferretFeature } from './ferret.ts'
import { shapeNumbers } from './mention.ts'

const steps = 1000

/** A region as Ferret's demo sends it: `int(1000 * x / side)`, not clamped. One less or more than training for some sides. */
export function ferretDemoText(shape: DialectShape, size: Size): string {
  const numbers = shapeNumbers(shape).map((value, i) =>
    Math.trunc((steps * value) / (i % 2 === 0 ? size.width : size.height)),
  )
  return `[${numbers.join(', ')}]`
}

/** The same with the mark of a user's region behind it. */
export function ferretDemoRegion(shape: DialectShape, size: Size): string {
  return ferretDemoText(shape, size) + ferretFeature
}

function toPixels(box: readonly number[], size: Size): number[] {
  return box.slice(0, 4).map((value, i) => Math.trunc(value * ((i % 2 === 0 ? size.width : size.height) / steps)))
}

function distinct(boxes: readonly number[][]): number[][] {
  return [...new Map(boxes.map((box) => [box.join(), box])).values()]
}

/**
 * What Ferret's demo reads (`show_location`, written anew): boxes of whole numbers with `, ` between them, each once, and once more each
 * pixel box once; the text around them by sentence.
 */
export function readFerretDemo(text: string, size: Size): { readonly boxes: number[][]; readonly texts: string[] } {
  const pattern = /\[(\d+), (\d+), (\d+), (\d+)\]/g
  const found = [...text.matchAll(pattern)].map((match) => match.slice(1).map(Number))
  const texts = text
    .replace(pattern, '')
    .split('.')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return { boxes: distinct(distinct(found).map((box) => toPixels(box, size))), texts }
}

/** Why Ferret's evaluation stops: too few numbers, or something that is no whole number. */
export type FerretStop = 'IndexError' | 'ValueError'

/**
 * What Ferret's evaluation reads (`eval_refexp.py`, written anew): each bracket with the text in front of it; after a bracket the text
 * up to the next stop is skipped.
 */
export function readFerretEvaluation(
  text: string,
  size: Size,
): { readonly boxes: number[][]; readonly entities: string[] } | { readonly stop: FerretStop } {
  const boxes: number[][] = []
  const entities: string[] = []
  let start = 0
  let entity = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '[') {
      entity = text.slice(start, Math.max(at, start)).trim()
      start = at + 1
    } else if (char === ']') {
      const parts = text.slice(start, Math.max(at, start)).trim().split(',')
      start = at + 1
      if (!parts.every((part) => /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(part))) return { stop: 'ValueError' }
      if (parts.length < 4) return { stop: 'IndexError' }
      entities.push(entity)
      boxes.push(
        toPixels(
          parts.map((part) => Number(part.replaceAll('_', ''))),
          size,
        ),
      )
      while (start < text.length && !'.,;!?'.includes(text.charAt(start))) start++
      start++
    }
  }
  return { boxes, entities }
}
