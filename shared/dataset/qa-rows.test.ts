import { expect, it } from 'vitest'
import type { RowType } from '../dialogue/dialogue.ts'
import { exportDocument } from './export.ts'
import { box, createSampleDocument, point, type SampleTurn } from './sample-document.ts'

const regions = { b0: box(100, 200, 400, 600), p0: point(250, 350) }

/** The lines of a question table with one row, as a format writes them. */
function rowAs(
  format: 'shikra-jsonl' | 'llava-json',
  type: RowType,
  ask: SampleTurn['parts'],
  answer: SampleTurn['parts'],
) {
  const sample = createSampleDocument({
    regions,
    dialogues: [{ kind: 'qa', turns: [{ parts: ask }, { parts: answer }] }],
  })
  const dialogues = Object.fromEntries(
    Object.entries(sample.dialogues).map(([id, one]) => [id, { ...one, row: { type, order: 1 } }]),
  )
  const options = {
    format,
    reviewedOnly: false,
    openProposals: true,
    images: 'none',
    paths: 'relative',
    validRest: false,
  } as const
  const steps = exportDocument({ ...sample, dialogues }, options, { fileOf: (i) => i.path, isMissing: () => false })
  const found = [...steps].flatMap(({ lines, report }) => {
    expect(report.filter(({ severity }) => severity === 'error')).toEqual([])
    return lines.map(({ text }) => text)
  })
  return found.join('\n')
}

it.each([
  ['number', ['How many cups are there?'], ['3']],
  ['choice', ['Is there a cup?'], ['yes']],
] as const)('a %s is written as its text', (type, ask, answer) => {
  for (const format of ['shikra-jsonl', 'llava-json'] as const) {
    const text = rowAs(format, type, [...ask], [...answer])
    expect([text.includes(ask[0]), text.includes(`"${answer[0]}"`)], `${format}: ${text}`).toEqual([true, true])
  }
})

it('a box and a point that are the whole answer keep their coordinates', () => {
  expect(rowAs('shikra-jsonl', 'box', ['Where is the cup?'], [['b0']])).toContain('[100,200,400,600]')
  expect(rowAs('shikra-jsonl', 'point', ['Point at the cup.'], [['p0']])).toContain('[250,350]')
  expect(rowAs('llava-json', 'box', ['Where is the cup?'], [['b0']])).toMatch(/0\.\d+/)
})
