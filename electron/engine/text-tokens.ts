import { readFile } from 'node:fs/promises'
import { Tokenizer } from '@huggingface/tokenizers'
import { AppError } from '../../shared/errors.ts'

/** Text to token ids and back, over the bytes of each token. */
export type TextTokens = {
  readonly size: number
  encode(text: string): number[]
  /** The id of a token written exactly so, e.g. `</s>`. */
  idOf(token: string): number | undefined
  bytesOf(id: number): Uint8Array
  /** The text of a token alone; null where its bytes are not whole characters. */
  textOf(id: number): string | null
}

/** Reads a `tokenizer.json` of the Hugging Face layout with a byte-level model. */
export async function readTextTokens(path: string): Promise<TextTokens> {
  let tokenizer: Tokenizer
  try {
    tokenizer = new Tokenizer(JSON.parse(await readFile(path, 'utf8')) as object, {})
  } catch (cause) {
    throw new AppError('model.missing-file', { detail: `tokenizer.json: ${String(cause)}`, cause })
  }
  return makeTextTokens(tokenizer)
}

function makeTextTokens(tokenizer: Tokenizer): TextTokens {
  const added = tokenizer.get_added_tokens_decoder()
  const byteOf = byteAlphabet()
  const strict = new TextDecoder('utf-8', { fatal: true })
  const table: Uint8Array[] = []
  for (const [text, id] of tokenizer.get_vocab(true) as Map<string | undefined, number>) {
    // A vocabulary may leave ids out.
    if (text === undefined) continue
    table[id] = added.has(id) ? Buffer.from(text, 'utf8') : byteLevelBytes(text, byteOf)
  }
  const none = new Uint8Array(0)
  const bytesOf = (id: number): Uint8Array => table[id] ?? none
  return {
    size: table.length,
    encode: (text) => (text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false }).ids),
    idOf: (token) => tokenizer.token_to_id(token),
    bytesOf,
    textOf(id) {
      try {
        return strict.decode(bytesOf(id))
      } catch {
        return null
      }
    },
  }
}

function byteLevelBytes(text: string, byteOf: ReadonlyMap<string, number>): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const byte = byteOf.get(character)
    if (byte === undefined) bytes.push(...Buffer.from(character, 'utf8'))
    else bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

/** The 256 characters that byte-level models write bytes with (GPT-2): printable Latin-1 stands for itself. */
function byteAlphabet(): Map<string, number> {
  const map = new Map<string, number>()
  let next = 256
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
    map.set(String.fromCharCode(printable ? byte : next++), byte)
  }
  return map
}
