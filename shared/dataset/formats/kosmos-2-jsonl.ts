import { kosmos2, kosmos2Training } from '../../dialects/kosmos-2.ts'
import { shapeBounds, shapeNumbers } from '../../dialects/mention.ts'
import type { ImageRecord } from '../../dialogue/image.ts'
import type { Turn } from '../../dialogue/turn.ts'
import type { DialogueSource } from '../source.ts'
import { plainText } from './pictured-turn.ts'
import { readPairRow } from './prefix-suffix-read.ts'
import { roundsAlone } from './rounds.ts'
import { trainerFormat, type WrittenRow } from './trainer-format.ts'

const file = 'kosmos-2.jsonl'
const gritFile = 'grit.jsonl'

type Chunk = readonly [number, number, number, number, number, number, number]

/**
 * A caption's answer as a row of GRIT: where each phrase stands in the caption, counted in code points as Python does, and its box in
 * shares of the sides. Null where a mention has no words in front of it.
 */
export function gritRow(answer: Turn, source: DialogueSource, image: ImageRecord, url: string) {
  let caption = ''
  const chunks: Chunk[] = []
  for (const part of answer.parts) {
    if (part.kind === 'text') caption += part.text
    if (part.kind !== 'mention') continue
    const words = part.phrase?.trim() ?? ''
    const before = caption.trimEnd()
    if (words === '' || !before.endsWith(words)) return null
    const end = [...before].length
    const start = end - [...words].length
    for (const id of part.regionIds) {
      const shape = source.regions[id]?.shape
      const box = shape === undefined || shape.kind === 'point' ? null : shapeBounds(shape)
      if (box === null) return null
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = shapeNumbers({ kind: 'box', ...box })
      const { width, height } = image
      chunks.push([start, end, x1 / width, y1 / height, x2 / width, y2 / height, 1])
    }
  }
  return {
    caption,
    width: image.width,
    height: image.height,
    noun_chunks: chunks,
    ref_exps: chunks,
    id: source.dialogue.id,
    url,
  }
}

/**
 * Kosmos-2: captions as GRIT rows, other rounds as prompt and answer with phrases and patch tokens, after `<grounding>`. Sources:
 * microsoft/unilm @ 768a3c873f (`prepare_grit.py`), unilm#1186 for the question form. HF does not mask the prompt by itself.
 */
export const kosmos2Jsonl = trainerFormat({
  id: 'kosmos-2-jsonl',
  dialects: [kosmos2, kosmos2Training],
  files: [
    { name: file, about: 'Lines of image, prompt and answer; mask the prompt', layout: { kind: 'lines' } },
    { name: gritFile, about: 'Captions as rows of GRIT, boxes in 0 to 1', layout: { kind: 'lines' } },
  ],
  marks: /<image>/,
  severalImages: false,
  loss: true,
  dialogue: false,
  pictures: 'named',
  write(input) {
    const { source, images, files, note } = input
    const [image] = images
    if (image === undefined) return []
    return roundsAlone(input, 'Kosmos-2').map(({ at, question, answer }): WrittenRow => {
      const said = source.turns[at + 1]
      const grit =
        source.dialogue.kind === 'caption' && said !== undefined ? gritRow(said, source, image, files[0] ?? '') : null
      if (grit !== null) {
        note(
          'loss',
          'question-replaced',
          'GRIT rows hold the caption alone; the question’s words go.',
          source.turns[at]?.id,
        )
        return { file: gritFile, row: grit, turns: [answer] }
      }
      const prompt = `<grounding> Question: ${plainText(question)} Answer:`
      return { file, row: { image: files[0], prompt, answer: ` ${plainText(answer)}` }, turns: [question, answer] }
    })
  },
  reader: {
    layout: { kind: 'lines' },
    read(row) {
      const asked = typeof row.prompt === 'string' ? row.prompt : null
      const inner = asked === null ? null : /^<grounding> ?(?:Question: (.*?) Answer:|(.*))$/s.exec(asked)
      const prompt = inner?.[1] ?? inner?.[2] ?? row.prompt
      const answer = typeof row.answer === 'string' ? row.answer.replace(/^ /, '') : row.answer
      return readPairRow({ ...row, prompt, answer }, { question: 'prompt', answer: 'answer' })
    },
  },
})
