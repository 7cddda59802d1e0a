import type { Size } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'

const steps = 1000

/** Per `[[…]]` of an answer its boxes in 0 to 1; boxes with anything but digits are left out, three or five numbers are kept. */
export function readAsCogvlm(text: string): number[][][] {
  return [...text.matchAll(/\[\[([^\]]+)\]\]/g)].map((match) =>
    (match[1] ?? '')
      .split(';')
      .map((group) => group.split(','))
      .filter((parts) => parts.every((part) => /^\d+$/.test(part)))
      .map((parts) => parts.map((part) => Number(part) / steps)),
  )
}

/** A box as CogVLM's parser draws it: pixels, truncated; null when it has not four numbers. */
export function cogvlmPixels(box: readonly number[], size: Size): number[] | null {
  if (box.length !== 4) return null
  return box.map((value, i) => Math.trunc(value * (i % 2 === 0 ? size.width : size.height)))
}

/** The four prompt forms of `language.py`; the grounding model uses `base`, which forgets what was said before. */
export type CogvlmForm = 'base' | 'chat' | 'vqa' | 'chat_old'

/** A prompt of THUDM/CogVLM @ f7283b2c8d; `<EOI>` stands for the picture. */
export function cogvlmPrompt(
  form: CogvlmForm,
  question: string,
  history: readonly (readonly [string, string])[],
): string {
  switch (form) {
    case 'base':
      return `<EOI>${question}`
    case 'vqa':
      return `<EOI>Question: ${question} Short answer:`
    case 'chat': {
      const before = history.map(([asked, answered]) => `[INST] ${asked} [/INST] ${answered} `)
      return `<EOI> ${before.join('')}[INST] ${question} [/INST] `
    }
    case 'chat_old': {
      const before = history.map(([asked, answered]) => `Question: ${asked} Answer: ${answered}\n`)
      return `<EOI>${before.join('')}Question: ${question} Answer:`
    }
    default:
      return assertNever(form)
  }
}
