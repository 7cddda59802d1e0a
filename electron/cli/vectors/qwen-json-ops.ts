import * as v from 'valibot'
import type { Dialect } from '../../../shared/dialects/dialect.ts'
import { writeQwenObjects } from '../../../shared/dialects/qwen-objects.ts'
import {
  qwen3Points,
  qwenBoxesOfOdinw,
  qwenBoxesOfSupervision,
} from '../../../shared/dialects/qwen-objects-upstream.ts'
import { qwen3Vl } from '../../../shared/dialects/qwen3-vl.ts'
import { createQwen25, qwen25Limits, qwen25Numbers, swiftQwen25Numbers } from '../../../shared/dialects/qwen25-vl.ts'
import { thousandths } from '../../../shared/dialects/thousandths.ts'
import { type ResizeLimits, type ResizeVariant, smartResize } from '../../../shared/geometry/smart-resize.ts'
import type { Size } from '../../../shared/geometry/spaces.ts'
import { type Check, field, type OpCase } from './case.ts'
import { fieldChecks, isInside, type OpTable, opRegions, opSize, toleranceOf } from './op-fields.ts'

const SizeField = v.object({ width: v.number(), height: v.number() })
const Options = v.object({ factor: v.number(), min_pixels: v.number(), max_pixels: v.number() })
const thousand = { width: 1000, height: 1000 }

/** The limits that the case states, or the official converter's. */
function limitsOf(vector: OpCase): ResizeLimits {
  if (vector.options === undefined) return qwen25Limits
  const options = field(vector, 'options', Options)
  return { factor: options.factor, minPixels: options.min_pixels, maxPixels: options.max_pixels }
}

function resize(vector: OpCase): Check[] {
  const limits = limitsOf(vector)
  const by = (variant: ResizeVariant) => (): unknown => {
    const resized = smartResize(opSize(vector), limits, variant)
    return resized.ok ? resized.value : { error: 'ValueError' }
  }
  return fieldChecks(vector, {
    expected_notebook: by('notebook'),
    expected_utils: by('utils'),
    expected_transformers: by('transformers'),
  })
}

/** The dialect's own text beside the writer's, where nothing sticks out. */
function ownText(vector: OpCase, dialect: Dialect): Check[] {
  const size = opSize(vector)
  const regions = opRegions(vector)
  if (vector.expected_text === undefined || !isInside(regions, size)) return []
  const labels = regions.map(({ label }) => label ?? '')
  const written = dialect.encode(
    regions.map(({ shape }) => shape),
    size,
    { role: 'assistant', labels },
  )
  const received = written.ok ? written.value : written.error.message
  return [{ what: 'the dialect’s own text', expected: vector.expected_text, received }]
}

function resizedOf(vector: OpCase): Size {
  const own = smartResize(opSize(vector), limitsOf(vector), 'notebook')
  if (vector.resized !== undefined) return field(vector, 'resized', SizeField)
  return own.ok ? own.value : opSize(vector)
}

function format25(vector: OpCase): Check[] {
  const size = opSize(vector)
  const resized = resizedOf(vector)
  const regions = opRegions(vector)
  const ints = regions.map(({ shape }) => qwen25Numbers(shape, size, resized))
  const usual = smartResize(size, limitsOf(vector), 'utils')
  const isUsual = usual.ok && usual.value.width === resized.width && usual.value.height === resized.height
  const labels = regions.map(({ label }) => label ?? '')
  return [
    ...fieldChecks(vector, {
      expected_ints: () => ints,
      expected_swift_ints: () => regions.map(({ shape }) => swiftQwen25Numbers(shape, size, resized)),
      expected_text: () => writeQwenObjects(ints, labels),
    }),
    ...(isUsual ? ownText(vector, createQwen25(limitsOf(vector))) : []),
  ]
}

function parse25(vector: OpCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  return fieldChecks(
    vector,
    { expected: () => qwenBoxesOfSupervision(text, opSize(vector), resizedOf(vector)) },
    toleranceOf(vector),
  )
}

function format3(vector: OpCase): Check[] {
  const size = opSize(vector)
  const regions = opRegions(vector)
  const ints = regions.map(({ shape }) => thousandths(shape, size))
  const labels = regions.map(({ label }) => label ?? '')
  return [
    ...fieldChecks(vector, { expected_ints: () => ints, expected_text: () => writeQwenObjects(ints, labels) }),
    ...ownText(vector, qwen3Vl),
  ]
}

function parse3(vector: OpCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  return fieldChecks(
    vector,
    {
      expected_supervision: () => qwenBoxesOfSupervision(text, opSize(vector), thousand),
      expected_odinw: () => qwenBoxesOfOdinw(text, opSize(vector)),
      expected_points: () => qwen3Points(text, opSize(vector)),
    },
    toleranceOf(vector),
  )
}

/** How each operation of `qwen2.5-vl.json` is run. */
export const qwen25Ops: OpTable = { resize, format: format25, parse: parse25 }
/** How each operation of `qwen3-vl.json` is run. */
export const qwen3Ops: OpTable = { resize, format: format3, parse: parse3 }
