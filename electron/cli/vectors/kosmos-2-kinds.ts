import * as v from 'valibot'
import type { DialectShape } from '../../../shared/dialects/dialect.ts'
import { kosmos2, kosmos2Training } from '../../../shared/dialects/kosmos-2.ts'
import { kosmosTrainingCrop } from '../../../shared/dialects/kosmos-2-crop.ts'
import {
  type KosmosPart,
  kosmosPrompt,
  readKosmosAnswer,
  writeKosmosHf,
  writeKosmosTraining,
} from '../../../shared/dialects/kosmos-2-upstream.ts'
import {
  type CellPair,
  cellBox,
  hfCells,
  type KosmosRule,
  patchToken,
  trainingCells,
  type UnitBox,
} from '../../../shared/dialects/kosmos-cells.ts'
import { shapeNumbers } from '../../../shared/dialects/mention.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { CaseProblem, type Check, field, type KindCase } from './case.ts'
import { shapesOf, sizeOf } from './kind-dialogue.ts'

const Parts = v.array(v.union([v.string(), v.object({ phrase: v.string(), refs: v.array(v.string()) })]))

function unitBox(shape: DialectShape, { width, height }: Size): UnitBox {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = shapeNumbers(shape)
  return [x1 / width, y1 / height, x2 / width, y2 / height]
}

function onlyShape(vector: KindCase): DialectShape {
  const [first] = shapesOf(vector)
  if (first === undefined) throw new CaseProblem('the case has no region')
  return first[1]
}

function isToken(cell: number): boolean {
  return cell >= 0 && cell < 1024
}

function index(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const shape = onlyShape(vector)
  const unit = unitBox(shape, size)
  const training = trainingCells(unit)
  const hf = hfCells(unit)
  const back = cellBox(training)
  const pixels = back.map((value, i) => value * (i % 2 === 0 ? size.width : size.height))
  const expected = field(vector, 'expected_hf', v.object({ indices: v.nullable(v.array(v.number())) }))
  const written = kosmos2.encode([shape], size)
  const tight = expected.indices?.every(isToken)
    ? `<object>${expected.indices.map(patchToken).join('')}</object>`
    : null
  return [
    {
      what: 'training cells',
      expected: vector.expected_train,
      received: { indices: training, tokens: training.map(patchToken) },
    },
    {
      what: 'cells of Hugging Face',
      expected: vector.expected_hf,
      received:
        hf === null
          ? { indices: null, tokens: null, error: 'ValueError' }
          : { indices: hf, tokens: hf.map(patchToken), error: null },
    },
    { what: 'read back', expected: vector.expected_px_after_roundtrip, received: pixels, tolerance: 1e-6 },
    { what: 'text of the dialect', expected: tight, received: written.ok ? written.value : null },
  ]
}

function partsOf(vector: KindCase, rule: KosmosRule): KosmosPart[] {
  const size = sizeOf(vector)
  const shapes = new Map(shapesOf(vector))
  const cells = (ref: string): CellPair => {
    const shape = shapes.get(ref)
    const found = shape === undefined ? null : (rule === 'hf' ? hfCells : trainingCells)(unitBox(shape, size))
    if (found === null) throw new CaseProblem(`the region ${ref} has no cells`)
    return found
  }
  return field(vector, 'parts', Parts).map((part) =>
    typeof part === 'string' ? part : { phrase: part.phrase, cells: part.refs.map(cells) },
  )
}

/** The mentions of the case through the dialect, tight, to be compared with upstream's text without blanks between tokens. */
function dialectText(vector: KindCase, rule: KosmosRule): string {
  const size = sizeOf(vector)
  const shapes = new Map(shapesOf(vector))
  const dialect = rule === 'hf' ? kosmos2 : kosmos2Training
  return field(vector, 'parts', Parts)
    .map((part) => {
      if (typeof part === 'string') return part
      const found = part.refs.flatMap((ref) => shapes.get(ref) ?? [])
      if (found.length === 0) return part.phrase
      const written = dialect.encode(found, size, { role: 'user', phrase: part.phrase })
      return written.ok ? written.value : written.error.message
    })
    .join('')
}

const withoutMarks = (text: string): string =>
  text
    .replace(/^<grounding> ?|<\/s>$/g, '')
    .replace(/(<object>|<patch_index_\d+>|<\/delimiter_of_multi_objects\/>) /g, '$1')
    .replace(/<phrase>([^<]*)<\/phrase>(?!<object>)/g, '$1')
    .trimStart()

function encode(vector: KindCase): Check[] {
  const hf = field(vector, 'expected_hf_text', v.string())
  const training = field(vector, 'expected_train_text', v.string())
  return [
    { what: 'text of Hugging Face', expected: hf, received: writeKosmosHf(partsOf(vector, 'hf')) },
    { what: 'training text', expected: training, received: writeKosmosTraining(partsOf(vector, 'training')) },
    { what: 'text of the dialect', expected: withoutMarks(hf), received: dialectText(vector, 'hf').trimStart() },
    {
      what: 'training text of the dialect',
      expected: withoutMarks(training),
      received: dialectText(vector, 'training').trimStart(),
    },
  ]
}

function prompt(vector: KindCase): Check[] {
  const text =
    vector.parts === undefined ? field(vector, 'input_text', v.string()) : writeKosmosHf(partsOf(vector, 'hf'))
  return [{ what: 'prompt', expected: vector.expected_hf_text, received: kosmosPrompt(text) }]
}

function decode(vector: KindCase): Check[] {
  const read = readKosmosAnswer(field(vector, 'input_text', v.string()), sizeOf(vector))
  const entities = read.entities.map(({ phrase, span, boxesNorm, boxesPx }) => ({
    phrase,
    span,
    boxes_norm: boxesNorm,
    boxes_px: boxesPx,
  }))
  return [
    { what: 'text', expected: vector.expected_text, received: read.text },
    { what: 'entities', expected: vector.expected_entities, received: entities, tolerance: 1e-6 },
  ]
}

function trainCrop(vector: KindCase): Check[] {
  const shape = onlyShape(vector)
  if (shape.kind !== 'box') throw new CaseProblem('the region is no box')
  const cropped = kosmosTrainingCrop(shape, sizeOf(vector), field(vector, 'drop_threshold', v.number()))
  return [
    { what: 'box in the crop', expected: vector.expected_norm_in_crop, received: cropped, tolerance: 1e-6 },
    { what: 'cells', expected: vector.expected_indices, received: cropped === null ? null : trainingCells(cropped) },
  ]
}

/** How each kind of case of `kosmos-2.json` is run. */
export const kosmos2Kinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = {
  index,
  encode,
  prompt,
  decode,
  'train-crop': trainCrop,
}
