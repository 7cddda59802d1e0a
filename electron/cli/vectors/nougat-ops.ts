import * as v from 'valibot'
import { cleanNougatPage } from '../../../shared/dataset/formats/nougat-clean.ts'
import { lineOffsets, nougatPages } from '../../../shared/dataset/formats/nougat-index.ts'
import {
  closeNougatEnvironments,
  joinNougatPages,
  nougatMarkdown,
} from '../../../shared/dataset/formats/nougat-markdown.ts'
import { truncateRepetitions } from '../../../shared/dataset/formats/nougat-repetitions.ts'
import { field, matches, type OpCase } from './case.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

const text = (vector: OpCase): string => field(vector, 'input_text', v.string())

/** The pages in the order in which the case lists them, where any order will do. */
function inOrderOf(expected: unknown, received: readonly unknown[]): unknown[] {
  const rest = [...received]
  const ordered = (Array.isArray(expected) ? expected : []).flatMap((one) => {
    const at = rest.findIndex((other) => matches(one, other))
    return at < 0 ? [] : rest.splice(at, 1)
  })
  return [...ordered, ...rest]
}

/** How each operation of `nougat.json` is run. */
export const nougatOps: OpTable = {
  markdown: (vector) => fieldChecks(vector, { expected_text: () => nougatMarkdown(text(vector)) }),
  clean: (vector) => fieldChecks(vector, { expected_text: () => cleanNougatPage(text(vector), new Set()) }),
  close_envs: (vector) => fieldChecks(vector, { expected_text: () => closeNougatEnvironments(text(vector)) }),
  truncate: (vector) => fieldChecks(vector, { expected_text: () => truncateRepetitions(text(vector)) }),
  join: (vector) =>
    fieldChecks(vector, { expected_text: () => joinNougatPages(field(vector, 'pages', v.array(v.string()))) }),
  seek: (vector) => fieldChecks(vector, { expected: () => lineOffsets(text(vector)) }),
  line: (vector) => {
    const pages = nougatPages(field(vector, 'pages', v.record(v.string(), v.string())), vector.meta_json)
    return fieldChecks(vector, {
      expected_lines: () => (vector.order === 'any' ? inOrderOf(vector.expected_lines, pages) : pages),
    })
  },
}
