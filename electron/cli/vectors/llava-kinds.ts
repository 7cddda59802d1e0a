import * as v from 'valibot'
import { llavaId, writeLlavaRow } from '../../../shared/dataset/formats/llava-row.ts'
import { type LlavaLossForm, llavaLossText } from '../../../shared/dataset/llava-loss.ts'
import { llava15, llavaList, llavaZero } from '../../../shared/dialects/llava.ts'
import { llavaTemplates } from '../../../shared/dialects/llava-templates.ts'
import {
  llavaBoxLine,
  llavaPad,
  llavaTeacherText,
  llavaTiles,
  placeLlavaImage,
} from '../../../shared/dialects/llava-upstream.ts'
import { joinTurns, promptOf, type WrittenTurn } from '../../../shared/dialogue/prompt.ts'
import { CaseProblem, type Check, field, type KindCase } from './case.ts'
import { regionTable, shapesOf, sizeOf, turnsOf, vectorImageId } from './kind-dialogue.ts'

const strings = v.array(v.string())

function encode(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const name = field(vector, 'dialect', v.string())
  if (name !== 'llava-1.5-region' && name !== 'svit-3-decimals') throw new CaseProblem(`${name} is not known`)
  const received = shapesOf(vector).map(([id, shape]) => {
    if (name === 'svit-3-decimals') return [id, llavaList(shape, size, 'square', 3)]
    const written = llava15.encode([shape], size)
    return [id, written.ok ? written.value : written.error.message]
  })
  return [{ what: 'texts', expected: vector.expected_region_text, received: Object.fromEntries(received) }]
}

function row(vector: KindCase): Check[] {
  const file = vector.image?.file
  if (file === undefined) throw new CaseProblem('the case names no picture file')
  const image = { ...sizeOf(vector), id: vectorImageId }
  const built = promptOf({ turns: turnsOf(vector), regions: regionTable(vector), image, dialect: llava15 })
  const turns = built.turns.map(({ role, text }) => ({ role, pieces: [{ kind: 'text' as const, text }] }))
  return [{ what: 'row', expected: vector.expected_row, received: writeLlavaRow(llavaId(file), [file], turns) }]
}

function frame(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const pinpoints = field(vector, 'pinpoints', v.array(v.tuple([v.number(), v.number()])))
  const canvases = pinpoints.map(([width, height]) => ({ width, height }))
  const { canvas, resized, left, top, columns, rows } = llavaTiles(size, canvases)
  const anyres = {
    best_resolution: [canvas.width, canvas.height],
    resized: [resized.width, resized.height],
    paste: [left, top],
    fill: [0, 0, 0],
    grid: [columns, rows],
    tiles_row_major: columns * rows,
    views: columns * rows + 1,
  }
  return [{ what: 'frames', expected: vector.expected, received: { pad: llavaPad(size), anyres } }]
}

function turnsWith(vector: KindCase, wrap?: string): WrittenTurn[] {
  return field(vector, 'turns', strings).map((text, index) =>
    index % 2 === 0 ? { role: 'user', text: placeLlavaImage(text, wrap) } : { role: 'assistant', text },
  )
}

function multimodal(vector: KindCase): Check[] {
  const texts = (wrap?: string): string[] => turnsWith(vector, wrap).map((turn) => turn.text)
  return [
    { what: 'turns', expected: vector.expected_turns, received: texts() },
    {
      what: 'turns with start and end',
      expected: vector.expected_turns_start_end,
      received: texts('<im_start><image><im_end>'),
    },
  ]
}

function templateOf(vector: KindCase): keyof typeof llavaTemplates {
  const name = field(vector, 'template', v.string())
  const known = Object.keys(llavaTemplates) as (keyof typeof llavaTemplates)[]
  const found = known.find((one) => one === name)
  if (found === undefined) throw new CaseProblem(`the template ${name} is not implemented`)
  return found
}

function prompt(vector: KindCase): Check[] {
  const template = llavaTemplates[templateOf(vector)]
  const turns = turnsWith(vector, template.image.trimEnd())
  return [
    { what: 'training', expected: vector.expected_prompt_training, received: joinTurns(turns, template) },
    {
      what: 'inference',
      expected: vector.expected_prompt_inference,
      received: joinTurns(turns.slice(0, -1), template),
    },
  ]
}

const lossForms: Readonly<Record<string, LlavaLossForm>> = {
  conv_vicuna_v1: 'v1',
  conv_llava_v0: 'v0',
  conv_llava_plain: 'plain',
}

function loss(vector: KindCase): Check[] {
  const name = field(vector, 'template', v.string())
  const form = lossForms[name]
  if (form === undefined) throw new CaseProblem(`the loss of ${name} is not implemented`)
  const turns = turnsWith(vector)
  const written = joinTurns(turns, llavaTemplates.conv_vicuna_v1)
  const answers = turns.flatMap((turn) => (turn.role === 'assistant' ? [turn.text] : []))
  const runs = llavaLossText(form, written, answers)
  if (vector.expected_loss_text !== undefined) {
    return [{ what: 'loss', expected: vector.expected_loss_text, received: runs }]
  }
  const inside = field(vector, 'expected_loss_contains', strings)
  const outside = field(vector, 'expected_no_loss', strings)
  const holds = (text: string): boolean => runs.some((run) => run.includes(text))
  return [
    { what: 'texts with loss', expected: inside, received: inside.filter(holds) },
    { what: 'texts without', expected: [], received: outside.filter(holds) },
  ]
}

function teacher(vector: KindCase): Check[] {
  const Instance = v.object({ category: v.string(), bbox: v.array(v.number()) })
  const unit = { width: 1, height: 1 }
  const lines = field(vector, 'instances', v.array(Instance)).map(({ category, bbox }) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = bbox
    return llavaBoxLine(category, { kind: 'box', x1, y1, x2, y2 }, unit)
  })
  return [
    {
      what: 'context',
      expected: vector.expected,
      received: llavaTeacherText(field(vector, 'captions', strings), lines),
    },
  ]
}

function teacherBox(vector: KindCase): Check[] {
  const labels = field(vector, 'labels', strings)
  const size = sizeOf(vector)
  const shapes = shapesOf(vector)
  const lines = shapes.map(([, shape], index) => llavaBoxLine(labels[index] ?? '', shape, size))
  const dialect = shapes.map(([, shape], index) => {
    const written = llavaZero.encode([shape], size)
    return `${labels[index]}: ${written.ok ? written.value : written.error.message}`
  })
  return [
    { what: 'lines', expected: vector.expected_lines, received: lines },
    { what: 'lines of the dialect', expected: vector.expected_lines, received: dialect },
  ]
}

/** How each kind of case of `llava.json` is run. */
export const llavaKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = {
  encode,
  'encode-derived': encode,
  row,
  frame,
  multimodal,
  prompt,
  loss,
  'synthesis-context': teacher,
  'synthesis-box': teacherBox,
}
