import type { PromptTemplate } from './dialect.ts'

/** A ChatML template with this system text ('' leaves the system turn out) and these characters for the picture. */
export function chatml(system: string, image: string): PromptTemplate {
  return {
    system: system === '' ? '' : `<|im_start|>system\n${system}<|im_end|>\n`,
    user: '<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n',
    assistant: '{text}<|im_end|>\n',
    image,
  }
}

/** The system turn that Qwen-VL, Qwen2-VL and Qwen2.5-VL put in front when a dialogue has none. */
export const qwenSystem = 'You are a helpful assistant.'

/** ChatML prompts of turns that are text already; the last turn without an answer is left open. */
export function chatmlPrompt(
  system: string,
  turns: readonly (readonly [user: string, assistant: string | null])[],
): string {
  const template = chatml(system, '<image>')
  const written = turns.map(
    ([user, assistant]) =>
      template.user.replace('{text}', () => user) +
      (assistant === null ? '' : template.assistant.replace('{text}', () => assistant)),
  )
  return template.system + written.join('')
}
