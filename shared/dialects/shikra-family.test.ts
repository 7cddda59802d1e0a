import { describe, expect, it } from 'vitest'
import type { Dialect } from './dialect.ts'
import { dialectById } from './registry.ts'

const ids = [
  'next-chat',
  'llava-v0',
  'llava-1.5',
  'llava-1.6',
  'kosmos-2',
  'kosmos-2-training',
  'ferret',
  'gpt4roi',
  'osprey',
  'minigpt-v2',
  'cogvlm-grounding',
]

function dialect(id: string): Dialect {
  const found = dialectById(id)
  if (found === null) throw new Error(`${id} is not registered`)
  return found
}

describe.each(ids)('%s', (id) => {
  it('warns of what a user types when it looks like a part of the notation', () => {
    const marks: Readonly<Record<string, string>> = {
      'next-chat': '<at> {',
      'llava-v0': '<image> ###',
      'llava-1.5': '<image> ASSISTANT:',
      'llava-1.6': '<image> [INST]',
      'kosmos-2': '<object> Answer:',
      'kosmos-2-training': '<phrase> Question:',
      ferret: '<region_fea> ASSISTANT:',
      gpt4roi: '<bbox> ###',
      osprey: '<mask> USER:',
      'minigpt-v2': '<delim> [refer]',
      'cogvlm-grounding': '<EOI> [INST]',
    }
    const found = dialect(id).hazards(`say ${marks[id]} now`)
    expect(found.map((hazard) => hazard.text).join(' ')).toBe(marks[id])
    expect(dialect(id).hazards('What is the man, 3 steps from [see note], holding?')).toEqual([])
  })
})

const image = { width: 1200, height: 800 }
const short = (id: string, text: string, beside?: number[][]): string[] =>
  dialect(id)
    .decode(text, image, beside)
    .map((span) => {
      if (span.kind === 'text') return `text ${span.text}`
      if (span.kind === 'malformed') return `${span.code} ${span.text}`
      const phrase = span.phrase === undefined ? '' : ` “${span.phrase}”`
      return `${span.shapes.length} ${span.text}${phrase} ${span.warnings.map(({ code }) => code).join(' ')}`.trim()
    })

