import type { Dialect, MentionContext, TextHazard } from '../dialects/dialect.ts'
import type { Size } from '../geometry/spaces.ts'
import { assertNever } from '../result.ts'
import { mentionShape } from './mention-shape.ts'
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
    | 'unsafe-label'
    | 'no-frame'
    | 'no-area'
    | 'corners-swapped'
    | 'outside-image'
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

/** What a turn is written with. */
export type TurnContext = {
  readonly dialect: Dialect
  readonly size: Size
  readonly imageId: string
  readonly regions: RegionTable
  /** The numbers that regions got in earlier turns, by id; new ones are added. Absent: the turn stands alone. */
  readonly numbers?: Map<string, number>
}

/** The words at the end of `text` that the mention belongs to, taken out when the dialect puts them between marks. */
function takePhrase(
  text: string,
  phrase: string | undefined,
  dialect: Dialect,
): { readonly text: string; readonly phrase?: string } {
  const words = phrase?.trim() ?? ''
  const before = text.trimEnd()
  if (dialect.phrases === undefined || words === '' || !before.endsWith(words)) return { text }
  const rest = before.slice(0, -words.length)
  if (dialect.phrases === 'blank-outside' || !rest.endsWith(' ')) return { text: rest, phrase: words }
  return { text: rest.slice(0, -1), phrase: ` ${words}` }
}

/** The dialect's hazards, and the mark of the picture, which is taken out of texts whatever the dialect. */
function hazardsOf(text: string, dialect: Dialect): TextHazard[] {
  const found = dialect.hazards(text)
  if (!text.includes(imageMark) || found.some((hazard) => hazard.text === imageMark)) return found
  return [...found, { code: 'placeholder', text: imageMark, start: text.indexOf(imageMark) }]
}

/**
 * One turn as the dialect writes it. Total: what cannot be written is left out of `text` and named in `problems`. `values` are the
 * numbers that travel beside the text, empty for most dialects.
 */
export function writeTurn(
  turn: Turn,
  context: TurnContext,
): {
  readonly text: string
  readonly problems: readonly TurnProblem[]
  readonly values: readonly (readonly number[])[]
} {
  const { dialect, size, imageId, regions, numbers = new Map<string, number>() } = context
  const problems: TurnProblem[] = []
  const report = (severity: TurnProblem['severity'], code: TurnProblem['code'], message: string): void => {
    problems.push({ severity, code, message, turnId: turn.id })
  }
  let text = ''
  const values: (readonly number[])[] = []
  for (const part of turn.parts) {
    switch (part.kind) {
      case 'text':
        for (const hazard of hazardsOf(part.text, dialect)) {
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
        const shapes = part.regionIds.flatMap((_, index) => mentionShape(part, index, regions) ?? [])
        const taken = takePhrase(text, part.phrase, dialect)
        const place: MentionContext = {
          role: turn.role,
          ...(taken.phrase === undefined ? {} : { phrase: taken.phrase }),
          labels: found.map((region) => region.label),
          regions: found.map(({ id }) => {
            const number = numbers.get(id)
            if (number !== undefined) return { number, isNew: false }
            numbers.set(id, numbers.size + 1)
            return { number: numbers.size, isNew: true }
          }),
        }
        const written = dialect.encode(shapes, size, place)
        if (written.ok) {
          text = taken.text + written.value
          values.push(...(dialect.beside?.(shapes, size, place) ?? []))
        } else report('error', written.error.code, written.error.message)
        break
      }
      default:
        assertNever(part)
    }
  }
  return { text, problems, values }
}
