import * as v from 'valibot'
import type { PicturedTurn } from '../../../shared/dataset/formats/pictured-turn.ts'
import { field, type OpCase } from './case.ts'

const Piece = v.variant('type', [
  v.object({ type: v.literal('image'), image: v.number() }),
  v.object({ type: v.literal('text'), text: v.string() }),
  v.object({ type: v.literal('ref'), text: v.string(), regions: v.array(v.number()) }),
])
const side = v.number()
const OpDialogue = v.looseObject({
  id: v.string(),
  system: v.optional(v.string()),
  images: v.array(v.object({ path: v.string(), width: side, height: side })),
  regions: v.array(
    v.variant('kind', [
      v.object({ kind: v.literal('box'), x1: side, y1: side, x2: side, y2: side }),
      v.object({ kind: v.literal('point'), x: side, y: side }),
    ]),
  ),
  turns: v.array(v.object({ role: v.picklist(['user', 'assistant']), content: v.array(Piece) })),
})
/** A dialogue of a trainer's vector file. */
export type OpDialogue = v.InferOutput<typeof OpDialogue>

/** The case's dialogue. */
export function opDialogue(vector: OpCase): OpDialogue {
  return field(vector, 'dialogue', OpDialogue)
}

/** Its turns with the words of each mention as text; `mention` writes them otherwise. */
export function opTurns(
  dialogue: OpDialogue,
  mention: (ref: { text: string; regions: readonly number[] }) => string = ({ text }) => text,
): PicturedTurn[] {
  return dialogue.turns.map(({ role, content }) => ({
    role,
    pieces: content.map((piece) => {
      if (piece.type === 'image') return { kind: 'image', image: piece.image }
      return { kind: 'text', text: piece.type === 'text' ? piece.text : mention(piece) }
    }),
  }))
}
