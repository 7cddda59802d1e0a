import { markedText, type PicturedTurn } from './pictured-turn.ts'

/** One record of a LLaVA file, which is a JSON list of such. Several pictures are for forks; the original takes one. */
export type LlavaRow = {
  readonly id: string
  readonly image?: string | readonly string[]
  readonly conversations: readonly { readonly from: 'human' | 'gpt'; readonly value: string }[]
}

/** What LLaVA's trainer counts or takes out wherever it stands in a turn. */
export const llavaMarks = /<image>/

/** The id that LLaVA's own data gives a record: the file's name without folder and ending, as in mix665k. */
export function llavaId(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/**
 * The record of a dialogue on the pictures in `files` (relative to the trainer's image folder), none for text alone. Source:
 * `docs/Finetune_Custom_Data.md` of haotian-liu/LLaVA @ c121f04.
 */
export function writeLlavaRow(id: string, files: readonly string[], turns: readonly PicturedTurn[]): LlavaRow {
  const [first] = files
  const image = first === undefined ? {} : { image: files.length === 1 ? first : files }
  const conversations = turns.map((turn) => ({
    from: turn.role === 'user' ? ('human' as const) : ('gpt' as const),
    value: markedText(turn, '\n'),
  }))
  return { id, ...image, conversations }
}

/**
 * What LLaVA's v1 trainer makes of a record: in each turn that names it the picture moves to the front, once; then the vicuna template.
 * Turns in front of the first question are skipped. Source: `preprocess_multimodal` and `conversation.py`, same commit.
 */
export function llavaTrainerText(row: LlavaRow): string {
  const first = row.conversations.findIndex((turn) => turn.from === 'human')
  const turns = row.conversations.slice(Math.max(first, 0)).map(({ from, value }) => {
    const text = value.includes('<image>') ? `<image>\n${value.replaceAll('<image>', '').trim()}`.trim() : value
    if (from === 'human') return `USER: ${text} `
    return `ASSISTANT: ${text}</s>`
  })
  const system = 'A chat between a curious user and an artificial intelligence assistant.'
  const manner = "The assistant gives helpful, detailed, and polite answers to the user's questions."
  return `${system} ${manner} ${turns.join('')}`
}
