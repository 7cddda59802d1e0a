import { expect, it } from 'vitest'
import type { Shape } from '../../dialogue/region.ts'
import { everything } from '../everything.ts'
import { exportDocument } from '../export.ts'
import { box, createSampleDocument } from '../sample-document.ts'

function said(shape: Shape): { report: string[]; labels: string[] } {
  const document = createSampleDocument({ regions: { R1: shape }, dialogues: [] })
  const context = { fileOf: (image: { path: string }) => image.path, isMissing: () => false }
  const steps = [...exportDocument(document, { ...everything, format: 'yolo' }, context)]
  return {
    report: steps.flatMap((step) => step.report.map(({ severity, code }) => `${severity} ${code}`)),
    labels: steps.flatMap((step) => step.lines.filter(({ image }) => image !== null).map(({ text }) => text)),
  }
}

it('takes a box that sticks out of the picture while its numbers are within 0 and 1', () => {
  expect(said(box(-100, 80, 300, 400))).toEqual({
    report: ['warning outside-image', 'loss label-missing'],
    labels: ['0 0.100000 0.300000 0.400000 0.400000'],
  })
})

it.each([
  ['a centre', box(-300, 80, 100, 400)],
  ['a width', box(-100, 80, 1100, 400)],
  [
    'a corner of an outline',
    { kind: 'polygon', points: [1, 2, 3].map((n) => ({ x: n * 300, y: n * n * 100 })) } as const,
  ],
])('refuses a picture where %s is not: trainers leave out all of its labels', (_, shape) => {
  const { report, labels } = said(shape)
  expect(report).toContain('error out-of-range')
  expect(labels).toEqual([])
})
