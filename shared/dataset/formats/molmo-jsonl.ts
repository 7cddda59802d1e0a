import { molmo, molmoPercent } from '../../dialects/molmo.ts'
import { shapesInText } from './dialect-rules.ts'
import { plainText } from './pictured-turn.ts'
import { readPairRow } from './prefix-suffix-read.ts'
import { roundsAlone } from './rounds.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'molmo-points.jsonl'

/**
 * Molmo's pointing examples: question and answer as its formatter writes them, and the points in percent as PixMo-Points has them. Boxes
 * are written as their middles. Source: allenai/molmo @ 793fa38, which reads no JSON itself.
 */
export const molmoJsonl = trainerFormat({
  id: 'molmo-jsonl',
  dialects: [molmo],
  files: [{ name: file, about: 'Lines of image, question, answer and points in percent', layout: { kind: 'lines' } }],
  marks: /<image>/,
  severalImages: false,
  loss: true,
  dialogue: false,
  pictures: 'named',
  consumer: { orientation: 'applied' },
  write(input) {
    const [image] = input.images
    if (image === undefined) return []
    return roundsAlone(input, 'Molmo').map(({ question, answer }) => {
      const text = plainText(answer)
      const points = shapesInText(text, molmo, image).flatMap((shape) => {
        if (shape.kind !== 'point') return []
        const [x, y] = molmoPercent(shape, image)
        return [{ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }]
      })
      const row = { image: input.files[0], question: plainText(question), answer: text, points, count: points.length }
      return { file, row, turns: [question, answer] }
    })
  },
  reader: {
    layout: { kind: 'lines' },
    read(row) {
      const reading = readPairRow(row, { question: 'question', answer: 'answer' })
      return { ...reading, unknown: reading.unknown.filter((name) => name !== 'points' && name !== 'count') }
    },
  },
})
