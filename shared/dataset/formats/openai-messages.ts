import { assertNever } from '../../result.ts'

/** A piece of a turn; `ref` is words that stand for regions, which this format cannot hold. */
export type OpenAiPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'ref'; readonly text: string }
  | { readonly type: 'image'; readonly url: string }

/** A turn, and whether it is trained on; absent says nothing about it. */
export type OpenAiTurn = {
  readonly role: 'user' | 'assistant'
  readonly content: readonly OpenAiPiece[]
  readonly isTrained?: boolean
}

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } }

function partsOf(content: readonly OpenAiPiece[]): Part[] {
  const parts: Part[] = []
  for (const piece of content) {
    const last = parts.at(-1)
    switch (piece.type) {
      case 'image':
        parts.push({ type: 'image_url', image_url: { url: piece.url } })
        break
      case 'text':
      case 'ref':
        if (last?.type === 'text') parts[parts.length - 1] = { type: 'text', text: last.text + piece.text }
        else parts.push({ type: 'text', text: piece.text })
        break
      default:
        assertNever(piece)
    }
  }
  return parts
}

/**
 * A dialogue as a line of OpenAI fine-tuning: text alone is a plain string, pictures stand where they are named, `weight` says which
 * answers are trained on. Coordinates must be text already.
 */
export function openAiLine(turns: readonly OpenAiTurn[], system?: string): unknown {
  const messages = turns.map((turn) => {
    const parts = partsOf(turn.content)
    const isPlain = parts.every((part) => part.type === 'text')
    const content = isPlain ? parts.map((part) => ('text' in part ? part.text : '')).join('') : parts
    const weight = turn.isTrained === undefined ? {} : { weight: turn.isTrained ? 1 : 0 }
    return { role: turn.role, content, ...weight }
  })
  return { messages: system === undefined ? messages : [{ role: 'system', content: system }, ...messages] }
}
