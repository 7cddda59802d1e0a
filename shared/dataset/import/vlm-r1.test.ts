import { expect, test } from 'vitest'
import { vlmR1Row } from '../vlm-r1-row.ts'
import { importVlmR1 } from './vlm-r1.ts'

test('a written line is read back with its boxes, quotes in labels too', () => {
  const region = { shape: { kind: 'box' as const, x1: 1, y1: 2, x2: 3, y2: 4 }, label: 'a "gate"' }
  const row = vlmR1Row(3, 'gate.png', 'Find gates.', [region], [])
  expect(importVlmR1(`${JSON.stringify(row)}\n`)).toEqual({
    pictures: [
      {
        file: 'gate.png',
        width: null,
        height: null,
        sourceId: '3',
        regions: [region],
        dialogues: [
          {
            kind: 'qa',
            turns: [
              { role: 'user', parts: [{ kind: 'text', text: 'Find gates.' }] },
              { role: 'assistant', parts: [{ kind: 'mention', regions: [0] }] },
            ],
          },
        ],
      },
    ],
    warnings: [],
  })
})

test('broken lines, lists and boxes are named with their line', () => {
  const row = (value: string) => JSON.stringify({ image: 'gate.png', conversations: [{ from: 'assistant', value }] })
  const fence = (list: string) => `\`\`\`json\n${list}\n\`\`\``
  const text = ['{', row('None'), row(fence('[{"label": "a "b""}]')), row(fence('[{"bbox_2d": [1, 2]}]'))].join('\n')
  const { pictures, warnings } = importVlmR1(text)
  expect(pictures.map(({ dialogues }) => dialogues[0]?.turns[0]?.parts[0]?.kind)).toEqual(['text', 'text', 'text'])
  expect(warnings.map(({ code, place }) => [code, place])).toEqual([
    ['not an object', 'line 1'],
    ['bad list', 'line 3, conversations[0]'],
    ['bad box', 'line 4, conversations[0], box 1'],
  ])
})
