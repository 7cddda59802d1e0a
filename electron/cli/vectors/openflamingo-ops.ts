import * as v from 'valibot'
import {
  type FlamingoAsk,
  flamingoAnswer,
  flamingoDocument,
  flamingoLoss,
  flamingoPair,
  flamingoPrompt,
  flamingoShot,
} from '../../../shared/dialects/openflamingo.ts'
import { type Check, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

const text = v.string()
const Document = v.looseObject({ text_list: v.array(text), similarity_matrix: v.array(v.array(v.number())) })

function promptText(vector: OpCase): string {
  const task = field(vector, 'task', v.picklist(['caption', 'vqa', 'hateful_memes', 'imagenet']))
  const label = vector.label === undefined ? {} : { answer: field(vector, 'label', text) }
  const hasPictures = vector.num_shots !== 0
  switch (task) {
    case 'vqa': {
      const shots = field(vector, 'shots', v.array(v.tuple([text, text])))
      const asked = shots.map(([question, answer]): FlamingoAsk => ({ task, question, answer }))
      return flamingoPrompt(asked, { task, question: field(vector, 'question', text) }, hasPictures)
    }
    case 'hateful_memes':
      return flamingoShot({ task, text: field(vector, 'text', text), ...label })
    case 'imagenet':
      return flamingoShot({ task, ...label })
    default: {
      const shots = field(vector, 'shots', v.array(text)).map((answer): FlamingoAsk => ({ task, answer }))
      return flamingoPrompt(shots, { task }, hasPictures)
    }
  }
}

function interleave(vector: OpCase): Check[] {
  const document = field(vector, 'document', Document)
  const threshold = field(vector, 'similarity_threshold', v.number())
  const written = flamingoDocument(document.text_list, document.similarity_matrix, threshold)
  const received = (): string => (written.ok ? written.value : written.error)
  return fieldChecks(vector, { expected_text: received, expected_error: received })
}

/** How each operation of `openflamingo.json` is run. */
export const openFlamingoOps: OpTable = {
  prompt: (vector) => fieldChecks(vector, { expected_text: () => promptText(vector) }),
  clean: (vector) => {
    const task = field(vector, 'task', v.picklist(['caption', 'vqa']))
    return fieldChecks(vector, { expected_text: () => flamingoAnswer(task, field(vector, 'input_text', text)) })
  },
  interleave,
  pair: (vector) => fieldChecks(vector, { expected_text: () => flamingoPair(field(vector, 'caption', text)) }),
  loss: (vector) => {
    const kind = field(vector, 'kind', v.picklist(['interleaved', 'pair']))
    return fieldChecks(vector, { expected_mask: () => flamingoLoss(field(vector, 'tokens', v.array(text)), kind) })
  },
}
