import * as v from 'valibot'
import {
  convertLlamaFactoryRow,
  type LlamaFactoryEntry,
  llamaFactoryMarks,
  llamaFactoryNames,
  writeLlamaFactoryRow,
} from '../../../shared/dataset/formats/llama-factory-row.ts'
import { findMark } from '../../../shared/dataset/formats/pictured-turn.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { opDialogue, opTurns } from './op-dialogue.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

const names = v.record(v.string(), v.string())
const Entry = v.looseObject({
  file_name: v.string(),
  formatting: v.optional(v.string()),
  ranking: v.optional(v.boolean()),
  columns: v.optional(names),
  tags: v.optional(names),
})

function converted(row: Readonly<Record<string, unknown>>, entry: LlamaFactoryEntry) {
  const { prompt, response, system, images } = convertLlamaFactoryRow(row, entry)
  return {
    _prompt: prompt,
    _response: response,
    _system: system,
    _tools: '',
    _images: images,
    _videos: null,
    _audios: null,
  }
}

function line(vector: OpCase): Check[] {
  const dialogue = opDialogue(vector)
  const turns = opTurns(dialogue)
  const mark = findMark(turns, llamaFactoryMarks)
  if (vector.expected_error !== undefined) return [{ what: 'refused', expected: true, received: mark !== null }]
  const entry = field(vector, 'dataset_info_entry', Entry)
  const files = dialogue.images.map(({ path }) => path)
  const row = writeLlamaFactoryRow(files, turns, { system: dialogue.system, entry })
  return [
    { what: 'refused', expected: false, received: mark !== null },
    ...fieldChecks(vector, { expected_line: () => row, converted: () => converted(row, entry) }),
  ]
}

function convert(vector: OpCase): Check[] {
  const entry = field(vector, 'dataset_info_entry', Entry)
  const expected = field(vector, 'expected', v.record(v.string(), v.unknown()))
  const { columns, tags } = llamaFactoryNames(entry)
  const sample =
    vector.record === undefined
      ? null
      : convertLlamaFactoryRow(field(vector, 'record', v.record(v.string(), v.unknown())), entry)
  const checks = Object.entries(expected).map(([name, value]): Check => {
    const check = (received: unknown): Check => ({ what: name, expected: value, received })
    if (name === 'prompt' || name === 'response') return check(sample?.[name].length)
    if (name.endsWith('_column')) return check(columns[name.slice(0, -'_column'.length)])
    if (Object.hasOwn(tags, name)) return check(tags[name])
    if (Object.hasOwn(columns, name)) return check(columns[name])
    throw new CaseProblem(`${name} is not known`)
  })
  if (vector.dropped === undefined) return checks
  return [...checks, { what: 'dropped', expected: vector.dropped, received: sample?.problem !== null }]
}

/** How each operation of `llama-factory.json` is run. */
export const llamaFactoryOps: OpTable = { line, convert }
