import { describe, expect, it } from 'vitest'
import type { Document } from '../../document/document.ts'
import type { ImageId } from '../../ids.ts'
import { box, createSampleDocument, point, type SampleTurn } from '../sample-document.ts'
import { readSample, writeSample } from './sample-export.ts'

const regions = { b0: box(100, 200, 400, 600), b1: box(500, 100, 700, 300), p0: point(250, 350) }

function oneRound(ask: SampleTurn['parts'], answer: SampleTurn['parts'], kind: 'qa' | 'caption' = 'qa'): Document {
  return createSampleDocument({ regions, dialogues: [{ kind, turns: [{ parts: ask }, { parts: answer }] }] })
}

const where = oneRound(['Where is it?'], ['Here ', ['b0'], '.'])
const fence = '```json\n[\n\t{"bbox_2d": [100, 250, 400, 750], "label": ""}\n]\n```'

describe('rows', () => {
  it.each([
    [
      'llava-json',
      'llava.json',
      {
        id: 'd0',
        image: 'a.jpg',
        conversations: [
          { from: 'human', value: '<image>\nWhere is it?' },
          { from: 'gpt', value: 'Here [0.1, 0.3, 0.4, 0.7].' },
        ],
      },
    ],
    [
      'ms-swift-jsonl',
      'ms-swift.jsonl',
      {
        messages: [
          { role: 'user', content: '<image>Where is it?' },
          { role: 'assistant', content: 'Here <bbox>.' },
        ],
        images: ['a.jpg'],
        objects: { ref: [], bbox: [[100, 200, 400, 600]] },
      },
    ],
    [
      'llama-factory',
      'data.json',
      {
        messages: [
          { role: 'user', content: '<image>Where is it?' },
          { role: 'assistant', content: `Here ${fence}.` },
        ],
        images: ['a.jpg'],
      },
    ],
    [
      'trl-prompt-completion-jsonl',
      'metadata.jsonl',
      {
        file_names: ['a.jpg'],
        prompt: [
          {
            role: 'user',
            content: [
              { type: 'image', text: null },
              { type: 'text', text: 'Where is it?' },
            ],
          },
        ],
        completion: [{ role: 'assistant', content: [{ type: 'text', text: `Here ${fence}.` }] }],
      },
    ],
    [
      'qwen-vl-json',
      'qwen-vl.json',
      {
        id: 'd0',
        conversations: [
          { from: 'user', value: 'Picture 1: <img>a.jpg</img>\nWhere is it?' },
          { from: 'assistant', value: 'Here <box>(100,250),(400,750)</box>.' },
        ],
      },
    ],
    [
      'internvl-jsonl',
      'internvl.jsonl',
      {
        id: 'd0',
        image: 'a.jpg',
        width: 1000,
        height: 800,
        conversations: [
          { from: 'human', value: '<image>\nWhere is it?' },
          { from: 'gpt', value: 'Here <box>[[100, 250, 400, 750]]</box>.' },
        ],
      },
    ],
    [
      'paligemma-jsonl',
      'paligemma.jsonl',
      { image: 'a.jpg', prefix: 'Where is it?', suffix: 'Here <loc0256><loc0102><loc0767><loc0409>.' },
    ],
    [
      'molmo-jsonl',
      'molmo-points.jsonl',
      {
        image: 'a.jpg',
        question: 'Where is it?',
        answer: 'Here <point x="25.0" y="50.0" alt=""></point>.',
        points: [{ x: 25, y: 50 }],
        count: 1,
      },
    ],
    [
      'kosmos-2-jsonl',
      'kosmos-2.jsonl',
      {
        image: 'a.jpg',
        prompt: '<grounding> Question: Where is it? Answer:',
        answer: ' Here <object><patch_index_0259><patch_index_0748></object>.',
      },
    ],
  ])('%s', (format, file, row) => {
    const { lines } = writeSample(where, format)
    expect(lines[0]).toMatchObject({ file, row })
  })

  it('count their lines in InternVL’s meta file and name every column in LLaMA-Factory’s', () => {
    expect(writeSample(where, 'internvl-jsonl').lines[1]?.row).toMatchObject({
      deixis: { annotation: 'internvl.jsonl', length: 1 },
    })
    expect(writeSample(where, 'llama-factory').lines[1]?.row).toMatchObject({
      deixis: { columns: { messages: 'messages', images: 'images' }, tags: { system_tag: 'system' } },
    })
  })

  it('put the words of a mention between the marks that a trainer has for them', () => {
    const document = oneRound(['Where?'], ['Here: the cup', ['b0'], '.'])
    const turn = document.turns.d0t1
    const mention = turn?.parts[1]
    if (turn === undefined || mention?.kind !== 'mention') throw new Error('no mention')
    const turns = {
      ...document.turns,
      d0t1: { ...turn, parts: [turn.parts[0], { ...mention, phrase: 'cup' }, turn.parts[2]] },
    }
    const { lines } = writeSample({ ...document, turns } as Document, 'ms-swift-jsonl')
    expect(lines[0]?.row).toMatchObject({
      messages: [{}, { content: 'Here: the <ref-object><bbox>.' }],
      objects: { ref: ['cup'], bbox: [[100, 200, 400, 600]] },
    })
  })

  it('give Florence-2 the task that a round is an example of', () => {
    const { lines } = writeSample(oneRound(['What is ', ['b0'], '?'], ['A cup.']), 'florence2-jsonl')
    expect(lines[0]?.row).toEqual({
      image: 'a.jpg',
      prefix: '<REGION_TO_DESCRIPTION><loc_100><loc_250><loc_400><loc_750>',
      suffix: 'A cup.',
    })
  })
})