it.each<[string, string, string[], number[][]?]>([
  ['next-chat', 'a dog <at> <boxes>.', ['text a dog ', 'numbers-missing <at> <boxes>', 'text .']],
  [
    'next-chat',
    '<at> <boxes> <at> <boxes>',
    ['2 <at> <boxes> <at> <boxes>'],
    [
      [0.1, 0.2, 0.3, 0.4],
      [0, 0.2, 1, 0.8],
    ],
  ],
  ['next-chat', '<at> <boxes>', ['1 <at> <boxes> outside-image'], [[0, 0, 1, 1]]],
  ['next-chat', '<at> <boxes>', ['corners-swapped <at> <boxes>'], [[0.5, 0, 0.2, 1]]],
  ['next-chat', 'x <at>', ['text x ', 'wrong-count <at>']],
  ['llava-1.5', 'It is [0.25, 0.29, 0.52, 0.58].', ['text It is ', '1 [0.25, 0.29, 0.52, 0.58]', 'text .']],
  ['llava-1.5', '[250, 187, 516, 625]', ['out-of-range [250, 187, 516, 625]']],
  [
    'kosmos-2',
    'A<phrase> dog</phrase><object><patch_index_0044><patch_index_0863></object>.',
    ['text A', '1 <phrase> dog</phrase><object><patch_index_0044><patch_index_0863></object> “ dog”', 'text .'],
  ],
  [
    'kosmos-2',
    '<object> <patch_index_0044> <patch_index_0863> </object>',
    ['1 <object> <patch_index_0044> <patch_index_0863> </object> upstream-unread'],
  ],
  ['kosmos-2', '<object><patch_index_0044></object>', ['wrong-count <object><patch_index_0044></object>']],
  [
    'kosmos-2',
    '<object><patch_index_0863><patch_index_0044></object>',
    ['corners-swapped <object><patch_index_0863><patch_index_0044></object>'],
  ],
  [
    'kosmos-2',
    '<object><patch_index_1500><patch_index_2000></object>',
    ['out-of-range <object><patch_index_1500><patch_index_2000></object>'],
  ],
  ['kosmos-2', '<phrase> man</phrase> sits', ['wrong-count <phrase> man</phrase>', 'text  sits']],
  ['ferret', 'cup [250, 187, 516, 625] <region_fea>?', ['text cup ', '1 [250, 187, 516, 625] <region_fea>', 'text ?']],
  ['ferret', '[250,187,516,625]', ['1 [250,187,516,625] upstream-unread']],
  ['ferret', '[250, 187, 516, 1625]', ['out-of-range [250, 187, 516, 1625]']],
  ['gpt4roi', 'Is region1 <bbox> red?', ['text Is ', '1 region1 <bbox>', 'text  red?'], [[0, 0, 1, 1]]],
  ['gpt4roi', 'region1 is red', ['text region1 is red']],
  ['osprey', 'region1<mask><pos>', ['1 region1<mask><pos>'], [[0, 0, 9, 0, 9, 5, 0, 5]]],
  ['minigpt-v2', '<p>a dog</p> {<25><18><51><62>}', ['1 <p>a dog</p> {<25><18><51><62>} “a dog”']],
  ['minigpt-v2', '{<25> <18> <51> <62>}', ['1 {<25> <18> <51> <62>} upstream-unread']],
  ['minigpt-v2', '{<25><18><51>}', ['wrong-count {<25><18><51>}']],
  ['minigpt-v2', '{<25><18><51><62>', ['unclosed {<25><18><51><62>']],
  ['minigpt-v2', '{<-3><0><108><62>}', ['out-of-range {<-3><0><108><62>}']],
  ['minigpt-v2', 'a set {x} of <b>', ['text a set {x} of <b>']],
  [
    'cogvlm-grounding',
    'A cup[[250,187,516,625;001,002,003,004]].',
    ['text A cup', '2 [[250,187,516,625;001,002,003,004]]', 'text .'],
  ],
  ['cogvlm-grounding', '[[086, 540, 400, 760]]', ['1 [[086, 540, 400, 760]] upstream-unread']],
  ['cogvlm-grounding', '[[1,2,3]]', ['wrong-count [[1,2,3]]']],
  ['cogvlm-grounding', '[[250,187,516,1200]]', ['out-of-range [[250,187,516,1200]]']],
  ['cogvlm-grounding', '[[250,187,516', ['unclosed [[250,187,516']],
  ['cogvlm-grounding', '[[see]] [1]', ['text [[see]] [1]']],
])('%s reads %s', (id, text, expected, beside) => expect(short(id, text, beside)).toEqual(expected))

describe('what a dialect cannot write is a named loss', () => {
  const box = { kind: 'box', x1: 10, y1: 20, x2: 300, y2: 400 } as const
  const point = { kind: 'point', x: 10, y: 20 } as const
  it.each(ids.filter((id) => id !== 'ferret'))('%s takes no point', (id) => {
    expect(dialect(id).encode([point], image)).toMatchObject({ ok: false, error: { code: 'kind-unsupported' } })
  })

  it('tells users from answers', () => {
    const ask = { role: 'user' } as const
    const answer = { role: 'assistant' } as const
    const { ferret, gpt4roi } = { ferret: dialect('ferret'), gpt4roi: dialect('gpt4roi') }
    expect([
      ferret.encode([point], image, ask),
      ferret.encode([point], image, answer).ok,
      ferret.encode([box], image, answer),
      gpt4roi.encode([box], image, answer).ok,
      gpt4roi.encode([box], image, { ...answer, regions: [{ number: 2, isNew: false }] }),
      gpt4roi.beside?.([box], image, { ...ask, regions: [{ number: 2, isNew: false }] }),
    ]).toEqual([
      { ok: true, value: '[8, 25] <region_fea>' },
      false,
      { ok: true, value: '[8, 25, 250, 500]' },
      false,
      { ok: true, value: 'region2' },
      [],
    ])
  })

  it('refuses boxes that Kosmos-2 has no tokens for', () => {
    const codes = (id: string) =>
      [
        { ...box, x1: -40 },
        { ...box, x2: 10 },
        { ...box, x2: 5 },
        { ...box, x1: 1300, x2: 1400 },
      ].map((shape) => {
        const written = dialect(id).encode([shape], image)
        return written.ok ? written.value : written.error.code
      })
    expect([codes('kosmos-2'), codes('kosmos-2-training')]).toEqual([
      ['outside-image', 'no-area', 'corners-swapped', 'outside-image'],
      [
        '<object><patch_index_0000><patch_index_0520></object>',
        '<object><patch_index_0000><patch_index_0512></object>',
        'corners-swapped',
        'outside-image',
      ],
    ])
  })
})
