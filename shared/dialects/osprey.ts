import type { Size } from '../geometry/spaces.ts'
import { err, ok } from '../result.ts'
import { readBeside } from './beside-values.ts'
import { readAll } from './bracket-parser.ts'
import type { BesideValues, Dialect, SpanParser } from './dialect.ts'
import { numberedShapes } from './gpt4roi.ts'
import { findHazards } from './hazards.ts'
import { llavaTemplates } from './llava-templates.ts'
import { shapeNumbers } from './mention.ts'
import { literalAt, type PlaceReader, plain, scanParser } from './scan-parser.ts'
import { boxesAndPolygons, checkShapes, noShapes } from './shape-kinds.ts'

/** Stands where the model gets what lies in a mask and where the mask lies. */
export const ospreyPlace = '<mask><pos>'

/** A box as the outline of a mask: its corners in turn, x and y by turns, in pixels. */
function maskOutline(corners: readonly number[]): number[] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners
  return [x1, y1, x2, y1, x2, y2, x1, y2]
}

/** The box around an outline. */
function outlineBox(outline: readonly number[]): [number, number, number, number] {
  const across = outline.filter((_, index) => index % 2 === 0)
  const down = outline.filter((_, index) => index % 2 === 1)
  return [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)]
}

function reader(size: Size, values: BesideValues | undefined): PlaceReader {
  let used = 0
  return (text, at, final) => {
    let from = at
    if (text.charAt(at) === 'r') {
      const name = /^region\d{0,9}/.exec(text.slice(at, at + 20))?.[0]
      if (!final && at + 20 > text.length) {
        const rest = text.slice(at)
        if (name === undefined ? 'region'.startsWith(rest) : name.length === rest.length) return 'wait'
      }
      if (name === undefined || !/\d$/.test(name)) return plain(at, at + 1)
      from = at + name.length
    }
    const isPlace = literalAt(text, from, ospreyPlace, final)
    if (isPlace === 'wait') return 'wait'
    if (!isPlace) return plain(at, at + 1)
    const reading = readBeside([values?.[used++]], size, outlineBox, 6)
    return [{ ...reading, start: at, end: from + ospreyPlace.length }]
  }
}

function parser(size: Size, values?: BesideValues): SpanParser {
  return scanParser(/r(?=egion|$|e$|eg$|egi$|egio$)|</g, reader(size, values))
}

/**
 * Osprey: `region1<mask><pos>` where a region is named first, `region1` afterwards; masks go beside the text, here as outlines in pixels
 * of the whole picture, and a box is the mask of its rectangle. Answers hold no regions. Source: CircleRadon/Osprey @ deb0e57d7e. Its
 * loader announces all regions in front of the first question instead (`osprey-row.ts`).
 */
export const osprey: Dialect = {
  id: 'osprey',
  title: 'Osprey',
  frame: 'Masks beside the text: pixels of the whole picture; a box is the mask of its rectangle',
  points: false,
  can: {
    asks: boxesAndPolygons,
    answers: noShapes,
    images: 'one',
    loss: 'answers',
  },
  halfStep: () => ({ x: 0, y: 0 }),
  encode(shapes, _size, context) {
    const loss = checkShapes(shapes, 'Osprey', boxesAndPolygons)
    if (loss !== null) return err(loss)
    const named = numberedShapes(shapes, context)
    if (context?.role === 'assistant' && named.some(({ isNew }) => isNew)) {
      const message = 'Osprey’s answers can name a region of an earlier question, but not a new one'
      return err({ code: 'kind-unsupported', message })
    }
    if (named.some(({ shape }) => shape.kind === 'box' && (shape.x2 < shape.x1 || shape.y2 < shape.y1))) {
      return err({ code: 'corners-swapped', message: 'the corners of the box are swapped' })
    }
    return ok(named.map(({ number, isNew }) => `region${number}${isNew ? ospreyPlace : ''}`).join(','))
  },
  beside: (shapes, _size, context) =>
    numberedShapes(shapes, context).flatMap(({ shape, isNew }) => (isNew ? [maskOutline(shapeNumbers(shape))] : [])),
  parser,
  decode: (text, size, values) => readAll(parser(size, values), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders: /<(?:image|mask|pos|region\d*|im_start|im_patch|im_end|s|\/s|unk|pad)>/g,
      braces: false,
    }),
  template: {
    ...llavaTemplates.conv_llava_v1,
    image: '<image>\nThis provides an overview of the picture.\n',
  },
}
