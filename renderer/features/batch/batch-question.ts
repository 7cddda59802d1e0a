import type { BatchQuestion } from '../../../shared/api/batch.ts'
import { slotsOf } from '../../text/template-slots.ts'
import { label } from '../../text/translate.ts'

/** A question as it was typed: `‹region›` stands for each region of a picture. `open`: the first place that is still to be filled in. */
export function readQuestion(text: string): { readonly question: BatchQuestion; readonly open: string | null } {
  const question: BatchQuestion = []
  let open: string | null = null
  let at = 0
  const addText = (to: number): void => {
    if (to > at) question.push({ kind: 'text', text: text.slice(at, to) })
  }
  for (const { from, to } of slotsOf(text)) {
    if (text.slice(from + 1, to - 1) !== label('template.slot.region')) {
      open ??= text.slice(from, to)
      continue
    }
    addText(from)
    question.push({ kind: 'region' })
    at = to
  }
  addText(text.length)
  return { question, open }
}

/** The text that `readQuestion` reads as this question. */
export function writeQuestion(question: BatchQuestion): string {
  return question.map((part) => (part.kind === 'text' ? part.text : `‹${label('template.slot.region')}›`)).join('')
}
