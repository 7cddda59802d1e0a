import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLabelTable } from './label-table.ts'

test('numbers labels in the order in which they come, and by name when all are known', () => {
  const labels = createLabelTable()
  expect(['zebra', 'ant', 'zebra', '😀', '\uffff'].map(labels.number)).toEqual([0, 1, 0, 2, 3])
  expect(labels.names).toEqual(['zebra', 'ant', '😀', '\uffff'])
  // U+1F600 is larger than U+FFFF, though its first half is not.
  expect([...labels.sorted()]).toEqual([
    ['ant', 0],
    ['zebra', 1],
    ['\uffff', 2],
    ['😀', 3],
  ])
})

test('the order by name does not depend on who comes first', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (names) => {
      const [one, other] = [createLabelTable(), createLabelTable()]
      for (const name of names) one.number(name)
      for (const name of [...names].reverse()) other.number(name)
      expect([...one.sorted()]).toEqual([...other.sorted()])
    }),
  )
})

test('labels that the source declares keep its order', () => {
  const labels = createLabelTable()
  labels.declare(['person', 'bicycle', 'ant'])
  expect([labels.isDeclared, labels.number('ant'), [...labels.sorted().keys()]]).toEqual([
    true,
    2,
    ['person', 'bicycle', 'ant'],
  ])
})

test('a name is claimed once', () => {
  const labels = createLabelTable()
  expect(['a.txt', 'b.txt', 'a.txt'].map(labels.claim)).toEqual([true, true, false])
})
