import type { Dialect } from '../../../shared/dialects/dialect.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { boxIou } from '../../../shared/geometry/box.ts'
import { newId, type RegionId } from '../../../shared/ids.ts'

const sameBoxIou = 0.98

export type PasteContext = {
  readonly dialect: Dialect
  readonly image: ImageRecord
  /** The regions of the open picture. */
  readonly regions: readonly Region[]
  readonly firstNumber: number
  readonly now: number
}

/**
 * What pasted text means: coordinates inside the picture become mentions, of a region that is already there (IoU over 0.98,
 * or one that the dialect writes with the same characters) or of a new one; everything else stays text. `refused` is the first that reads
 * like coordinates and stays text nevertheless, because it is malformed or points beyond the picture.
 */
export function readPasted(
  text: string,
  context: PasteContext,
): { parts: Part[]; created: Region[]; refused: string | null } {
  const created: Region[] = []
  let refused: string | null = null
  const parts: Part[] = []
  const addText = (piece: string): void => {
    const last = parts[parts.length - 1]
    if (last?.kind === 'text') last.text += piece
    else parts.push({ kind: 'text', text: piece })
  }
  for (const span of context.dialect.decode(text, context.image)) {
    if (span.kind !== 'mention' || span.warnings.some((warning) => warning.code === 'outside-image')) {
      addText(span.text)
      if (span.kind !== 'text') refused ??= span.text
      continue
    }
    const ids = span.shapes.map((shape): RegionId => {
      const known = [...context.regions, ...created].find((region) => isSame(region.shape, shape, context))
      if (known) return known.id
      const region = newRegion(shape, context, created.length)
      created.push(region)
      return region.id
    })
    parts.push({ kind: 'mention', regionIds: ids })
  }
  return { parts, created, refused }
}

function isSame(a: Shape, b: Shape, context: PasteContext): boolean {
  if (a.kind === 'box' && b.kind === 'box' && boxIou(a, b) > sameBoxIou) return true
  if (a.kind !== b.kind) return false
  const left = context.dialect.encode([a], context.image)
  const right = context.dialect.encode([b], context.image)
  return left.ok && right.ok && left.value === right.value
}

function newRegion(shape: Shape, context: PasteContext, index: number): Region {
  return {
    id: newId(),
    imageId: context.image.id,
    number: context.firstNumber + index,
    shape,
    label: '',
    origin: 'human',
    createdAt: context.now,
  }
}
