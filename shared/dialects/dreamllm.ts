import { vicunaSystem } from './hazards.ts'

type Turn = readonly [role: string, text: string]

/** DreamLLM's conversation text; a last user turn is left open. Placeholders stay and are replaced by tokens later. */
export function dreamLlmPrompt(template: 'vicuna_v1.1' | 'llama2', turns: readonly Turn[]): string {
  if (template === 'llama2') {
    return turns.map(([role, text]) => (role === 'user' ? `[INST] ${text} [/INST]` : ` ${text} </s><s>`)).join('')
  }
  const written = turns.map(([role, text]) => (role === 'user' ? `USER: ${text} ASSISTANT:` : ` ${text}</s>`))
  return vicunaSystem + written.join('')
}

/** The tokens around the places that a placeholder becomes. */
export const dreamLlmMarks = {
  '<image>': ['<im_start>', '<im_patch>', '<im_end>'],
  '<dream>': ['<dream_start>', '<im_patch>', '<dream_end>'],
} as const

/** The sentences of a document in runs that end at a matched index, each before its picture; the rest is the last run. */
export function mergeSentences(sentences: readonly string[], matched: readonly number[]): string[] {
  const runs: string[] = []
  let from = 0
  for (const index of [...matched].sort((a, b) => a - b)) {
    if (index + 1 > from) runs.push(sentences.slice(from, index + 1).join(' '))
    from = Math.max(from, index + 1)
  }
  if (from < sentences.length) runs.push(sentences.slice(from).join(' '))
  return runs
}

/** A row of the older form: one picture, roles `human` and `gpt`. */
export function dreamLlmRow(image: string, turns: readonly Turn[]): unknown {
  return {
    image,
    conversations: turns.map(([role, text]) => ({ from: role === 'user' ? 'human' : 'gpt', value: text })),
  }
}
