import { expect, test } from 'vitest'
import { importXAnyLabeling } from './x-anylabeling.ts'

test('reads four-cornered rectangles, scores, attributes, chat and the keys it is told', () => {
  const json = {
    imagePath: 'gate.png',
    imageWidth: 60,
    imageHeight: 40,
    description: 'in the yard',
    shapes: [
      {
        label: 'gate',
        shape_type: 'rectangle',
        points: [
          [9, 8],
          [1, 8],
          [1, 2],
          [9, 2],
        ],
        score: 0.5,
        difficult: true,
        attributes: { colour: 'grey' },
      },
    ],
    chat_history: [
      { role: 'user', content: '<image>\nOpen?', image: 'gate.png' },
      { role: 'assistant', content: 'No.', image: null },
      { role: 'user', content: '<image>Sure?' },
      { role: 'tool', content: 'x' },
    ],
    vqaData: { ask: 'Which?', say: ['iron', 2], hard: true },
  }
  const { pictures, warnings } = importXAnyLabeling(json, { question: 'ask', answer: 'say' })
  expect(pictures[0]).toEqual({
    file: 'gate.png',
    width: 60,
    height: 40,
    fields: { description: 'in the yard' },
    regions: [
      {
        shape: { kind: 'box', x1: 1, y1: 2, x2: 9, y2: 8 },
        label: 'gate',
        attributes: { colour: 'grey' },
        fields: { score: 0.5, difficult: true },
      },
    ],
    dialogues: [
      {
        kind: 'chat',
        turns: [
          { role: 'user', parts: [{ kind: 'image' }, { kind: 'text', text: '\nOpen?' }] },
          { role: 'assistant', parts: [{ kind: 'text', text: 'No.' }] },
          { role: 'user', parts: [{ kind: 'text', text: 'Sure?' }] },
        ],
      },
      {
        kind: 'qa',
        turns: [
          { role: 'user', parts: [{ kind: 'text', text: 'Which?' }] },
          { role: 'assistant', parts: [{ kind: 'text', text: 'iron, 2' }] },
        ],
        fields: { hard: true },
      },
    ],
  })
  expect(warnings.map(({ effect, code, place }) => [effect, code, place])).toEqual([
    ['changed', 'mark again', 'chat_history[2]'],
    ['dropped', 'bad message', 'chat_history[3]'],
  ])
})
