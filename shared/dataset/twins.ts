import type { ReportLine } from '../api/dataset.ts'
import type { Shape } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import { reportOn } from './report.ts'
import { createKeyMaker, createSeenKeys } from './seen-keys.ts'
import type { DialogueSource } from './source.ts'

const maker = createKeyMaker()

function addShape(shape: Shape | undefined): void {
  switch (shape?.kind) {
    case 'point':
      maker.number(shape.x)
      maker.number(shape.y)
      break
    case 'box':
      maker.number(shape.x1)
      maker.number(shape.y1)
      maker.number(shape.x2)
      maker.number(shape.y2)
      break
    case 'polygon':
      for (const { x, y } of shape.points) {
        maker.number(x)
        maker.number(y)
      }
      break
    default:
      maker.text('gone')
  }
}

/** The question and the answer of a round with their places, as one number; rounds that say the same have the same. */
function roundKey(source: DialogueSource, ask: Turn, answer: Turn): number {
  for (const id of source.dialogue.imageIds) maker.text(id)
  for (const turn of [ask, answer]) {
    for (const part of turn.parts) {
      maker.text(part.kind)
      if (part.kind === 'mention') for (const id of part.regionIds) addShape(source.regions[id]?.shape)
      else maker.text(part.kind === 'image' ? part.imageId : part.text)
    }
  }
  return maker.take()
}

/** The keys of a dialogue's rounds, with the turn that asks. */
export function roundKeys(source: DialogueSource): { readonly key: number; readonly turnId: string }[] {
  const keys: { key: number; turnId: string }[] = []
  for (let at = 0; at + 1 < source.turns.length; at++) {
    const [ask, answer] = [source.turns[at], source.turns[at + 1]]
    if (ask?.role !== 'user' || answer?.role !== 'assistant') continue
    keys.push({ key: roundKey(source, ask, answer), turnId: ask.id })
  }
  return keys
}

/** What is said of a round that stands there before. */
export const twinMessage = 'The same question with the same answer stands on this picture before.'

/** Notes dialogues that say the same on the same picture. */
export function createTwins(): (source: DialogueSource) => ReportLine[] {
  const seen = createSeenKeys()
  return (source) =>
    roundKeys(source).flatMap(({ key, turnId }) =>
      seen.add(key) ? [] : [reportOn(source, 'warning', 'duplicate-turn', twinMessage, turnId)],
    )
}
