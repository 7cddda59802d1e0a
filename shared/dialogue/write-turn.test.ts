import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Dialect } from '../dialects/dialect.ts'
import { dialectById, dialects } from '../dialects/registry.ts'
import { DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'
import { createGrounding } from './grounding.ts'
import { promptOf } from './prompt.ts'
import type { Region } from './region.ts'
import type { Part, Turn } from './turn.ts'

const imageId = v.parse(ImageId, 'image')
const image = { id: imageId, width: 1200, height: 800 }
const id = (name: string) => v.parse(RegionId, name)

function region(name: string, number: number, corners: [number, number, number, number]): Region {
  const [x1, y1, x2, y2] = corners
  const shape = { kind: 'box' as const, x1, y1, x2, y2 }
  return { id: id(name), imageId, number, shape, label: '', origin: 'human', createdAt: 0 }
}

const regions = { a: region('a', 1, [300, 150, 620, 500]), b: region('b', 2, [600, 0, 1200, 800]) }

function turn(role: Turn['role'], parts: Part[]): Turn {
  return {
    id: v.parse(TurnId, 't'),
    dialogueId: v.parse(DialogueId, 'd'),
    order: 0,
    role,
    parts,
    origin: 'human',
    review: 'open',
    createdAt: 0,
  }
}

const text = (words: string): Part => ({ kind: 'text', text: words })
const mention = (names: string[], phrase?: string): Part => ({
  kind: 'mention',
  regionIds: names.map(id),
  ...(phrase === undefined ? {} : { phrase }),
})

function dialect(name: string): Dialect {
  const found = dialectById(name)
  if (found === null) throw new Error(`${name} is not registered`)
  return found
}

function written(name: string, turns: Turn[]) {
  const built = promptOf({ turns, regions, image, dialect: dialect(name) })
  expect(built.problems).toEqual([])
  return built.turns.map(({ text: said, values }) => (values === undefined ? said : [said, values]))
}

describe('words of a mention', () => {
  const turns = [turn('user', [text('What is near a red car'), mention(['a', 'b'], 'a red car'), text('?')])]
  it.each([
    ['shikra', '<image> What is near a red car[0.250,0.292,0.517,0.583;0.500,0.167,1.000,0.833]?'],
    [
      'kosmos-2',
      'What is near<phrase> a red car</phrase><object><patch_index_0200><patch_index_0624></delimiter_of_multi_objects/><patch_index_0016><patch_index_1023></object>?',
    ],
    ['minigpt-v2', '<Img><image></Img> What is near <p>a red car</p> {<25><18><51><62>}<delim>{<50><0><100><100>}?'],
  ])('in %s', (name, expected) => expect(written(name, turns)).toEqual([expected]))

  it('come back into the sentence when an answer is read', () => {
    const grounding = createGrounding({
      dialect: dialect('kosmos-2'),
      image,
      turnId: v.parse(TurnId, 't'),
      firstNumber: 1,
      newId: () => id('n'),
      now: () => 0,
    })
    const answer = ' A<phrase> dog</phrase><object><patch_index_0200><patch_index_0624></object> runs.'
    const events = [...answer].flatMap((char) => grounding.push(char)).concat(grounding.end())
    expect(grounding.parts()).toEqual([text('A dog'), mention(['n'], 'dog'), text(' runs.')])
    expect(events.flatMap((event) => (event.kind === 'text' ? [event.text] : [])).join('')).toBe('A dog runs.')
  })
})

describe('numbers beside the text', () => {
  const turns = [
    turn('user', [text('Is '), mention(['b']), text(' near '), mention(['a']), text('?')]),
    turn('assistant', [text('Yes, '), mention(['b']), text('.')]),
    turn('user', [text('And '), mention(['a']), text('?')]),
  ]
  it('of NExT-Chat stand for every mention', () => {
    const [a, b] = [
      [0.25, 350 / 1200, 620 / 1200, 700 / 1200],
      [0.5, 200 / 1200, 1, 1000 / 1200],
    ]
    expect(written('next-chat', turns)).toEqual([
      ['<image> Is <at> <boxes> near <at> <boxes>?', [b, a]],
      ['Yes, <at> <boxes>.', [b]],
      ['And <at> <boxes>?', [a]],
    ])
  })

  it('of GPT4RoI stand where a region is named first', () => {
    expect(written('gpt4roi', turns)).toEqual([
      [
        'The <image> provides an overview of the picture.\nIs region1 <bbox> near region2 <bbox>?',
        [
          [0.5, 0, 1, 1],
          [0.25, 0.1875, 620 / 1200, 0.625],
        ],
      ],
      ['Yes, region1.', []],
      ['And region2?', []],
    ])
  })

  it('of Osprey are outlines', () => {
    expect(written('osprey', [turn('user', [text('What is '), mention(['a']), text('?')])])).toEqual([
      [
        '<image>\nThis provides an overview of the picture.\nWhat is region1<mask><pos>?',
        [[300, 150, 620, 150, 620, 500, 300, 500]],
      ],
    ])
  })
})

it('LLaVA’s picture moves to the start of its turn', () => {
  const question: Turn[] = [turn('user', [text('What is in '), { kind: 'image', imageId }, text(' here? ')])]
  const built = promptOf({ turns: question, regions, image, dialect: dialect('llava-1.5') })
  expect(built.prompt.endsWith('questions. USER: <image>\nWhat is in  here? ASSISTANT:')).toBe(true)
})

it('the picture’s mark typed by a user is refused in every dialect, never taken out in silence', () => {
  for (const { id } of dialects) {
    const built = promptOf({
      turns: [turn('user', [text('what does <image> mean?')])],
      regions,
      image,
      dialect: dialect(id),
    })
    expect([id, built.problems.map(({ severity, code }) => `${severity} ${code}`)]).toEqual([id, ['error placeholder']])
  }
})
