import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { shikra } from '../dialects/shikra.ts'
import { ImageId, RegionId, TurnId } from '../ids.ts'
import { createGrounding, type Grounding, type GroundingEvent } from './grounding.ts'

const image = { id: v.parse(ImageId, 'i1'), width: 100, height: 100 }
const turnId = v.parse(TurnId, 't1')

function start(): Grounding {
  let made = 0
  return createGrounding({
    dialect: shikra,
    image,
    turnId,
    firstNumber: 7,
    newId: () => v.parse(RegionId, `r${made++}`),
    now: () => 5,
  })
}

const short = (event: GroundingEvent): string =>
  event.kind === 'mention' ? `mention ${event.regions.map((one) => one.number)}` : `${event.kind} ${event.text}`

it('tells what is settled, what is pending and what went wrong, as it comes', () => {
  const grounding = start()
  const told = [' A d', 'og[0.1', '00,0.200,0.3', '00,0.400', '] and [', 'note] a cat [0.9,0.1,0.2', ',0.3]'].map(
    (piece) => grounding.push(piece).map(short),
  )
  expect([...told, grounding.end().map(short)]).toEqual([
    ['text A d'],
    ['text og', 'pending [0.1'],
    ['pending [0.100,0.200,0.3'],
    ['pending [0.100,0.200,0.300,0.400'],
    ['pending ', 'mention 7', 'text  and ', 'pending ['],
    ['pending ', 'text [note] a cat ', 'pending [0.9,0.1,0.2'],
    ['pending ', 'malformed [0.9,0.1,0.2,0.3]'],
    [],
  ])
  expect(grounding.parts()).toEqual([
    { kind: 'text', text: 'A dog' },
    { kind: 'mention', regionIds: ['r0'], phrase: 'dog' },
    { kind: 'text', text: ' and [note] a cat ' },
    {
      kind: 'malformed',
      text: '[0.9,0.1,0.2,0.3]',
      code: 'corners-swapped',
      message: 'x2 0.2 is smaller than x1 0.9',
    },
  ])
  const box = { kind: 'box', x1: 10, y1: 20, x2: 30, y2: 40 }
  expect(grounding.regions()).toEqual([
    {
      id: 'r0',
      imageId: 'i1',
      number: 7,
      shape: box,
      label: '',
      origin: 'model',
      proposal: { turnId: 't1', predicted: box, judgement: 'open' },
      createdAt: 5,
    },
  ])
})

it('keeps a stopped answer and says that its bracket is open', () => {
  const grounding = start()
  grounding.push('The cup [0.1,0.2')
  expect(grounding.end().map(short)).toEqual(['pending ', 'malformed [0.1,0.2'])
})

it('keeps shapes outside the picture and points at the characters', () => {
  const tall = createGrounding({
    dialect: shikra,
    image: { ...image, width: 50 },
    turnId,
    firstNumber: 1,
    newId: () => v.parse(RegionId, 'r'),
    now: () => 0,
  })
  tall.push('It is at [0.000,0.500].')
  tall.end()
  expect(tall.regions().map((one) => one.shape)).toEqual([{ kind: 'point', x: -25, y: 50 }])
  expect(tall.warnings()).toEqual([
    { code: 'outside-image', message: 'part of it lies outside the picture', start: 9, end: 22, text: '[0.000,0.500]' },
  ])
})

it('ends in the same parts whatever the cuts, and shows every character once', () => {
  const pieces = fc.array(
    fc.constantFrom('a ', '[0.1,0.2]', '[', '0.5,', '0.9', ']', ' [see]', '[0.9,0.1,0.1,0.2]', '\n'),
  )
  fc.assert(
    fc.property(pieces, fc.nat(5), (list, step) => {
      const whole = start()
      whole.push(list.join(''))
      whole.end()
      const streamed = start()
      const text = list.join('')
      let shown = ''
      let pending = ''
      const see = (events: readonly GroundingEvent[]): void => {
        for (const event of events) {
          if (event.kind === 'pending') pending = event.text
          else if (event.kind === 'mention') shown += '#'
          else shown += event.text
        }
      }
      for (let at = 0; at < text.length; at += step + 1) {
        see(streamed.push(text.slice(at, at + step + 1)))
        expect(`${shown}${pending}`.length).toBeLessThanOrEqual(text.length)
      }
      see(streamed.end())
      expect(pending).toBe('')
      expect(streamed.parts()).toEqual(whole.parts())
      const parts = whole
        .parts()
        .map((part) => (part.kind === 'mention' ? '#' : part.kind === 'image' ? '' : part.text))
      expect(shown).toBe(parts.join(''))
    }),
  )
})
