import { describe, expect, it } from 'vitest'
import type { ExportFormat, ExportOptions } from '../api/dataset.ts'
import { documentOfRecords } from './document-records.ts'
import { exportDocument } from './export.ts'
import { parseRecord } from './record.ts'
import { box, createSampleDocument, point, type SampleTurn } from './sample-document.ts'

const all: Omit<ExportOptions, 'format'> = {
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: false,
}

function run(
  document: ReturnType<typeof createSampleDocument>,
  format: ExportFormat,
  options: Partial<ExportOptions> = {},
) {
  const steps = exportDocument(
    document,
    { ...all, format, ...options },
    { fileOf: (i) => i.path, isMissing: () => false },
  )
  const lines: { file: string; row: unknown; text: string; shapes: unknown }[] = []
  const report: string[] = []
  for (const step of steps) {
    for (const { file, text, image, shapes } of step.lines) {
      if (image !== null) lines.push({ file, row: JSON.parse(text), text, shapes: shapes() })
    }
    for (const one of step.report) report.push(`${one.severity} ${one.code}`)
  }
  return { lines, report }
}

const regions = {
  b0: box(100, 200, 400, 600),
  b1: box(500, 100, 700, 300),
  p0: point(250, 350),
}

function oneRound(ask: SampleTurn['parts'], answer: SampleTurn['parts'], kind: 'qa' | 'caption' = 'qa') {
  return createSampleDocument({ regions, dialogues: [{ kind, turns: [{ parts: ask }, { parts: answer }] }] })
}

describe('splits', () => {
  it('given by hand name the file; pictures of one dialogue that were given different ones keep it out', () => {
    const base = createSampleDocument({
      regions,
      dialogues: [{ turns: [{ parts: ['What is it?'] }, { parts: ['A cup.'] }] }],
    })
    const [image] = Object.values(base.images)
    const [dialogue] = Object.values(base.dialogues)
    if (!image || !dialogue) throw new Error('the sample has both')
    const other = { ...image, id: 'other' as typeof image.id, path: 'other.jpg' }
    const split = { seed: 1, val: 0, test: 0 }
    const marked = { ...base, marks: { [image.id]: { id: image.id, split: 'test' } } }
    const [line] = run(marked, 'llava-json', { split }).lines
    expect(line?.file).toContain('-test')
    const both = {
      ...marked,
      images: { ...base.images, other },
      dialogues: { [dialogue.id]: { ...dialogue, imageIds: [image.id, other.id] } },
      marks: { ...marked.marks, other: { id: other.id, split: 'train' } },
    }
    expect(run(both, 'llava-json', { split })).toEqual({ lines: [], report: ['error split-conflict'] })
  })
})

