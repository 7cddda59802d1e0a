import type { Size } from '../geometry/spaces.ts'
import { err, ok } from '../result.ts'
import { type BesideReading, readBeside } from './beside-values.ts'
import { readAll } from './bracket-parser.ts'
import type { BesideValues, Dialect, DialectShape, SpanParser } from './dialect.ts'
import { numberedShapes } from './gpt4roi.ts'
import { findHazards } from './hazards.ts'
import { llavaTemplates } from './llava-templates.ts'
import { outsideWarning, shapeNumbers } from './mention.ts'
import { literalAt, type PlaceReader, plain, scanParser } from './scan-parser.ts'
import { boxesAndPolygons, checkShapes, noShapes } from './shape-kinds.ts'

/** Stands where the model gets what lies in a mask and where the mask lies. */
export const ospreyPlace = '<mask><pos>'

/** A region as the outline of a mask: its corners in turn, x and y by turns, in pixels. */
function maskOutline(shape: DialectShape): number[] {
  const numbers = shapeNumbers(shape)
  if (shape.kind === 'polygon') return numbers
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers
  return [x1, y1, x2, y1, x2, y2, x1, y2]
}

/** The shape of an outline: a box where its corners are those of one, in our order; else a polygon. */
function readOutline(values: readonly number[] | undefined, size: Size): BesideReading {
  if (values === undefined) return readBeside([values], size, () => [0, 0, 0, 0])
  const [x1 = 0, y1 = 0, x2 = 0, , , y2 = 0] = values
  const corners = [x1, y1, x2, y1, x2, y2, x1, y2]
  if (values.length === 8 && corners.every((value, index) => value === values[index])) {
    return readBeside([values], size, () => [x1, y1, x2, y2], 8)
  }
  if (values.length < 6 || values.length % 2 === 1) {
    const message = `${values.length} numbers came beside the text: an outline has two for each of three corners or more`
    return { kind: 'malformed', code: 'wrong-count', message }
  }
  if (!values.every(Number.isFinite)) {
    return { kind: 'malformed', code: 'not-a-number', message: 'a number beside the text is not finite' }
  }
  const points = Array.from({ length: values.length / 2 }, (_, i) => ({
    x: values[2 * i] ?? 0,
    y: values[2 * i + 1] ?? 0,
  }))
  const shape: DialectShape = { kind: 'polygon', points }
  const outside = outsideWarning([shape], size, { x: size.width * 1e-6, y: size.height * 1e-6 })
  return { kind: 'mention', shapes: [shape], warnings: outside === null ? [] : [outside] }
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
    const reading = readOutline(values?.[used++], size)
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
  source: { paper: '2312.10032', code: 'https://github.com/CircleRadon/Osprey' },
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
    numberedShapes(shapes, context).flatMap(({ shape, isNew }) => (isNew ? [maskOutline(shape)] : [])),
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
