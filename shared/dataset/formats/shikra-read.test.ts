import { describe, expect, it } from 'vitest'
import { readSample } from './sample-export.ts'

/** A row's turns as words and shapes, loose shapes behind them, and what is wrong. */
function read(row: unknown, id = 'shikra-jsonl') {
  const { records, report } = readSample(id, row)
  return {
    turns: records.flatMap((record): unknown[] =>
      record.kind === 'image'
        ? [{ loose: record.regions.map(({ shape }) => shape) }]
        : record.turns.map(({ role, parts }) => [
            role,
            ...parts.map((part) => {
              if (part.kind !== 'mention') return part.kind === 'image' ? '<image>' : part.text
              const shapes = part.regionIds.map((id) => record.regions.find((one) => one.id === id)?.shape)
              return part.phrase === undefined ? { shapes } : { shapes, phrase: part.phrase }
            }),
          ]),
    ),
    report: report.map(({ severity, code }) => `${severity} ${code}`),
  }
}

const box = (x1: number, y1: number, x2: number, y2: number) => ({ kind: 'box', x1, y1, x2, y2 })
const fine = (...turns: unknown[]) => ({ turns, report: [] })

describe('rows of Shikra’s loaders', () => {
  it.each([
    [
      'RECDataset',
      { img_path: 'a.jpg', expression: 'left dog', bbox: [10, 20, 30, 40], width: 1000, height: 800 },
      fine(['user', 'Where is left dog?'], ['assistant', 'Answer: ', { shapes: [box(10, 20, 30, 40)] }, ' .']),
    ],
    [
      'FlickrDataset, phrases with several boxes and with none',
      {
        id: 7,
        image_id: 1007,
        boxes: [
          [20, 30, 120, 340],
          [130, 40, 300, 350],
        ],
        sentence: '<ph_st>Two men<ph_ed> and <ph_st><ph_ed> .',
        boxes_seq: [[0, 1], [1]],
      },
      fine(
        ['user', 'Describe the picture and mark all that you name.'],
        [
          'assistant',
          'Two men',
          { shapes: [box(20, 30, 120, 340), box(130, 40, 300, 350)], phrase: 'Two men' },
          ' and ',
          { shapes: [box(130, 40, 300, 350)] },
          ' .',
        ],
      ),
    ],
    [
      'Point_QA_local, whose box is not mentioned',
      { file_path: 'a.jpg', question: 'Is it ripe?', answer: 'yes', bbox: [1, 2, 30, 40], point: [5, 6] },
      fine(['user', 'Is it ripe?', { shapes: [{ kind: 'point', x: 5, y: 6 }] }], ['assistant', 'The answer is yes .'], {
        loose: [box(1, 2, 30, 40)],
      }),
    ],
    [
      'items of several rounds, the picture in the middle',
      {
        image: 'a.jpg',
        target: { boxes: [[1, 2, 30, 40]], points: [] },
        conversations: [
          { from: 'human', value: 'What in <image> is <boxes>?', boxes_seq: [[0]], points_seq: null },
          { from: 'gpt', value: 'A cup.' },
          { from: 'human', value: 'Where are <boxes> typed?' },
          { from: 'gpt', value: 'Here<boxes>.', boxes_seq: [[0]] },
        ],
      },
      fine(
        ['user', 'What in ', '<image>', ' is ', { shapes: [box(1, 2, 30, 40)] }, '?'],
        ['assistant', 'A cup.'],
        ['user', 'Where are <boxes> typed?'],
        ['assistant', 'Here', { shapes: [box(1, 2, 30, 40)] }, '.'],
      ),
    ],
  ])('%s', (_, row, expected) => {
    const { turns, report } = read(row)
    expect({ turns, report: report.filter((line) => !line.startsWith('warning')) }).toEqual(expected)
  })

  const target = { boxes: [[1, 2, 3, 4]] }
  it.each([
    ['a list for a mark that is not there', { target, seq: [[0], [0]] }, 'error placeholders'],
    ['a box that is not there', { target, seq: [[3]] }, 'error placeholders'],
    ['no regions at all', {}, 'error no-target'],
  ])('refuses what upstream would stop at: %s', (_, { seq, ...rest }: { seq?: number[][] }, code) => {
    const conversations = [
      { from: 'human', value: 'What is <boxes>?', boxes_seq: seq },
      { from: 'gpt', value: 'x' },
    ]
    expect(read({ image: 'a.jpg', ...rest, conversations })).toEqual({ turns: [], report: [code] })
  })
})

it('reads MMGPT’s rows: left, top, width, height, the picture in front unless the question names it', () => {
  const row = {
    image: 'a.jpg',
    boxes: [
      [10, 20, 30, 40],
      [1, 2, 5, 6],
    ],
    conversations: [
      { from: 'human', value: 'What are <box> <box>?' },
      { from: 'gpt', value: 'Cups.' },
    ],
  }
  const shapes = [box(10, 20, 40, 60), box(1, 2, 6, 8)]
  expect(read(row, 'chatspot-jsonl')).toEqual(fine(['user', 'What are ', { shapes }, '?'], ['assistant', 'Cups.']))
  expect(read({ ...row, boxes: row.boxes.slice(1) }, 'chatspot-jsonl').report).toEqual(['error placeholders'])
})