describe('what a format cannot hold', () => {
  const pointed = oneRound(['What is ', ['p0'], '?'], ['A cup.'])
  const long = createSampleDocument({
    regions,
    dialogues: [{ turns: [{ parts: ['One?'] }, { parts: ['1'] }, { parts: ['Two?'] }, { parts: ['2'] }] }],
  })
  it.each([
    ['a point in boxes only', pointed, 'llava-json', ['loss kind-unsupported'], 0],
    ['a box in points only', where, 'molmo-jsonl', ['loss box-as-point'], 1],
    ['what was said before', long, 'paligemma-jsonl', ['loss context-lost'], 2],
    ['a mark that people typed', oneRound(['Is <image> a word?'], ['Yes.']), 'qwen-json', ['error placeholder'], 0],
    ['ms-swift’s own mark', oneRound(['Say <bbox>'], ['No.']), 'ms-swift-jsonl', ['error placeholder'], 0],
    ['the same words where parts are lists', oneRound(['Is <image> a word?'], ['Yes.']), 'trl-messages-jsonl', [], 1],
    [
      'LLaVA’s splitter',
      oneRound(['Say ASSISTANT: now'], ['No.']),
      'llava-json',
      ['warning role-marker', 'error role-marker'],
      0,
    ],
    ['a dialogue that nobody corrected', where, 'preference-trl-jsonl', ['loss no-pair'], 0],
  ] as const)('%s', (_, document, format, report, count) => {
    const written = writeSample(document, format)
    expect([
      written.report.filter((line) => !line.includes('asks')),
      written.lines.filter((l) => l.file.endsWith('l') || l.file === 'llava.json' || l.file === 'qwen.json').length,
    ]).toEqual([[...report], count])
  })

  it('is the loss flag in LLaVA’s file, and not in ms-swift’s', () => {
    const document = createSampleDocument({
      regions,
      dialogues: [{ turns: [{ parts: ['One?'] }, { parts: ['1'], model: [] }, { parts: ['Two?'] }, { parts: ['2'] }] }],
    })
    expect(writeSample(document, 'llava-json', { learn: 'reviewed' }).report).toContain('loss loss-flag')
    const swift = writeSample(document, 'ms-swift-jsonl', { learn: 'reviewed' })
    expect(swift.report).not.toContain('loss loss-flag')
    expect(swift.lines[0]?.row).toMatchObject({ messages: [{}, { loss: false }, {}, { content: '2' }] })
    expect(writeSample(document, 'trl-prompt-completion-jsonl', { learn: 'reviewed' }).lines).toHaveLength(1)
    const openAi = writeSample(document, 'openai-jsonl', { learn: 'reviewed' }).lines[0]?.row
    expect(openAi).toMatchObject({ messages: [{}, { weight: 0 }, {}, { weight: 1 }] })
  })
})

