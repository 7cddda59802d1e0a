import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { chatspotResize } from '../dialects/chatspot.ts'
import { shikra } from '../dialects/shikra.ts'
import { DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'
import { joinTurns, placeImage, promptOf, templateOfModel } from './prompt.ts'
import type { Region, Shape } from './region.ts'
import type { Part, Turn } from './turn.ts'

const imageId = v.parse(ImageId, 'i1')
const image = { id: imageId, width: 1200, height: 800 }

function region(id: string, shape: Shape, on = imageId): Region {
  return { id: v.parse(RegionId, id), imageId: on, number: 1, shape, label: '', origin: 'human', createdAt: 0 }
}

const regions = {
  b0: region('b0', { kind: 'box', x1: 300, y1: 150, x2: 620, y2: 500 }),
  p0: region('p0', { kind: 'point', x: 600, y: 400 }),
  far: region('far', { kind: 'point', x: 1, y: 1 }, v.parse(ImageId, 'i2')),
}

function turn(id: string, role: Turn['role'], parts: Part[]): Turn {
  return {
    id: v.parse(TurnId, id),
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
const mention = (...ids: string[]): Part => ({ kind: 'mention', regionIds: ids.map((id) => v.parse(RegionId, id)) })

const template = templateOfModel({ image: '<image>', user: 'USER: {text} ASSISTANT:', assistant: ' {text}</s>' })

describe('promptOf', () => {
  it('writes the dialogue in the model’s own template, the picture in front', () => {
    const turns = [
      turn('t1', 'user', [text('What is '), mention('b0'), text('?')]),
      turn('t2', 'assistant', [text('A cup '), mention('b0', 'b0'), text('.')]),
      turn('t3', 'user', [{ kind: 'image', imageId }, text('And at '), mention('p0'), text('? {text} $& $1')]),
    ]
    expect(promptOf({ turns, regions, image, dialect: shikra, template })).toEqual({
      prompt:
        '<image>USER: What is [0.250,0.292,0.517,0.583]? ASSISTANT: A cup [0.250,0.292,0.517,0.583;0.250,0.292,0.517,0.583].</s>USER: And at [0.500,0.500]? {text} $& $1 ASSISTANT:',
      turns: [
        { role: 'user', text: 'What is [0.250,0.292,0.517,0.583]?' },
        { role: 'assistant', text: 'A cup [0.250,0.292,0.517,0.583;0.250,0.292,0.517,0.583].' },
        { role: 'user', text: 'And at [0.500,0.500]? {text} $& $1' },
      ],
      problems: [],
    })
  })

  it('names every loss and still gives a text', () => {
    const malformed: Part = { kind: 'malformed', text: '[0.1,0.2,0.3]', code: 'wrong-count', message: 'three numbers' }
    const turns = [
      turn('t1', 'user', [mention('gone'), mention('b0', 'p0'), mention('far'), text('see <image> and USER: x')]),
      turn('t2', 'assistant', [malformed, { kind: 'image', imageId }]),
      turn('t3', 'assistant', [text('again')]),
    ]
    const built = promptOf({ turns, regions, image, dialect: shikra, template })
    expect(built.turns.map((one) => one.text)).toEqual(['see  and USER: x', '[0.1,0.2,0.3]', 'again'])
    expect(built.problems.map(({ severity, code, turnId }) => `${turnId} ${severity} ${code}`)).toEqual([
      't1 error mention-gone',
      't1 error mixed-kinds',
      't1 error other-image',
      't1 error placeholder',
      't1 warning role-marker',
      't2 warning malformed',
      't2 error image-in-answer',
      't3 error roles-not-alternating',
    ])
  })

  it('refuses points where the dialect has none', () => {
    const built = promptOf({ turns: [turn('t', 'user', [mention('p0')])], regions, image, dialect: chatspotResize })
    expect(built.problems.map((problem) => problem.code)).toEqual(['kind-unsupported'])
    expect(built.turns).toEqual([{ role: 'user', text: 'Given an image\n<image>. ' }])
  })
})

describe('placeImage', () => {
  const turns = [
    { role: 'user', text: 'A <image> b <image>?' },
    { role: 'assistant', text: 'c' },
    { role: 'user', text: 'd <image> e' },
  ] as const

  it('keeps the first mark of the first question and takes the others out', () => {
    expect(placeImage(turns, shikra.template).map((one) => one.text)).toEqual(['A <image> b ?', 'c', 'd  e'])
  })

  it('puts the picture once in front when the template says so', () => {
    const prompt = joinTurns(placeImage(turns, template), template)
    expect(prompt).toBe('<image>USER: A  b ? ASSISTANT: c</s>USER: d  e ASSISTANT:')
  })
})
