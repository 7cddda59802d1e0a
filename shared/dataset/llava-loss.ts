import { assertNever } from '../result.ts'
import { vicunaLossText } from './loss-text.ts'

/** The prompt forms whose loss is known. */
export type LlavaLossForm = 'v1' | 'v0' | 'plain'

/**
 * The runs of text that carry loss in LLaVA's training (haotian-liu/LLaVA @ c121f0432d). v1: answers and their end marks, nothing at
 * all when a role marker stands inside a turn. v0: each assistant part with its header; upstream adds the first two tokens of each
 * human part, the stop signal, which depend on the tokenizer and are not listed. plain: the caption and its line feed.
 */
export function llavaLossText(form: LlavaLossForm, prompt: string, answers: readonly string[]): string[] {
  switch (form) {
    case 'v1':
      return vicunaLossText(prompt)
    case 'v0':
      return answers.map((answer) => `### Assistant: ${answer}\n`)
    case 'plain':
      return answers.map((answer) => `${answer}\n`)
    default:
      return assertNever(form)
  }
}
