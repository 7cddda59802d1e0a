import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dialect } from '../../dialects/dialect.ts'
import type { Format } from '../format.ts'
import { box, createSampleDocument } from '../sample-document.ts'
import { dialogueFormats } from './dialogue-formats.ts'
import { readSample, writeSample } from './sample-export.ts'

describe('reading', () => {
  const chat = (...turns: [string, string][]) => turns.map(([from, value]) => ({ from, value }))
  it.each([
    [
      'too few marks',
      'llava-json',
      { image: 'a.jpg', conversations: chat(['human', 'q'], ['gpt', 'a']) },
      'error image-marks',
    ],
    [
      'a mark that somebody typed',
      'llama-factory',
      { images: ['a.jpg'], messages: chat(['user', '<image>Is <image> a word?'], ['assistant', 'Yes.']) },
      'error image-marks',
    ],
    [
      'roles out of order',
      'qwen-json',
      { image: 'a.jpg', conversations: chat(['gpt', 'a'], ['human', '<image>q']) },
      'error roles-not-alternating',
    ],
    [
      'an empty answer',
      'llava-json',
      { image: 'a.jpg', conversations: chat(['human', '<image>q'], ['gpt', ' ']) },
      'error empty-answer',
    ],
    [
      'swapped corners',
      'llava-json',
      { image: 'a.jpg', conversations: chat(['human', '<image>q'], ['gpt', '[0.9, 0.3, 0.4, 0.7]']) },
      'error corners-swapped',
    ],
    [
      'boxes that nothing places',
      'ms-swift-jsonl',
      {
        images: ['a.jpg'],
        messages: chat(['user', 'q'], ['assistant', 'a']),
        objects: { ref: [], bbox: [[1, 2, 3, 4]] },
      },
      'error box-marks',
    ],
    [
      'a box of three numbers',
      'ms-swift-jsonl',
      {
        images: ['a.jpg'],
        messages: chat(['user', 'q'], ['assistant', '<bbox>']),
        objects: { ref: [], bbox: [[1, 2, 3]] },
      },
      'error objects',
    ],
    [
      'places without pictures',
      'trl-messages-jsonl',
      { file_names: [], messages: [{ role: 'user', content: [{ type: 'image' }] }] },
      'error image-marks',
    ],
    ['a path that HF refuses', 'trl-messages-jsonl', { file_names: ['../a.jpg'], messages: [] }, 'error image-path'],
    ['a foreign role', 'openai-jsonl', { messages: [{ role: 'tool', content: 'x' }] }, 'error role-unknown'],
    [
      'a system text that would be an answer',
      'qwen-json',
      { image: 'a.jpg', conversations: chat(['system', 's'], ['human', '<image>q'], ['gpt', 'a']) },
      'error system-as-answer',
    ],
    [
      'several pictures for LLaVA',
      'llava-json',
      { image: ['a.jpg', 'b.jpg'], conversations: chat(['human', '<image><image>q'], ['gpt', 'a']) },
      'warning several-images',
    ],
    [
      'a part that TRL does not count',
      'trl-messages-jsonl',
      { file_names: ['a.jpg'], messages: [{ role: 'user', content: [{ type: 'image', image: null }] }] },
      'error content',
    ],
    ['no object', 'paligemma-jsonl', [], 'error no-object'],
  ])('names %s', (_, format, row, line) => {
    expect(readSample(format, row).report.map(({ severity, code }) => `${severity} ${code}`)).toContain(line)
  })

  it('takes a row whose coordinates are wrong, and leaves them as text', () => {
    const { records, report } = readSample('llava-json', {
      image: 'a.jpg',
      conversations: chat(['human', '<image>\nq'], ['gpt', 'At [0.1, 0.2, 1.5, 0.4].']),
    })
    expect(report.map(({ severity, code }) => [severity, code])).toEqual([['error', 'out-of-range']])
    expect(records.map((record) => record.kind === 'dialogue' && record.turns[1]?.parts)).toEqual([
      [{ kind: 'text', text: 'At [0.1, 0.2, 1.5, 0.4].' }],
    ])
  })

  it('takes boxes in shares of the sides', () => {
    const row = {
      images: ['a.jpg'],
      messages: chat(['user', 'q'], ['assistant', '<bbox>']),
      objects: { ref: [], bbox: [[0.1, 0.2, 0.5, 0.5]], bbox_type: 'norm1' },
    }
    const [record] = readSample('ms-swift-jsonl', row).records
    expect(record?.regions.map((region) => region.shape)).toEqual([box(100, 160, 500, 400)])
  })

  it('stands any JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...dialogueFormats), fc.jsonValue(), (format, value) => {
        const { records, report } = readSample(format.id, value)
        expect(format.reader === null || records.length + report.length > 0).toBe(true)
      }),
    )
  })

  const side = (from: number, to: number) => fc.integer({ min: from, max: to })
  it('gives back every box within half a step, in every dialect', () => {
    const shapes = fc.record({ x: side(0, 800), y: side(0, 600), w: side(40, 199), h: side(40, 199) })
    const cases = dialogueFormats
      .filter(({ id, reader }) => reader !== null && !/^(?:molmo|preference)-/.test(id))
      .flatMap((format): { format: Format; dialect: Dialect | null }[] =>
        format.dialects.length === 0
          ? [{ format, dialect: null }]
          : format.dialects.map((dialect) => ({ format, dialect })),
      )
      .filter(({ dialect }) => dialect === null || (dialect.can.answers.boxes && dialect.boxes !== false))
    fc.assert(
      fc.property(fc.constantFrom(...cases), shapes, ({ format, dialect }, { x, y, w, h }) => {
        const shape = box(x, y, x + w, y + h)
        const document = createSampleDocument({
          regions: { b0: shape },
          dialogues: [{ turns: [{ parts: ['Where is it?'] }, { parts: ['Here ', ['b0']] }] }],
        })
        const { lines } = writeSample(document, format.id, dialect === null ? {} : { dialect: dialect.id })
        const { records, report } = readSample(format.id, lines[0]?.row, dialect?.id)
        expect(report).toEqual([])
        const [region] = records.flatMap((record) => record.regions)
        const found = region?.shape
        if (found?.kind !== 'box') throw new Error(`${format.id} ${dialect?.id}: no box came back`)
        const size = { width: 1000, height: 800 }
        const half = dialect?.halfStep(size) ?? { x: 0, y: 0 }
        const step = dialect?.reach === undefined ? 1 : 2
        for (const [a, b, limit] of [
          [found.x1, x, half.x],
          [found.y1, y, half.y],
          [found.x2, x + w, half.x],
          [found.y2, y + h, half.y],
        ] as const) {
          expect(Math.abs(a - b)).toBeLessThanOrEqual(limit * step + 1e-3)
        }
      }),
      { numRuns: 400 },
    )
  })
})