describe('pixels of a resized picture', () => {
  const small = { ...where, images: { i0: { ...where.images.i0, width: 600, height: 700 } } } as Document
  const large = { ...where, images: { i0: { ...where.images.i0, width: 2000, height: 1600 } } } as Document
  it.each([
    ['qwen-json', where, 'qwen2.5-vl', true],
    ['qwen-json', small, 'qwen2.5-vl', false],
    ['ms-swift-text-jsonl', where, 'qwen2.5-vl', false],
    ['ms-swift-text-jsonl', large, 'qwen2.5-vl', true],
    ['llama-factory', where, 'qwen2.5-vl', true],
    ['llama-factory', large, 'qwen3-vl', false],
  ] as const)('%s names a run that would resize otherwise (case %#)', (format, document, dialect, isNamed) => {
    expect(writeSample(document, format, { dialect }).report.includes('warning resize-limits')).toBe(isNamed)
  })
})

describe('several pictures', () => {
  const document = oneRound(['Compare them.'], ['The cup ', ['b0'], ' is bigger than ', ['b9'], '.'])
  const second = { ...document.images.i0, id: 'i1' as ImageId, path: 'b.jpg', width: 500, height: 500 }
  const far = { ...document.regions.b0, id: 'b9', imageId: 'i1', shape: box(10, 20, 30, 40) }
  const dialogue = { ...document.dialogues.d0, imageIds: ['i0', 'i1'] }
  const both = {
    ...document,
    images: { ...document.images, i1: second },
    regions: { ...document.regions, b9: far },
    dialogues: { d0: dialogue },
  } as unknown as Document

  it('are named by ms-swift for each box, and come back', () => {
    const { lines } = writeSample(both, 'ms-swift-jsonl')
    expect(lines[0]?.row).toMatchObject({
      messages: [{ content: '<image><image>Compare them.' }, {}],
      images: ['a.jpg', 'b.jpg'],
      objects: {
        bbox: [
          [100, 200, 400, 600],
          [10, 20, 30, 40],
        ],
        image_id: [0, 1],
      },
    })
    const [record] = readSample('ms-swift-jsonl', lines[0]?.row).records
    expect(record?.kind === 'dialogue' && record.regions.map((region) => [region.imageId, region.shape])).toEqual([
      ['ajpg', box(100, 200, 400, 600)],
      ['bjpg', box(10, 20, 30, 40)],
    ])
  })

  it('are refused by LLaVA, numbered by InternVL', () => {
    expect(writeSample(both, 'llava-json').report).toEqual(['error image-marks'])
    expect(writeSample(both, 'internvl-jsonl').lines[0]?.row).toMatchObject({
      image: ['a.jpg', 'b.jpg'],
      conversations: [{ value: 'Image-1: <image>\nImage-2: <image>\nCompare them.' }, {}],
    })
  })
})

describe('preference pairs', () => {
  const document = createSampleDocument({
    regions,
    dialogues: [
      { turns: [{ parts: ['Where?'] }, { parts: ['Here ', ['b0'], '.'], model: ['b0'], judgement: 'corrected' }] },
    ],
  })
  const turn = document.turns.d0t1
  const run = { dialect: 'shikra', rawAnswer: ' Here [0.100,0.250,0.300,0.450].' }
  const said = { ...document, turns: { ...document.turns, d0t1: { ...turn, run } } } as unknown as Document

  it('hold what the model said, letter by letter in its own dialect', () => {
    const { lines } = writeSample(said, 'preference-ms-swift-jsonl', { dialect: 'shikra' })
    expect(lines.map((line) => line.row)).toEqual([
      {
        messages: [
          { role: 'user', content: '<image>Where?' },
          { role: 'assistant', content: 'Here [0.100,0.300,0.400,0.700].' },
        ],
        images: ['a.jpg'],
        rejected_response: 'Here [0.100,0.250,0.300,0.450].',
      },
    ])
  })

  it('are rewritten in another, and say so', () => {
    const { lines, report } = writeSample(said, 'preference-trl-jsonl', { dialect: 'qwen2-vl' })
    expect(report).toContain('warning rejected-rewritten')
    expect(lines[0]?.row).toMatchObject({
      chosen: [{ content: [{ text: 'Here <|box_start|>(100,250),(400,750)<|box_end|>.' }] }],
      rejected: [{ content: [{ text: 'Here <|box_start|>(100,188),(300,438)<|box_end|>.' }] }],
    })
  })
})