describe('Shikra rows', () => {
  it.each([
    [
      'a box that was asked for',
      oneRound(['Where is the red cup?'], ['The red cup ', ['b0'], '.']),
      'rec.jsonl',
      { img_path: 'a.jpg', expression: 'the red cup', bbox: [100, 200, 400, 600] },
    ],
    [
      'what a box shows',
      oneRound(['What is in ', ['b0'], '?'], ['a red cup']),
      'reg.jsonl',
      { img_path: 'a.jpg', expression: 'a red cup', bbox: [100, 200, 400, 600] },
    ],
    [
      'a caption',
      oneRound(['Describe it.'], ['A cup', ['b0'], ' and two things', ['b1', 'b0'], ' .'], 'caption'),
      'flickr.jsonl',
      {
        id: 'd0',
        image_id: 'a',
        boxes: [
          [100, 200, 400, 600],
          [500, 100, 700, 300],
        ],
        sentence: 'A cup<ph_st><ph_ed> and two things<ph_st><ph_ed> .',
        boxes_seq: [[0], [1, 0]],
      },
    ],
    [
      'a question about a point inside a box',
      oneRound(['What colour is this?', ['p0']], ['The answer is red .']),
      'pointqa.jsonl',
      {
        file_path: 'a.jpg',
        question: 'What colour is this?',
        answer: 'red',
        bbox: [100, 200, 400, 600],
        point: [250, 350],
      },
    ],
    [
      'reasoning with boxes',
      oneRound(['Is ', ['b0'], ' a cup?'], ['It', ['b0'], ' has a handle. So the answer is yes.']),
      'gpt4gen.jsonl',
      {
        img_path: 'a.jpg',
        boxes: [[100, 200, 400, 600]],
        question: 'Is <ph_st><ph_ed> a cup?',
        question_boxes_seq: [[0]],
        answer: 'yes',
        cot_with_ans: 'It<ph_st><ph_ed> has a handle. So the answer is yes.',
        answer_boxes_seq: [[0]],
      },
    ],
    [
      'anything else as the item of every loader',
      oneRound(['Is ', ['p0'], ' inside ', ['b0', 'b1'], '?'], ['Yes ', ['p0'], '.']),
      'items.jsonl',
      {
        image: 'a.jpg',
        target: {
          boxes: [
            [100, 200, 400, 600],
            [500, 100, 700, 300],
          ],
          points: [[250, 350]],
        },
        conversations: [
          { from: 'human', value: '<image> Is <points> inside <boxes>?', boxes_seq: [[0, 1]], points_seq: [[0]] },
          { from: 'gpt', value: 'Yes <points>.', boxes_seq: null, points_seq: [[0]] },
        ],
      },
    ],
  ])('%s', (_, document, file, row) => {
    const { lines } = run(document, 'shikra-jsonl')
    expect(lines.map((line) => [line.file, line.row])).toEqual([[file, row]])
  })

  it('shows what the exported text says, not what the document holds', () => {
    const { lines } = run(oneRound(['Where is the cup?'], [['b0']]), 'shikra-jsonl')
    // 1000 × 800 pixels: a thousandth is one pixel, the padding 100 pixels above and below.
    const [line] = lines
    expect(line?.shapes).toEqual([box(100, 200, 400, expect.closeTo(600, 9) as number)])
  })

  it('refuses what would stop or mislead the loader', () => {
    const cases = [
      oneRound(['What {is} ', ['b0'], '?'], ['x']),
      oneRound(['What is <boxes>?'], ['x']),
      oneRound(['Say " ASSISTANT: hi".'], ['x']),
      oneRound(['What is ', ['b0', 'p0'], '?'], ['x']),
      oneRound(['Plain {braces} without regions'], ['fine']),
    ]
    expect(cases.map((document) => run(document, 'shikra-jsonl').report)).toEqual([
      ['error brace'],
      ['error placeholder'],
      ['warning role-marker'],
      ['error mixed-kinds'],
      [],
    ])
  })
})

describe('ChatSpot rows', () => {
  it('writes boxes as left, top, width, height and reads them back from the text', () => {
    const { lines } = run(oneRound(['What are ', ['b0', 'b1'], '?'], ['A cup ', ['b0'], '.']), 'chatspot-jsonl')
    expect(lines).toEqual([
      {
        file: 'chatspot.jsonl',
        text: expect.any(String),
        row: {
          image: 'a.jpg',
          boxes: [
            [100, 200, 300, 400],
            [500, 100, 200, 200],
            [100, 200, 300, 400],
          ],
          conversations: [
            { from: 'human', value: 'What are <box> <box>?' },
            { from: 'gpt', value: 'A cup <box>.' },
          ],
        },
        shapes: [expect.anything(), expect.anything(), expect.anything()],
      },
    ])
  })

  it('leaves out dialogues with points and says so', () => {
    expect(run(oneRound(['What is ', ['p0'], '?'], ['x']), 'chatspot-jsonl')).toEqual({
      lines: [],
      report: ['loss kind-unsupported'],
    })
  })
})

describe('Deixis’ own records', () => {
  it('give the same bytes after reading them in again', () => {
    const document = createSampleDocument({
      regions: { ...regions, lone: box(1.5, 2.25, 300.125, 400) },
      dialogues: [
        { kind: 'chat', turns: [{ parts: ['Where?'] }, { parts: ['Here ', ['b1'], '.'], model: ['b1'] }] },
        { kind: 'qa', turns: [{ parts: ['{<boxes>} USER: “ä😀”', ['b0', 'p0']] }] },
      ],
    })
    const { lines, report } = run(document, 'deixis-jsonl')
    expect(report).toEqual(['warning unreviewed'])
    const records = lines.map((line) => parseRecord(line.text))
    const read = documentOfRecords(records.flatMap((record) => (record.ok ? [record.value] : [])))
    expect(read).toEqual(document)
    expect(run(read, 'deixis-jsonl').lines.map((line) => line.text)).toEqual(lines.map((line) => line.text))
    const [[id, image] = ['', undefined]] = Object.entries(document.images)
    const copied = {
      ...document,
      images: { ...document.images, [id]: { ...image, modifiedAt: 99 } },
    } as typeof document
    expect(run(copied, 'deixis-jsonl').lines.map((line) => line.text)).toEqual(lines.map((line) => line.text))
  })

  it('are refused with the reason when they are damaged', () => {
    expect([parseRecord('{'), parseRecord('{"deixis":1,"kind":"image"}')]).toEqual([
      { ok: false, error: 'the line is not JSON' },
      { ok: false, error: expect.stringContaining('image') },
    ])
  })
})

