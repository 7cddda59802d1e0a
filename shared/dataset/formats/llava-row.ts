import type { WrittenTurn } from '../../dialogue/prompt.ts'

/** One record of a LLaVA file, which is a JSON list of such. */
export type LlavaRow = {
  readonly id: string
  readonly image: string
  readonly conversations: readonly { readonly from: 'human' | 'gpt'; readonly value: string }[]
}

/**
 * The record of a dialogue on the picture in `file` (relative to the trainer's image folder). The id is the file's name without folder
 * and ending, as in the mix665k data. `<image>` stands in the first question already. Source: `docs/Data.md` of haotian-liu/LLaVA.
 */
export function writeLlavaRow(file: string, turns: readonly WrittenTurn[]): LlavaRow {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return {
    id: dot > 0 ? name.slice(0, dot) : name,
    image: file,
    conversations: turns.map(({ role, text }) => ({ from: role === 'user' ? 'human' : 'gpt', value: text })),
  }
}
