import * as v from 'valibot'
import { gpt4roi } from '../../../shared/dialects/gpt4roi.ts'
import { gpt4roiBoxes, readGpt4roiQuestion } from '../../../shared/dialects/gpt4roi-upstream.ts'
import { joinTurns, placeImage, type WrittenTurn } from '../../../shared/dialogue/prompt.ts'
import { type Check, field, type KindCase } from './case.ts'
import { sizeOf } from './kind-dialogue.ts'

const Box = v.tuple([v.number(), v.number(), v.number(), v.number()])
const Round = v.object({ text: v.string(), boxes_on_image: v.array(Box), answer: v.nullable(v.string()) })
const Expected = v.object({ turns: v.array(v.string()), prompt: v.string(), bboxes_norm: v.array(v.array(v.number())) })

function encode(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const expected = field(vector, 'expected', v.array(Expected))
  const said: WrittenTurn[] = []
  const named = new Set<string>()
  let boxes: readonly v.InferOutput<typeof Box>[] = []
  const received = field(vector, 'rounds', v.array(Round)).map((round) => {
    said.push({ role: 'user', text: readGpt4roiQuestion(round.text, named) })
    boxes = gpt4roiBoxes(boxes, round.boxes_on_image)
    const turns = placeImage(said, gpt4roi.template)
    const shapes = boxes.map(([x1, y1, x2, y2]) => ({ kind: 'box' as const, x1, y1, x2, y2 }))
    if (round.answer !== null) said.push({ role: 'assistant', text: round.answer })
    return {
      turns: turns.map((turn) => turn.text),
      prompt: joinTurns(turns, gpt4roi.template),
      bboxes_norm: gpt4roi.beside?.(shapes, size) ?? [],
    }
  })
  return [{ what: 'rounds', expected, received, tolerance: 1e-6 }]
}

/** How each kind of case of `gpt4roi.json` is run. */
export const gpt4roiKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = { encode }
