import { describe, expect, it } from 'vitest'
import { drawFrame, viewDialect } from './dialect-view.ts'
import { dialectById, dialects } from './registry.ts'

const size = { width: 1200, height: 800 }
const box = { kind: 'box', x1: 300, y1: 150, x2: 620, y2: 500 } as const

function view(id: string, shape: Parameters<typeof viewDialect>[1] = box) {
  const dialect = dialectById(id)
  if (dialect === null) throw new Error(`${id} is not registered`)
  return viewDialect(dialect, shape, size, 'a cat')
}

describe('one region in a dialect', () => {
  it('has a text for each side, and what is read back', () => {
    const { asks, answers } = view('florence2')
    expect([asks.kind === 'text' && asks.text, answers.kind === 'text' && answers.text]).toEqual([
      '<loc_249><loc_187><loc_516><loc_625>',
      'a cat<loc_249><loc_187><loc_516><loc_625>',
    ])
    expect(answers).toMatchObject({ beside: [], read: [{ kind: 'box', y1: 150 }] })
    expect(answers.kind === 'text' && answers.error).toBeCloseTo(0.6, 1)
  })

  it('names what a side cannot carry', () => {
    const point = { kind: 'point', x: 3, y: 4 } as const
    expect([
      view('paligemma').asks,
      view('kosmos-2', point).answers,
      view('blip').asks,
      view('gpt4roi').answers,
    ]).toEqual([
      { kind: 'loss', message: 'its questions carry no box' },
      { kind: 'loss', message: 'Kosmos-2 text has boxes, no points' },
      { kind: 'loss', message: 'BLIP text has no coordinates' },
      { kind: 'loss', message: 'GPT4RoI’s answers can name a region of an earlier question, but not a new one' },
    ])
  })

  it('keeps numbers beside the text with it', () => {
    expect(view('next-chat').answers).toMatchObject({
      kind: 'text',
      text: '<at> <boxes>',
      beside: [[0.25, 350 / 1200, 620 / 1200, 700 / 1200]],
      read: [{ kind: 'box', x1: 300, y1: 150, y2: 500 }],
      error: expect.closeTo(0, 9),
    })
  })
})

describe('the frame of a dialect', () => {
  const frame = (id: string) => view(id).frame
  it.each([
    ['shikra', { area: { x1: 0, y1: -200, x2: 1200, y2: 1000 }, steps: { width: 1000, height: 1000 } }],
    ['chatspot-pad', { area: { x1: 0, y1: 0, x2: 1200, y2: 1200 }, steps: { width: 1000, height: 1000 } }],
    ['kosmos-2', { area: { x1: 0, y1: 0, x2: 1200, y2: 800 }, steps: { width: 32, height: 32 } }],
    ['next-chat', { area: { x1: 0, y1: -200, x2: 1200, y2: 1000 }, steps: null }],
    ['qwen2.5-vl', { resized: { width: 1204, height: 812 }, steps: { width: 1204, height: 812 } }],
    ['llava-1.6', { tiles: [{ x1: 0, x2: 600 }, { x1: 600 }, { x2: 600 }, { x2: 1200 }] }],
  ])('%s', (id, expected) => expect(frame(id)).toMatchObject(expected))

  it('is missing where there are no coordinates or the picture is refused', () => {
    const dialect = dialectById('qwen2.5-vl')
    if (dialect === null) throw new Error('Qwen2.5-VL is not registered')
    expect([frame('blip'), drawFrame(dialect, { width: 20000, height: 1 })]).toEqual([null, null])
  })
})

it('every dialect says where its rule is from', () => {
  const known = dialects.filter(({ id }) => !id.startsWith('plain'))
  expect(known.filter(({ source }) => source.paper === null && source.code === null)).toEqual([])
  for (const { source } of known) {
    expect(source.paper ?? '2301.00001').toMatch(/^\d{4}\.\d{5}$/)
    expect(source.code ?? 'https://github.com/a/b').toMatch(
      /^https:\/\/(?:github\.com|huggingface\.co)\/[\w.-]+\/[\w.-]+$/,
    )
  }
})
