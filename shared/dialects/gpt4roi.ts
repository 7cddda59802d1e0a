import type { Size } from '../geometry/spaces.ts'
import { err, ok } from '../result.ts'
import { readBeside } from './beside-values.ts'
import { readAll } from './bracket-parser.ts'
import type { BesideValues, Dialect, DialectShape, MentionContext, SpanParser } from './dialect.ts'
import { findHazards } from './hazards.ts'
import { shapeNumbers } from './mention.ts'
import { literalAt, type PlaceReader, plain, scanParser } from './scan-parser.ts'
import { checkShapes, noShapes, onlyBoxes } from './shape-kinds.ts'

const place = '<bbox>'

type Numbered = { readonly shape: DialectShape; readonly number: number; readonly isNew: boolean }

/** Each shape with its region's number; without a context they are all new. */
export function numberedShapes(shapes: readonly DialectShape[], context?: MentionContext): Numbered[] {
  return shapes.map((shape, index) => {
    const region = context?.regions?.[index]
    return { shape, number: region?.number ?? index + 1, isNew: region?.isNew ?? true }
  })
}

function unitBox(shape: DialectShape, size: Size): number[] {
  return shapeNumbers(shape).map((value, index) => value / (index % 2 === 0 ? size.width : size.height))
}

/** Boxes in 0 to 1 of each axis in pixels, as they are. */
function gpt4roiPixels(values: readonly number[], size: Size): [number, number, number, number] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = values
  return [x1 * size.width, y1 * size.height, x2 * size.width, y2 * size.height]
}

function reader(size: Size, values: BesideValues | undefined): PlaceReader {
  let used = 0
  return (text, at, final) => {
    let from = at
    if (text.charAt(at) === 'r') {
      const name = /^region\d{0,9} ?/.exec(text.slice(at, at + 20))?.[0]
      const isName = name !== undefined && /^region\d+ $/.test(name)
      if (!final && at + 20 > text.length) {
        const rest = text.slice(at)
        if (name === undefined ? 'region'.startsWith(rest) : name.length === rest.length) return 'wait'
      }
      if (!isName) return plain(at, at + 1)
      from = at + name.length
    }
    const isPlace = literalAt(text, from, place, final)
    if (isPlace === 'wait') return 'wait'
    if (!isPlace) return plain(at, at + 1)
    const reading = readBeside([values?.[used++]], size, (one) => gpt4roiPixels(one, size))
    return [{ ...reading, start: at, end: from + place.length }]
  }
}

function parser(size: Size, values?: BesideValues): SpanParser {
  return scanParser(/r(?=egion|$|e$|eg$|egi$|egio$)|</g, reader(size, values))
}

/**
 * GPT4RoI: `region1 <bbox>` where a region is named first, `region1` afterwards; the boxes go beside the text, 0 to 1 of each axis of the
 * whole picture, not clamped, in the order of the places. Answers hold no regions. Source: jshilong/GPT4RoI @ 00273adec9.
 */
export const gpt4roi: Dialect = {
  id: 'gpt4roi',
  title: 'GPT4RoI',
  frame: 'Numbers beside the text: whole picture, each axis by itself; 0 to 1; not rounded',
  source: { paper: '2307.03601', code: 'https://github.com/jshilong/GPT4RoI' },
  note: 'Answers name regions of the question; they bring no coordinates of their own.',
  points: false,
  can: {
    asks: onlyBoxes,
    answers: noShapes,
    images: 'one',
    loss: 'answers-and-headers',
  },
  halfStep: () => ({ x: 0, y: 0 }),
  encode(shapes, _size, context) {
    const loss = checkShapes(shapes, 'GPT4RoI', onlyBoxes)
    if (loss !== null) return err(loss)
    const named = numberedShapes(shapes, context)
    if (context?.role === 'assistant' && named.some(({ isNew }) => isNew)) {
      const message = 'GPT4RoI’s answers can name a region of an earlier question, but not a new one'
      return err({ code: 'kind-unsupported', message })
    }
    return ok(named.map(({ number, isNew }) => `region${number}${isNew ? ` ${place}` : ''}`).join(', '))
  },
  beside: (shapes, size, context) =>
    numberedShapes(shapes, context).flatMap(({ shape, isNew }) => (isNew ? [unitBox(shape, size)] : [])),
  parser,
  decode: (text, size, values) => readAll(parser(size, values), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders: /<(?:image|bbox|region\d+|\d*|im_start|im_patch|im_end|s|\/s|unk|pad)>/g,
      braces: false,
      roles: /###|\b(?:Human|Assistant):/g,
    }),
  template: {
    system:
      "A chat between a curious human and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the human's questions.\n\n### ",
    user: 'Human: {text}\n### ',
    assistant: 'Assistant: {text}\n### ',
    image: 'The <image> provides an overview of the picture.\n',
  },
}
