import * as v from 'valibot'
import type { Region, Shape } from '../../../shared/dialogue/region.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import { imageMark, type RegionTable } from '../../../shared/dialogue/write-turn.ts'
import { DialogueId, ImageId, RegionId, TurnId } from '../../../shared/ids.ts'
import { CaseProblem, field, type KindCase, KindTurn } from './case.ts'

export const vectorImageId = v.parse(ImageId, 'image')
const dialogueId = v.parse(DialogueId, 'dialogue')

/** The picture's size, or a problem when the case has none. */
export function sizeOf(vector: KindCase): { width: number; height: number } {
  if (vector.image === undefined) throw new CaseProblem('the case has no image')
  return vector.image
}

export function shapesOf(vector: KindCase): [string, Shape][] {
  return Object.entries(vector.regions ?? {}).map(([id, region]) => {
    if ('box' in region) {
      const [x1, y1, x2, y2] = region.box
      return [id, { kind: 'box', x1, y1, x2, y2 }]
    }
    return [id, { kind: 'point', x: region.point[0], y: region.point[1] }]
  })
}

/** The case's regions as those of a document. */
export function regionTable(vector: KindCase): RegionTable {
  const regions = shapesOf(vector).map(
    ([id, shape], index): Region => ({
      id: v.parse(RegionId, id),
      imageId: vectorImageId,
      number: index + 1,
      shape,
      label: '',
      origin: 'import',
      createdAt: 0,
    }),
  )
  return Object.fromEntries(regions.map((region) => [region.id, region]))
}

function partsOf(turn: KindTurn): Part[] {
  return turn.parts.flatMap((part): Part[] => {
    if (typeof part === 'string') {
      if (turn.role === 'assistant') return [{ kind: 'text', text: part }]
      // In these files a typed mark and the picture itself look alike, as they do upstream.
      return part.split(imageMark).flatMap((text, index): Part[] => {
        const words: Part = { kind: 'text', text }
        return index === 0 ? [words] : [{ kind: 'image', imageId: vectorImageId }, words]
      })
    }
    if ('image' in part) return [{ kind: 'image', imageId: vectorImageId }]
    // A mention without regions, which a document cannot hold, is an empty bracket upstream.
    if (part.refs.length === 0) return [{ kind: 'text', text: '[]' }]
    return [{ kind: 'mention', regionIds: part.refs.map((ref) => v.parse(RegionId, ref)) }]
  })
}

/** The case's `turns` as those of a document. */
export function turnsOf(vector: KindCase): Turn[] {
  return field(vector, 'turns', v.array(KindTurn)).map((turn, index) => ({
    id: v.parse(TurnId, `t${index}`),
    dialogueId,
    order: index,
    role: turn.role,
    parts: partsOf(turn),
    origin: 'import',
    review: 'open',
    createdAt: 0,
  }))
}
