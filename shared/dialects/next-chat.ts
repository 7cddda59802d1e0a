import { fromSquareUnit, letterbox, squareArea, toSquareUnit } from '../geometry/letterbox.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok } from '../result.ts'
import { type BesideReading, readBeside } from './beside-values.ts'
import { readAll } from './bracket-parser.ts'
import type { BesideValues, Dialect, DialectShape, SpanParser } from './dialect.ts'
import { findHazards, vicunaSystem } from './hazards.ts'
import { shapeNumbers } from './mention.ts'
import { type Found, literalAt, type PlaceReader, plain, scanParser } from './scan-parser.ts'
import { checkShapes, onlyBoxes } from './shape-kinds.ts'

const place = '<at> <boxes>'
const again = ` ${place}`

function unit(value: number): number {
  return Math.min(Math.max(value, 0), 1) || 0
}

function unitBox(shape: DialectShape, size: Size): number[] {
  const frame = letterbox(size)
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = shapeNumbers(shape)
  const a = toSquareUnit(frame, { x: x1, y: y1 })
  const b = toSquareUnit(frame, { x: x2, y: y2 })
  return [a.x, a.y, b.x, b.y].map(unit)
}

/** A box of the padded square in pixels of the picture; not clamped, so that it may reach into the padding. */
export function nextChatPixels(values: readonly number[], size: Size): [number, number, number, number] {
  const frame = letterbox(size)
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = values
  const a = fromSquareUnit(frame, { x: x1, y: y1 })
  const b = fromSquareUnit(frame, { x: x2, y: y2 })
  return [a.x, a.y, b.x, b.y]
}

function readValues(values: readonly (readonly number[] | undefined)[], size: Size): BesideReading {
  return readBeside(values, size, (one) => nextChatPixels(one, size))
}

function reader(size: Size, values: BesideValues | undefined): PlaceReader {
  let used = 0
  const take = (): readonly number[] | undefined => values?.[used++]
  return (text, at, final) => {
    const isPlace = literalAt(text, at, place, final)
    if (isPlace === 'wait') return 'wait'
    if (isPlace) {
      let end = at + place.length
      let count = 1
      for (;;) {
        const more = literalAt(text, end, again, final)
        if (more === 'wait') return 'wait'
        if (!more) break
        end += again.length
        count++
      }
      const reading = readValues(Array.from({ length: count }, take), size)
      return [{ ...reading, start: at, end } satisfies Found]
    }
    for (const alone of ['<at>', '<boxes>']) {
      const stands = literalAt(text, at, alone, final)
      if (stands === 'wait') return 'wait'
      if (!stands) continue
      // Upstream's model predicts one box for each trigger, whatever follows it.
      if (alone === '<at>') take()
      const message = `${alone} stands alone: a region is ${place}`
      return [{ kind: 'malformed', start: at, end: at + alone.length, code: 'wrong-count', message }]
    }
    return plain(at, at + 1)
  }
}

function parser(size: Size, values?: BesideValues): SpanParser {
  return scanParser(/</g, reader(size, values))
}

/**
 * NExT-Chat: the text keeps one place for each box and the numbers go beside it, 0 to 1 of the white-padded, centred square, clamped,
 * not rounded. Source: NExT-ChatV/NExT-Chat @ 1e6c20f7e8. Answers need the predicted boxes: the text alone says nothing.
 */
export const nextChat: Dialect = {
  id: 'next-chat',
  title: 'NExT-Chat',
  frame: 'Numbers beside the text: square padded with white, picture centred; 0 to 1 of the long side; not rounded',
  source: { paper: '2311.04498', code: 'https://github.com/NExT-ChatV/NExT-Chat' },
  note: 'It can draw a mask for each box; masks do not stand in its text.',
  points: false,
  can: {
    asks: onlyBoxes,
    answers: onlyBoxes,
    images: 'one',
    loss: 'answers',
  },
  area: squareArea,
  halfStep: () => ({ x: 0, y: 0 }),
  encode(shapes) {
    const loss = checkShapes(shapes, 'NExT-Chat', onlyBoxes)
    return loss === null ? ok(shapes.map(() => place).join(' ')) : err(loss)
  },
  beside: (shapes, size) => shapes.map((shape) => unitBox(shape, size)),
  parser,
  decode: (text, size, values) => readAll(parser(size, values), text),
  hazards: (text) =>
    findHazards(text, {
      placeholders:
        /<(?:image|at|boxes|points|expr|objs|question|ph_st|ph_ed|im_start|im_patch|im_end|s|\/s|unk|pad)>/g,
      braces: true,
    }),
  template: {
    system: vicunaSystem,
    user: 'USER: {text} ASSISTANT:',
    assistant: ' {text}</s>',
    image: '<image> ',
  },
}
