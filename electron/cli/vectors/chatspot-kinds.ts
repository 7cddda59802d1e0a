import * as v from 'valibot'
import { ChatspotRow, fillChatspotRow } from '../../../shared/dataset/formats/chatspot-row.ts'
import { type ChatspotMode, chatspotPad, chatspotResize, rowBox } from '../../../shared/dialects/chatspot.ts'
import { chatspotPixels, readAsChatspot } from '../../../shared/dialects/chatspot-upstream.ts'
import { joinTurns, placeImage, type WrittenTurn } from '../../../shared/dialogue/prompt.ts'
import { CaseProblem, type Check, field, type KindCase } from './case.ts'
import { shapesOf, sizeOf } from './kind-dialogue.ts'

const Expected = v.looseObject({ boxes: v.array(v.string()), turns: v.array(v.string()) })

function encodeMode(vector: KindCase, mode: ChatspotMode, expected: v.InferOutput<typeof Expected>): Check[] {
  const dialect = mode === 'pad' ? chatspotPad : chatspotResize
  const size = sizeOf(vector)
  const boxes = shapesOf(vector).map(([, shape]) => {
    const written = dialect.encode([shape], size)
    return written.ok ? written.value : written.error.message
  })
  const filled = fillChatspotRow(field(vector, 'expected_row', ChatspotRow), size, mode)
  if (!filled.ok) throw new CaseProblem(filled.error)
  const turns = placeImage(filled.value, dialect.template).map((turn) => turn.text)
  return [
    { what: `${mode} boxes`, expected: expected.boxes, received: boxes },
    { what: `${mode} turns`, expected: expected.turns, received: turns },
  ]
}

function encode(vector: KindCase): Check[] {
  const expected = field(vector, 'expected', v.object({ pad: v.optional(Expected), resize: v.optional(Expected) }))
  const boxes = shapesOf(vector).flatMap(([, shape]) => (shape.kind === 'box' ? [[...rowBox(shape)]] : []))
  return [
    {
      what: 'boxes of the row',
      expected: field(vector, 'expected_row', ChatspotRow).boxes ?? [],
      received: boxes,
      tolerance: 1e-9,
    },
    ...(expected.pad ? encodeMode(vector, 'pad', expected.pad) : []),
    ...(expected.resize ? encodeMode(vector, 'resize', expected.resize) : []),
  ]
}

function prompt(vector: KindCase): Check[] {
  const texts =
    vector.turns === undefined ? [field(vector, 'input_text', v.string())] : field(vector, 'turns', v.array(v.string()))
  const turns = texts.map((text, index): WrittenTurn => ({ role: index % 2 === 0 ? 'user' : 'assistant', text }))
  const { template } = chatspotResize
  return [
    {
      what: 'prompt',
      expected: field(vector, 'expected_prompt', v.string()),
      received: joinTurns(placeImage(turns, template), template),
    },
  ]
}

function decode(vector: KindCase): Check[] {
  const read = readAsChatspot(field(vector, 'input_text', v.string()))
  const size = sizeOf(vector)
  const received: Record<string, unknown> = {
    expected_boxes_1000: read,
    expected_boxes_px_resize: read.map((mention) => mention.map((box) => chatspotPixels(box, size))),
  }
  return Object.entries(received)
    .filter(([name]) => vector[name] !== undefined)
    .map(([name, value]) => ({ what: name, expected: vector[name], received: value, tolerance: 1e-6 }))
}

/** How each kind of case of `chatspot.json` is run. */
export const chatspotKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = { encode, prompt, decode }
