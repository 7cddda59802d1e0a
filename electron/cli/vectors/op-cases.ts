import * as v from 'valibot'
import { dialectById } from '../../../shared/dialects/registry.ts'
import { CaseProblem, type Check, type OpCase } from './case.ts'
import { clipOps } from './clip-ops.ts'
import { emu1Ops, emu2Ops } from './emu-ops.ts'
import { florence2Ops } from './florence2-ops.ts'
import { importCocoOps } from './import-coco-ops.ts'
import { importCvatOps } from './import-cvat-ops.ts'
import { importFlickr30kOps } from './import-flickr30k-ops.ts'
import { importLabelStudioOps } from './import-label-studio-ops.ts'
import { importLabelMeOps } from './import-labelme-ops.ts'
import { importRefCocoOps } from './import-refcoco-ops.ts'
import { importVisualGenomeOps } from './import-visual-genome-ops.ts'
import { importVocOps } from './import-voc-ops.ts'
import { importXAnyLabelingOps } from './import-x-anylabeling-ops.ts'
import { importYoloOps } from './import-yolo-ops.ts'
import { internVlOps } from './internvl-ops.ts'
import { llamaFactoryOps } from './llama-factory-ops.ts'
import { llavaJsonOps } from './llava-json-ops.ts'
import { molmoOps } from './molmo-ops.ts'
import { moondreamOps } from './moondream-ops.ts'
import { msSwiftOps } from './ms-swift-ops.ts'
import { nougatOps } from './nougat-ops.ts'
import { type OpTable, opRegions, opSize } from './op-fields.ts'
import { openAiVisionOps } from './openai-vision-ops.ts'
import { openFlamingoOps } from './openflamingo-ops.ts'
import { paligemmaOps } from './paligemma-ops.ts'
import { qwen3Ops, qwen25Ops } from './qwen-json-ops.ts'
import { qwenVlOps } from './qwen-vl-ops.ts'
import { qwen2VlOps } from './qwen2-vl-ops.ts'
import { blipOps, donutOps, dreamLlmOps, ideficsOps } from './text-only-ops.ts'
import { trlOps } from './trl-ops.ts'
import { webDatasetOps } from './webdataset-ops.ts'

const systems: Readonly<Record<string, OpTable>> = {
  'qwen-vl': qwenVlOps,
  'qwen2-vl': qwen2VlOps,
  'qwen2.5-vl': qwen25Ops,
  'qwen3-vl': qwen3Ops,
  internvl: internVlOps,
  molmo: molmoOps,
  florence2: florence2Ops,
  moondream: moondreamOps,
  paligemma: paligemmaOps,
  donut: donutOps,
  dreamllm: dreamLlmOps,
  idefics: ideficsOps,
  blip: blipOps,
  clip: clipOps,
  'openai-vision': openAiVisionOps,
  'llava-json': llavaJsonOps,
  'ms-swift': msSwiftOps,
  'llama-factory': llamaFactoryOps,
  trl: trlOps,
  emu1: emu1Ops,
  emu2: emu2Ops,
  openflamingo: openFlamingoOps,
  nougat: nougatOps,
  webdataset: webDatasetOps,
  'import-coco': importCocoOps,
  'import-x-anylabeling': importXAnyLabelingOps,
  'import-label-studio': importLabelStudioOps,
  'import-flickr30k': importFlickr30kOps,
  'import-refcoco': importRefCocoOps,
  'import-visual-genome': importVisualGenomeOps,
  'import-cvat': importCvatOps,
  'import-voc': importVocOps,
  'import-labelme': importLabelMeOps,
  'import-yolo': importYoloOps,
}

/** `format` of a dialect without operations of its own: the regions as one mention. */
function formatMention(system: string, vector: OpCase): Check[] {
  const dialect = dialectById(system)
  if (dialect === null) throw new CaseProblem(`the dialect ${system} is not implemented`)
  if (vector.op !== 'format') throw new CaseProblem(`the operation ${vector.op} of ${system} is not implemented`)
  const written = dialect.encode(
    opRegions(vector).map(({ shape }) => shape),
    opSize(vector),
  )
  if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: !written.ok }]
  const received = written.ok ? written.value : written.error.message
  const accepted = v.parse(v.optional(v.array(v.string()), []), vector.also_accept)
  if (accepted.includes(received)) return [{ what: 'text', expected: received, received }]
  return [{ what: 'text', expected: vector.expected_text, received }]
}

/** Runs a case of the second layout: by the system's own operations, else against the dialect of the same name. */
export function runOpCase(system: string, vector: OpCase, file: readonly Readonly<Record<string, unknown>>[]): Check[] {
  const table = Object.hasOwn(systems, system) ? systems[system] : undefined
  if (table === undefined) return formatMention(system, vector)
  const run = Object.hasOwn(table, vector.op) ? table[vector.op] : undefined
  if (run === undefined) throw new CaseProblem(`the operation ${vector.op} of ${system} is not implemented`)
  return run(vector, file)
}
