import type { TextTokens } from './text-tokens.ts'

export type TokenText = { readonly id: number; readonly text: string; readonly logprob: number }

/** Turns tokens into text as they come; a token that ends inside a character waits for the rest of it. */
export class TextStream {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  private readonly tokens: TextTokens
  private waiting: TokenText[] = []

  constructor(tokens: TextTokens) {
    this.tokens = tokens
  }

  /** The tokens whose text is now certain. */
  push(id: number, logprob: number): TokenText[] {
    const bytes = this.tokens.bytesOf(id)
    const text = this.decoder.decode(bytes, { stream: true })
    this.waiting.push({ id, text, logprob })
    if (endsInsideCharacter(bytes) || (text === '' && bytes.length > 0)) return []
    return this.take()
  }

  /** No more tokens: what waits, with U+FFFD for a character that was never finished. */
  end(): TokenText[] {
    const rest = this.decoder.decode()
    const last = this.waiting.pop()
    if (last) this.waiting.push({ ...last, text: last.text + rest })
    return this.take()
  }

  private take(): TokenText[] {
    const ready = this.waiting
    this.waiting = []
    return ready
  }
}

/** Whether the last bytes start a UTF-8 sequence without completing it. */
function endsInsideCharacter(bytes: Uint8Array): boolean {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return false
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2)
  }
  return false
}