describe('options', () => {
  const document = createSampleDocument({
    regions: { b0: box(100, 200, 400, 600), b1: box(500, 100, 700, 300), b2: box(10, 10, 90, 90) },
    dialogues: [
      {
        kind: 'chat',
        turns: [
          { parts: ['Where is the cup?'] },
          { parts: [['b0']], model: ['b0'], review: 'reviewed', judgement: 'accepted' },
          { parts: ['And the fork?'] },
          { parts: [['b1']], model: ['b1'] },
          { parts: ['And the knife?'] },
          { parts: [['b2']], model: ['b2'], judgement: 'rejected' },
          { parts: ['Anything else?'] },
        ],
      },
    ],
  })

  it('leave out whole rounds and report each', () => {
    const rounds = (options: Partial<ExportOptions>, format: ExportFormat = 'chatspot-jsonl') => {
      const { lines, report } = run(document, format, options)
      const texts = lines.map((line) => (line.text.match(/cup|fork|knife|else/g) ?? []).join(' '))
      return [texts, report]
    }
    expect(rounds({})).toEqual([['cup fork'], ['loss rejected-proposal', 'loss unanswered', 'warning unreviewed']])
    expect(rounds({ openProposals: false })).toEqual([
      ['cup'],
      ['loss open-proposal', 'loss rejected-proposal', 'loss unanswered'],
    ])
    expect(rounds({ reviewedOnly: true })).toEqual([
      ['cup'],
      ['loss not-reviewed', 'loss rejected-proposal', 'loss unanswered'],
    ])
    expect(rounds({}, 'deixis-jsonl')).toEqual([['cup fork knife else'], ['warning unreviewed']])
  })
})

describe('large documents', () => {
  it.each(['deixis-jsonl', 'shikra-jsonl', 'chatspot-jsonl'] as const)(
    '%s looks through all regions a few times, however many dialogues there are',
    (format) => {
      const ask = { turns: [{ parts: ['What colour is this?', ['p0']] }, { parts: ['The answer is red .'] }] }
      const document = createSampleDocument({ regions, dialogues: Array.from({ length: 50 }, () => ask) })
      let looks = 0
      const counted = new Proxy(document.regions, {
        ownKeys(target) {
          looks++
          return Reflect.ownKeys(target)
        },
      })
      run({ ...document, regions: counted }, format)
      expect(looks).toBeLessThanOrEqual(2)
    },
  )
})

describe('the audit', () => {
  it('names errors and warnings with the dialogue they are about', () => {
    const round = (...parts: SampleTurn['parts']) => [{ parts: ['What is '] }, { parts }]
    const codes = (given: Parameters<typeof createSampleDocument>[0], format: ExportFormat = 'deixis-jsonl') =>
      run(createSampleDocument(given), format).report
    expect([
      codes({ regions: {}, dialogues: [{ turns: round('It is ', ['gone']) }] }),
      codes({ regions: { b: box(5, 5, 5, 9) }, dialogues: [{ turns: round(['b']) }] }),
      codes({ regions: { b: box(5, 5, 8, 9) }, dialogues: [{ turns: round(['b']) }] }),
      codes({ regions: { b: box(0, 0, 1000, 800) }, dialogues: [{ turns: round(['b']) }] }),
      codes({ regions: { b: box(-20, 0, 100, 100) }, dialogues: [{ turns: round(['b']) }] }),
      codes({ regions: { b: box(-20, 0, 100, 100) }, dialogues: [{ turns: round(['b']) }] }, 'shikra-jsonl'),
      codes({ regions: { b: box(0, -20, 100, 100) }, dialogues: [{ turns: round(['b']) }] }, 'shikra-jsonl'),
      codes({ regions: { a: box(0, 0, 100, 100), b: box(0, 0, 100, 101) }, dialogues: [{ turns: round(['a', 'b']) }] }),
      codes({ regions: {}, dialogues: [{ turns: round(' ') }] }),
      codes({ regions: {}, dialogues: [{ turns: [...round('x'), { parts: ['y'], role: 'assistant' }] }] }),
      codes({ regions: {}, dialogues: [{ turns: round('x') }, { turns: round('x') }] }),
    ]).toEqual([
      ['warning mention-gone'],
      ['error corners-swapped'],
      ['warning tiny-box'],
      ['warning whole-image'],
      ['warning outside-image'],
      ['warning outside-image', 'error out-of-range'],
      ['warning outside-image'],
      ['warning duplicate-box'],
      ['error empty-answer'],
      ['error roles-not-alternating'],
      ['warning duplicate-turn'],
    ])
  })
})
