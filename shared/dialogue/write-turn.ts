import type { Dialect } from '../dialects/dialect.ts'
import type { Size } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import type { Region } from './region.ts'
import type { Turn } from './turn.ts'

/** What makes a turn unfit for a dialect. An `error` must be resolved first; a `warning` may be sent or written. */
export type TurnProblem = {
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'mention-gone'
    | 'kind-unsupported'
    | 'mixed-kinds'
    | 'empty-mention'
    | 'not-finite'
    | 'other-image'
    | 'image-in-answer'
    | 'roles-not-alternating'
    | 'placeholder'
    | 'role-marker'
    | 'brace'
    | 'malformed'
  readonly message: string
  readonly turnId: string
}

/** Regions by id; an absent one is gone. */
export type RegionTable = Readonly<Record<string, Region>>

/** `<image>` marks the picture in every text of ours. */
export const imageMark = '<image>'

/** One turn as the dialect writes it. Total: what cannot be written is left out of `text` and named in `problems`. */
export function writeTurn(
  turn: Turn,
  context: { readonly dialect: Dialect; readonly size: Size; readonly imageId: string; readonly regions: RegionTable },
): { readonly text: string; readonly problems: readonly TurnProblem[] } {
  const { dialect, size, imageId, regions } = context
  const problems: TurnProblem[] = []
  const report = (severity: TurnProblem['severity'], code: TurnProblem['code'], message: string): void => {
    problems.push({ severity, code, message, turnId: turn.id })
  }
  let text = ''
  for (const part of turn.parts) {
    switch (part.kind) {
      case 'text':
        for (const hazard of dialect.hazards(part.text)) {
          const isImage = hazard.text === imageMark
          report(isImage ? 'error' : 'warning', hazard.code, `“${hazard.text}” means something to the model here`)
        }
        text += part.text.replaceAll(imageMark, '')
        break
      case 'malformed':
        report('warning', 'malformed', `“${part.text}” could not be read as coordinates: ${part.message}`)
        text += part.text
        break
      case 'image':
        if (turn.role === 'assistant') report('error', 'image-in-answer', 'an answer cannot hold a picture')
        else if (part.imageId !== imageId) report('error', 'other-image', 'this dialect takes one picture')
        else text += imageMark
        break
      case 'mention': {
        const found = part.regionIds.flatMap((id) => regions[id] ?? [])
        if (found.length < part.regionIds.length) {
          report('error', 'mention-gone', 'a region that is mentioned here was deleted')
          break
        }
        if (found.some((region) => region.imageId !== imageId)) {
          report('error', 'other-image', 'a region that is mentioned here lies on another picture')
          break
        }
        const written = dialect.encode(
          found.map((region) => region.shape),
          size,
        )
        if (written.ok) text += written.value
        else report('error', written.error.code, written.error.message)
        break
      }
      default:
        assertNever(part)
    }
  }
  return { text, problems }
}
