import * as v from 'valibot'
import type { ImportedPart, ImportedPicture } from '../../../shared/dataset/import/imported.ts'
import { importVlmR1 } from '../../../shared/dataset/import/vlm-r1.ts'
import { importXAnyLabeling } from '../../../shared/dataset/import/x-anylabeling.ts'
import { vlmR1Row } from '../../../shared/dataset/vlm-r1-row.ts'
import { type Check, field, type OpCase } from './case.ts'
import { asSpokenOf, caseRegion, reported } from './imported-regions.ts'
import { fieldChecks, type OpTable, toleranceOf } from './op-fields.ts'

const Sharegpt = v.object({
  messages: v.array(v.object({ role: v.string(), content: v.string() })),
  images: v.array(v.string()),
})
const Options = v.object({ question_key: v.string(), answer_key: v.string() })

function run(vector: OpCase): Check[] {
  const { pictures, warnings } = importXAnyLabeling({ imagePath: 'a.jpg', shapes: [vector.shape] }, null)
  if (vector.expected_error !== undefined) return reported(warnings)
  const regions = pictures.flatMap((picture) => picture.regions.map(caseRegion))
  return fieldChecks(
    vector,
    { expected_regions: () => asSpokenOf(vector.expected_regions, regions) },
    toleranceOf(vector),
  )
}

function textOf(parts: readonly ImportedPart[]): string {
  return parts.map((part) => (part.kind === 'image' ? '<image>' : part.kind === 'text' ? part.text : '')).join('')
}

function chatOf(picture: ImportedPicture | undefined) {
  const turns = picture?.dialogues[0]?.turns ?? []
  return {
    messages: turns.map(({ role, parts }) => ({ role, content: textOf(parts) })),
    images: [`images/${picture?.file}`],
  }
}

/** The tool marks a picture at every turn; what is read keeps the first mark, so later ones are taken out of what is expected. */
function chat(vector: OpCase): Check[] {
  const expected = field(vector, 'expected_sharegpt', Sharegpt)
  let marks = 0
  const messages = expected.messages.map(({ role, content }) => ({
    role,
    content: content.replaceAll('<image>', () => (marks++ === 0 ? '<image>' : '')),
  }))
  const { pictures } = importXAnyLabeling(vector.json, null)
  return [{ what: 'chat', expected: { ...expected, messages }, received: chatOf(pictures[0]) }]
}

function vqa(vector: OpCase): Check[] {
  const options = field(vector, 'options', Options)
  const keys = { question: options.question_key, answer: options.answer_key }
  const { pictures, warnings } = importXAnyLabeling(vector.json, keys)
  const [dialogue] = pictures[0]?.dialogues ?? []
  const [question, answer] = (dialogue?.turns ?? []).map(({ parts }) => textOf(parts))
  return fieldChecks(vector, {
    expected: () => ({ question, answer, meta: dialogue?.fields ?? {} }),
    expected_no_pair: () => dialogue === undefined && warnings.some(({ code }) => code === 'no pair'),
  })
}

function vlmR1(vector: OpCase): Check[] {
  const { pictures } = importXAnyLabeling({ imagePath: 'a.jpg', shapes: vector.shapes }, null)
  const regions = pictures[0]?.regions ?? []
  const row = vlmR1Row(1, 'a.jpg', 'Find them.', regions, field(vector, 'classes', v.array(v.string())))
  const again = importVlmR1(JSON.stringify(row)).pictures[0]
  const drawn = (again?.regions ?? []).map(({ shape, label }) => ({ shape, label }))
  const rewritten = vlmR1Row(1, again?.file ?? '', 'Find them.', drawn, [])
  return [
    ...fieldChecks(vector, {
      expected_answer: () => row.conversations[1].value,
      expected_roles: () => row.conversations.map(({ from }) => from),
      expected_id: () => row.id,
      expected_image: () => row.image,
    }),
    { what: 'the answer after reading it back', expected: row, received: rewritten },
  ]
}

/** How each operation of `import-x-anylabeling.json` is run. */
export const importXAnyLabelingOps: OpTable = { import: run, chat, vqa, vlm_r1: vlmR1 }
