import { pythonFixed, roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser } from './dialect.ts'
import { findTokens } from './hazards.ts'
import { molmoReader } from './molmo-reader.ts'
import { scanParser } from './scan-parser.ts'
import { checkShapes, noShapes, onlyPoints } from './shape-kinds.ts'

/** A point in percent of the picture's width and height. */
export type PercentPoint = readonly [x: number, y: number]

const unsafe = /["<>\n]/

/** A point in percent as Molmo divides it: by a hundredth of the side. Not clamped. */
export function molmoPercent(point: { readonly x: number; readonly y: number }, size: Size): PercentPoint {
  return [point.x / (size.width / 100), point.y / (size.height / 100)]
}

/** Points in percent as one tag: one decimal as NumPy rounds it, sorted by x and then y. There is at least one point. */
export function writeMolmo(points: readonly PercentPoint[], inline: string, alt: string): string {
  const rounded = points
    .map(([x, y]): PercentPoint => [roundHalfEven(x * 10) / 10, roundHalfEven(y * 10) / 10])
    .sort((a, b) => a[0] * 10000 + a[1] - (b[0] * 10000 + b[1]))
    .map(([x, y]) => [pythonFixed(x || 0, 1), pythonFixed(y || 0, 1)])
  const [first] = rounded
  if (rounded.length === 1) return `<point x="${first?.[0]}" y="${first?.[1]}" alt="${alt}">${inline}</point>`
  const places = rounded.map(([x, y], index) => `x${index + 1}="${x}" y${index + 1}="${y}"`)
  return `<points ${places.join(' ')} alt="${alt}">${inline}</points>`
}

function within(point: PercentPoint): PercentPoint {
  return [Math.min(Math.max(point[0], 0), 100), Math.min(Math.max(point[1], 0), 100)]
}

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'Molmo', onlyPoints)
  if (loss !== null) return err(loss)
  const groups = new Map<string, PercentPoint[]>()
  for (const [index, shape] of shapes.entries()) {
    if (shape.kind !== 'point') continue
    const label = context?.labels?.[index] ?? ''
    const point = within(molmoPercent(shape, size))
    groups.set(label, [...(groups.get(label) ?? []), point])
  }
  const phrase = context?.phrase
  const bad = [phrase ?? '', ...groups.keys()].find((words) => unsafe.test(words))
  if (bad !== undefined) {
    return err({ code: 'unsafe-label', message: `“${bad}” holds a quote, an angle bracket or a line break` })
  }
  if (phrase !== undefined && phrase !== '') {
    const [only = ''] = groups.size === 1 ? groups.keys() : []
    return ok(writeMolmo([...groups.values()].flat(), phrase, only || phrase))
  }
  const tags = [...groups].map(([label, points]) => writeMolmo(points, label.toLowerCase(), label.toLowerCase()))
  return ok(tags.join(' '))
}

function createParser(size: Size): SpanParser {
  return scanParser(/[<(C]/g, molmoReader(size))
}

/**
 * Molmo: points in percent of each axis with one decimal, in tags that hold the words they belong to. No boxes. Source:
 * `data_formatter.py` of allenai/molmo @ 793fa38; points of one tag are sorted as there, and those outside are clamped.
 */
export const molmo: Dialect = {
  id: 'molmo',
  title: 'Molmo',
  frame: 'Whole picture, each axis by itself; percent; one decimal, rounded half to even; points only',
  source: { paper: '2409.17146', code: 'https://github.com/allenai/molmo' },
  points: true,
  boxes: false,
  can: {
    asks: noShapes,
    answers: onlyPoints,
    images: 'one',
    loss: 'answers',
  },
  phrases: 'blank-outside',
  halfStep: (size) => ({ x: size.width / 2000, y: size.height / 2000 }),
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, /<\/?points?\b[^<>]*>|<\|[A-Za-z_]+\|>/g),
  template: {
    system: '',
    user: ' User: {text} Assistant:',
    assistant: ' {text}',
    image: '<image>',
    imagePlacement: 'front',
  },
}
