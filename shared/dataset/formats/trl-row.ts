import { err, ok, type Result } from '../../result.ts'
import type { PicturedTurn } from './pictured-turn.ts'

/** Every part has both keys, so that all lines have one schema; none has `image`, with which it would no longer be counted. */
export type TrlPart = { readonly type: 'image'; readonly text: null } | { readonly type: 'text'; readonly text: string }

export type TrlMessage = { readonly role: string; readonly content: readonly TrlPart[] }

/** A turn as parts. */
function trlMessage(turn: PicturedTurn): TrlMessage {
  const content: TrlPart[] = []
  for (const piece of turn.pieces) {
    const last = content.at(-1)
    if (piece.kind === 'image') content.push({ type: 'image', text: null })
    else if (last?.type === 'text') content[content.length - 1] = { type: 'text', text: last.text + piece.text }
    else if (piece.text !== '') content.push({ type: 'text', text: piece.text })
  }
  return { role: turn.role, content }
}

function messagesOf(turns: readonly PicturedTurn[], system: string | undefined): TrlMessage[] {
  const messages = turns.map(trlMessage)
  if (system === undefined) return messages
  return [{ role: 'system', content: [{ type: 'text', text: system }] }, ...messages]
}

/** The line of `metadata.jsonl` that learns everything. Source: TRL @ f2cd577, HF `datasets` 5.2.0. */
export function trlMessagesRow(files: readonly string[], turns: readonly PicturedTurn[], system?: string): unknown {
  return { file_names: files, messages: messagesOf(turns, system) }
}

/** The line that learns the last turn only. `files` are those of the pictures that these turns show. */
export function trlPromptRow(files: readonly string[], turns: readonly PicturedTurn[], system?: string): unknown {
  const messages = messagesOf(turns, system)
  return { file_names: files, prompt: messages.slice(0, -1), completion: messages.slice(-1) }
}

/** The line of a preference pair. */
export function trlPreferenceRow(
  files: readonly string[],
  asked: readonly PicturedTurn[],
  answers: { readonly chosen: PicturedTurn; readonly rejected: PicturedTurn },
): unknown {
  return {
    file_names: files,
    prompt: asked.map(trlMessage),
    chosen: [trlMessage(answers.chosen)],
    rejected: [trlMessage(answers.rejected)],
  }
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

const roles = ['user', 'assistant', 'system', 'tool']

/**
 * Messages as TRL's `prepare_multimodal_messages` hands them on: plain texts become parts, all pictures in front of the first question,
 * places without a picture filled in order by `images`. An error where TRL raises one.
 */
export function prepareTrlMessages(messages: unknown, images: readonly unknown[]): Result<Fields[], string> {
  if (!Array.isArray(messages)) return err('messages is no list')
  let isPlaced = false
  let waiting = 0
  const prepared: Fields[] = []
  for (const [index, one] of (messages as unknown[]).entries()) {
    const message = fieldsOf(one)
    if (message === null || !roles.includes(message.role as string)) {
      return err(`message ${index + 1} has no role of ${roles.join(', ')}`)
    }
    const { content } = message
    const parts: Fields[] = []
    if (typeof content === 'string') {
      if (message.role === 'user' && !isPlaced) {
        parts.push(...images.map(() => ({ type: 'image' })))
        isPlaced = true
      }
      parts.push({ type: 'text', text: content })
    } else if (Array.isArray(content)) {
      for (const part of content as unknown[]) {
        const fields = fieldsOf(part)
        if (fields === null) return err(`message ${index + 1} holds a part that is no object`)
        parts.push(fields)
      }
    } else {
      prepared.push(message)
      continue
    }
    const filled = parts.map((part) => {
      if (message.role === 'tool' || part.type !== 'image' || Object.hasOwn(part, 'image')) return part
      return { ...part, image: images[waiting++] }
    })
    prepared.push({ ...message, content: filled })
  }
  if (waiting === images.length) return ok(prepared)
  return err(`${waiting} places for pictures, but ${images.length} pictures`)
}
