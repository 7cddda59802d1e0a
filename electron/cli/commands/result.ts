import type { Shape } from '../../../shared/dialogue/region.ts'
import type { Run } from '../../../shared/dialogue/turn.ts'
import { assertNever } from '../../../shared/result.ts'
import type { Answer } from '../../services/chat/converse.ts'
import type { QuestionWarning, RequestRegion } from '../../services/evaluate/ask-request.ts'

type ResultWarning =
  | QuestionWarning
  | { readonly code: string; readonly message: string }
  /** `start` and `end` are offsets in `run.rawAnswer`. */
  | {
      readonly code: string
      readonly message: string
      readonly text: string
      readonly start?: number
      readonly end?: number
    }

/** An answer as the command line writes it; regions are pixels of the upright picture. */
export type AskResult = {
  /** What the model said, without the blanks in front. */
  readonly text: string
  readonly parts: (string | { readonly refs: string[] })[]
  readonly regions: Record<string, RequestRegion>
  readonly warnings: ResultWarning[]
  readonly run: Run & { readonly encodeMs: number; readonly prefillMs: number; readonly totalMs: number }
}

/** The answer's regions are called r0, r1 … in the order in which it names them. */
export function toResult(answer: Answer, questionWarnings: readonly QuestionWarning[]): AskResult {
  const names = new Map(answer.regions.map((region, index) => [region.id, `r${index}`]))
  const warnings: ResultWarning[] = [
    ...questionWarnings,
    ...answer.promptWarnings.map(({ code, message }) => ({ code, message })),
    ...answer.warnings,
  ]
  const parts = answer.parts.flatMap((part): AskResult['parts'] => {
    switch (part.kind) {
      case 'text':
        return [part.text]
      case 'mention':
        return [{ refs: part.regionIds.map((id) => names.get(id) ?? id) }]
      case 'malformed':
        warnings.push({ code: part.code, message: part.message, text: part.text })
        return [part.text]
      case 'image':
        return []
      default:
        return assertNever(part)
    }
  })
  const { encodeMs = 0, prefillMs = 0, totalMs = 0 } = answer.stats ?? {}
  return {
    text: answer.text.trimStart(),
    parts,
    regions: Object.fromEntries(answer.regions.map(({ shape }, index) => [`r${index}`, writeShape(shape)])),
    warnings,
    run: { ...answer.run, encodeMs, prefillMs, totalMs },
  }
}

function writeShape(shape: Shape): RequestRegion {
  switch (shape.kind) {
    case 'point':
      return { point: [tidy(shape.x), tidy(shape.y)] }
    case 'box':
      return { box: [tidy(shape.x1), tidy(shape.y1), tidy(shape.x2), tidy(shape.y2)] }
    case 'polygon':
      return { polygon: shape.points.map(({ x, y }) => [tidy(x), tidy(y)]) }
    default:
      return assertNever(shape)
  }
}

/** Without the last digits of binary fractions: a millionth of a pixel is no difference. */
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
