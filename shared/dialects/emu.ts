import { err, ok, type Result } from '../result.ts'

/** Emu's fixed system sentence; the mark in it is text, not a picture. */
export const emuSystem =
  'You will be presented with an image: [IMG]ImageContent[/IMG]. You will be able to see the image after I provide it to you. Please answer my questions based on the given image.'

/** A picture in Emu's text: 32 places between marks. */
export const emuPicture = `[IMG]${'<image>'.repeat(32)}[/IMG]`

/** A prompt of Emu (2023): with the roles when the model was tuned to instructions, else the bare parts. */
export function emuPrompt(text: string, system: string, isInstruct: boolean): string {
  return (isInstruct ? `${system} [USER]: ${text} [ASSISTANT]:` : text).trim()
}

/** Rounds of a dialogue as training text; each answer ends with `</s>`. */
export function emuTrainText(turns: readonly (readonly [string, string])[], system: string): string {
  return system + turns.map(([user, answer]) => ` [USER]: ${user} [ASSISTANT]: ${answer}</s>`).join('')
}

/** Emu2's system sentences; grounding has its own. */
export const emu2Systems = {
  chat: 'You are a helpful assistant, dedicated to delivering comprehensive and meticulous responses.',
  grounding: 'You are a helpful assistant, dedicated to provide concise and efficient answers.',
}

/** A message of parts: pictures become placeholders, other ones inside a video, whose end is not written. */
export function emu2Message(parts: readonly string[]): string {
  let isVideo = false
  return parts
    .map((part) => {
      if (part === '[VIDEO]') isVideo = true
      if (part === '[/VIDEO]') {
        isVideo = false
        return ''
      }
      if (part === '<IMAGE>') return isVideo ? '[<VID_PLH>]' : '[<IMG_PLH>]'
      return part
    })
    .join('')
}

/** An Emu2-Chat prompt of messages that take turns; refused unless the last one is the user's. */
export function emu2Prompt(messages: readonly string[], isGrounding: boolean): Result<string, string> {
  if (messages.length % 2 === 0) return err('the last message must be the user’s')
  const system = isGrounding ? emu2Systems.grounding : emu2Systems.chat
  const turns = messages.map((text, index) => (index % 2 === 0 ? `[USER]: ${text} [ASSISTANT]:` : ` ${text}</s>`))
  return ok(`${system} ${turns.join('')}${isGrounding ? '<grounding>' : ''}`)
}
