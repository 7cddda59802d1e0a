import * as v from 'valibot'
import type { Dialogue } from '../dialogue/dialogue.ts'
import type { Judgement, Region, Shape } from '../dialogue/region.ts'
import type { Part, Turn } from '../dialogue/turn.ts'
import type { Document } from '../document/document.ts'
import { DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'

/** One turn for a test: strings are text, lists are mentions; turns take the roles in order unless they say one. */
export type SampleTurn = {
  readonly parts: readonly (string | readonly string[])[]
  readonly role?: Turn['role']
  /** Regions that this turn proposed; makes it a model's turn. */
  readonly model?: readonly string[]
  readonly review?: Turn['review']
  readonly judgement?: Judgement
}

/** A box by its corners. */
export function box(x1: number, y1: number, x2: number, y2: number): Shape {
  return { kind: 'box', x1, y1, x2, y2 }
}

/** A point. */
export function point(x: number, y: number): Shape {
  return { kind: 'point', x, y }
}

/** A document for tests: one picture `a.jpg` of 1000 × 800 pixels, regions by id, dialogues one second apart. */
export function createSampleDocument(given: {
  readonly regions: Readonly<Record<string, Shape>>
  readonly dialogues: readonly { readonly kind?: Dialogue['kind']; readonly turns: readonly SampleTurn[] }[]
}): Document {
  const imageId = v.parse(ImageId, 'i0')
  const regions: Record<string, Region> = {}
  const dialogues: Record<string, Dialogue> = {}
  const turns: Record<string, Turn> = {}
  for (const [index, [id, shape]] of Object.entries(given.regions).entries()) {
    const regionId = v.parse(RegionId, id)
    regions[id] = { id: regionId, imageId, number: index + 1, shape, label: '', origin: 'human', createdAt: index }
  }
  for (const [index, dialogue] of given.dialogues.entries()) {
    const id = v.parse(DialogueId, `d${index}`)
    dialogues[id] = { id, imageIds: [imageId], title: '', kind: dialogue.kind ?? 'qa', createdAt: index * 1000 }
    for (const [order, turn] of dialogue.turns.entries()) {
      const turnId = v.parse(TurnId, `${id}t${order}`)
      turns[turnId] = {
        id: turnId,
        dialogueId: id,
        order,
        role: turn.role ?? (order % 2 === 0 ? 'user' : 'assistant'),
        parts: turn.parts.map((part): Part => {
          if (typeof part === 'string') return { kind: 'text', text: part }
          return { kind: 'mention', regionIds: part.map((one) => v.parse(RegionId, one)) }
        }),
        origin: turn.model ? 'model' : 'human',
        review: turn.review ?? 'open',
        createdAt: index * 1000 + order,
      }
      for (const name of turn.model ?? []) {
        const region = regions[name]
        if (region === undefined) continue
        const judgement = turn.judgement ?? 'open'
        const proposal = { turnId, predicted: region.shape, judgement }
        regions[name] = { ...region, origin: 'model', proposal }
      }
    }
  }
  const image = { id: imageId, path: 'a.jpg', width: 1000, height: 800, bytes: 12, modifiedAt: 0 }
  return { images: { [imageId]: image }, regions, dialogues, turns, marks: {}, settings: {} }
}
