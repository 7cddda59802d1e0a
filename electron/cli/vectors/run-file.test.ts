import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runVectorFile } from './run-file.ts'

function fixture(name: string): string {
  return readFileSync(new URL(`../../../shared/dialects/fixtures/${name}.json`, import.meta.url), 'utf8')
}

it.each([
  ['shikra', 74],
  ['chatspot', 21],
  ['next-chat', 23],
  ['llava', 47],
  ['kosmos-2', 33],
  ['ferret', 35],
  ['gpt4roi', 10],
  ['osprey', 6],
  ['minigpt-v2', 23],
  ['cogvlm-grounding', 16],
  ['qwen-vl', 14],
  ['qwen2-vl', 13],
  ['qwen2.5-vl', 29],
  ['qwen3-vl', 18],
  ['internvl', 12],
  ['molmo', 15],
  ['paligemma', 21],
  ['florence2', 22],
  ['moondream', 15],
  ['emu2', 4],
  ['donut', 19],
])('passes every golden case of %s', (name, count) => {
  expect(runVectorFile(fixture(name))).toEqual({ passed: count, failures: [] })
})

it('notices one changed digit in any expectation', () => {
  const file = JSON.parse(fixture('shikra')) as { cases: { id: string; expected_turns?: string[] }[] }
  const changed = file.cases.filter((one) => one.expected_turns !== undefined)
  for (const one of changed)
    one.expected_turns = one.expected_turns?.map((text) => text.replace(/\d/, (d) => `${9 - Number(d)}`))
  const affected = changed.filter((one) => one.expected_turns?.some((text) => /\d/.test(text))).map((one) => one.id)
  expect(runVectorFile(JSON.stringify({ ...file, cases: changed })).failures.map((failure) => failure.id)).toEqual(
    affected,
  )
})

it('counts what it cannot run as failed, with the reason', () => {
  const image = { width: 10, height: 10 }
  const cases = [
    { id: 'a', kind: 'frame', image },
    { id: 'b', op: 'format', image, regions: [{ kind: 'box', x1: 0, y1: 0, x2: 5, y2: 5 }], expected_text: '[1]' },
    { id: 'c', op: 'resize', image },
    { id: 'd' },
    { id: 'e', kind: 'decode', image },
  ]
  expect(runVectorFile(JSON.stringify({ system: 'shikra', cases }))).toEqual({
    passed: 0,
    failures: [
      { id: 'a', reason: 'cases of kind frame are not implemented for shikra' },
      { id: 'b', what: 'text', expected: '[1]', received: '[0.000,0.000,0.500,0.500]' },
      { id: 'c', reason: 'the operation resize of shikra is not implemented' },
      { id: 'd', reason: 'the case has the form of neither vector layout' },
      { id: 'e', reason: 'the field input_text of the case is missing or has another form' },
    ],
  })
  expect(runVectorFile('{}').failures).toEqual([{ id: 'file', reason: 'not a vector file' }])
  expect(runVectorFile(JSON.stringify({ system: 'no-such', cases: [{ id: 'x', op: 'format' }] })).failures).toEqual([
    { id: 'x', reason: 'the dialect no-such is not implemented' },
  ])
})

it('runs the list layout', () => {
  const file = {
    system: 'shikra',
    cases: [
      {
        id: 's1',
        op: 'format',
        image: { width: 1600, height: 1600 },
        regions: [{ kind: 'box', x1: 100, y1: 300, x2: 500, y2: 700, label: 'a cup' }],
        expected_text: '[0.062,0.188,0.312,0.438]',
      },
    ],
  }
  expect(runVectorFile(JSON.stringify(file))).toEqual({ passed: 1, failures: [] })
})

it('fills lists of prompts that people give, as they stand, and says which are missing', () => {
  const prompts = (set: string, label: string, expected: string[]) => ({
    id: `${set} ${label}`,
    op: 'prompts',
    set,
    label,
    expected,
  })
  const cases = [
    prompts('kitchen', 'cup', ['one cup', 'cup beside cup, no $& or article']),
    prompts('kitchen', '{}', ['one {}', '{} beside {}, no $& or article']),
    prompts('garden', 'tree', ['a tree']),
    { ...prompts('shed', '$&', ['the $&']), templates: ['the {}'] },
  ]
  const file = JSON.stringify({ system: 'clip', cases })
  const missing = (set: string) =>
    `the list of ${set} is upstream's wording and not part of Deixis: give it with --templates`
  const kitchen = ['one {}', '{} beside {}, no $& or article']
  expect(runVectorFile(file, { kitchen })).toEqual({
    passed: 3,
    failures: [{ id: 'garden tree', reason: missing('garden') }],
  })
  expect(runVectorFile(file, { kitchen: ['{}'], garden: ['a {}'] }).failures.map(({ id }) => id)).toEqual([
    'kitchen cup',
    'kitchen {}',
  ])
})
