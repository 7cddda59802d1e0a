import { expect, it } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { createCorrectionClock } from './correction-clock.ts'

const box = (x2: number): Region => ({
  id: 'r1' as never,
  imageId: 'i' as never,
  number: 1,
  shape: { kind: 'box', x1: 0, y1: 0, x2, y2: 10 },
  label: '',
  origin: 'model',
  proposal: {
    turnId: 't' as never,
    predicted: { kind: 'box', x1: 0, y1: 0, x2: 10, y2: 10 },
    judgement: 'corrected',
  },
  createdAt: 1,
})
const change = (before: Region, after: Region) => ({ table: 'regions' as const, id: 'r1', before, after })

it('a correction is kept with its IoU and the seconds since the first look; a new label alone is none', () => {
  let at = 1000
  const clock = createCorrectionClock(() => at)
  clock.look(['r1'])
  at = 3500
  clock.look(['r1'])
  const [first] = clock.note([change(box(10), box(5))])
  expect(first?.after).toEqual({
    ...box(5),
    proposal: { ...box(5).proposal, edits: [{ at: 3500, iou: 0.5, seconds: 2.5 }] },
  })
  clock.look([])
  at = 9000
  const [second] = clock.note([change(first?.after as Region, { ...(first?.after as Region), shape: box(8).shape })])
  expect((second?.after as Region | undefined)?.proposal?.edits).toEqual([
    { at: 3500, iou: 0.5, seconds: 2.5 },
    { at: 9000, iou: 0.8 },
  ])
  const renamed = change(box(5), { ...box(5), label: 'dog' })
  expect(clock.note([renamed])).toEqual([renamed])
})

it('the correction of a polygon is measured by the boxes around both, as everywhere', () => {
  const triangle = (x: number): Region => ({
    ...box(10),
    shape: {
      kind: 'polygon',
      points: [
        { x: 0, y: 0 },
        { x, y: 0 },
        { x: 0, y: 10 },
      ],
    },
  })
  const [changed] = createCorrectionClock(() => 7).note([change(triangle(10), triangle(5))])
  expect((changed?.after as Region | undefined)?.proposal?.edits).toEqual([{ at: 7, iou: 0.5 }])
})
