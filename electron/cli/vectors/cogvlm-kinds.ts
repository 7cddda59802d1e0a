import * as v from 'valibot'
import { cogvlm } from '../../../shared/dialects/cogvlm.ts'
import { cogvlmPixels, cogvlmPrompt, readAsCogvlm } from '../../../shared/dialects/cogvlm-upstream.ts'
import { type Check, field, type KindCase } from './case.ts'
import { shapesOf, sizeOf } from './kind-dialogue.ts'

function decode(vector: KindCase): Check[] {
  const read = readAsCogvlm(field(vector, 'input_text', v.string()))
  const size = sizeOf(vector)
  return [
    { what: 'boxes', expected: vector.expected_boxes_norm, received: read, tolerance: 1e-12 },
    {
      what: 'pixels',
      expected: vector.expected_boxes_px,
      received: read.map((mention) => mention.map((box) => cogvlmPixels(box, size))),
    },
  ]
}

function prompt(vector: KindCase): Check[] {
  const question = field(vector, 'input_text', v.string())
  const history = field(vector, 'history', v.array(v.tuple([v.string(), v.string()])))
  const expected = field(vector, 'expected', v.record(v.picklist(['base', 'chat', 'vqa', 'chat_old']), v.string()))
  const forms = ['base', 'chat', 'vqa', 'chat_old'] as const
  const received = Object.fromEntries(forms.map((form) => [form, cogvlmPrompt(form, question, history)]))
  return [{ what: 'prompts', expected, received }]
}

function encode(vector: KindCase): Check[] {
  const accepted = field(vector, 'accept_any', v.array(v.string()))
  const written = cogvlm.encode(
    shapesOf(vector).map(([, shape]) => shape),
    sizeOf(vector),
  )
  const text = written.ok ? written.value : written.error.message
  return [{ what: 'text', expected: accepted.find((one) => one === text) ?? accepted, received: text }]
}

/** How each kind of case of `cogvlm-grounding.json` is run. */
export const cogvlmKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = {
  decode,
  prompt,
  'encode-documented': encode,
}
