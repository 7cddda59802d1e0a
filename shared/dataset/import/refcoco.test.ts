import { expect, test } from 'vitest'
import { importRefCoco } from './refcoco.ts'

const instances = {
  images: [{ id: 3, file_name: 'gate.png', width: 60, height: 40 }],
  annotations: [{ id: 8, image_id: 3, category_id: 9, bbox: [1, 2, 3, 4] }],
  categories: [{ id: 9, name: 'gate' }],
}

test('every sentence asks for the box of its annotation', () => {
  const sentences = [{ sent_id: 5, sent: 'open gate', raw: 'Open gate!' }]
  const refs = [{ ref_id: 1, ann_id: 8, image_id: 3, file_name: 'gate_8.png', split: 'testA', sentences }]
  const { pictures, warnings } = importRefCoco(refs, instances)
  expect(warnings).toEqual([])
  expect(pictures[0]?.file).toBe('gate.png')
  expect(pictures[0]?.dialogues).toEqual([
    {
      kind: 'qa',
      turns: [
        { role: 'user', parts: [{ kind: 'text', text: 'open gate' }] },
        { role: 'assistant', parts: [{ kind: 'mention', regions: [0], phrase: 'open gate' }] },
      ],
      sourceId: '5',
      split: 'testA',
      fields: { ref_id: '1', raw: 'Open gate!' },
    },
  ])
})

test('names references without a box, without text and on another picture', () => {
  const refs = [
    { ann_id: 7, sentences: [{ sent_id: 1, sent: 'ghost' }] },
    { ann_id: 8, image_id: 4, sentences: [{ sent_id: 2, sent: 'gate' }, { sent_id: 3 }] },
    'x',
  ]
  expect(importRefCoco(refs, instances).warnings.map(({ code, place }) => [code, place])).toEqual([
    ['unknown annotation', 'refs[0].sentences[0]'],
    ['other picture', 'refs[1].sentences[0]'],
    ['no text', 'refs[1].sentences[1]'],
    ['no sentences', 'refs[2]'],
  ])
  expect(importRefCoco(null, null).warnings.map(({ place }) => place)).toEqual(['instances file', 'refs'])
})
