import { expect, it } from 'vitest'
import { wordsOf } from './words.ts'

const words = (text: string) => wordsOf(text).map(({ start, end }) => text.slice(start, end))

it('finds words without the signs around them', () => {
  expect(words('The red bird’s nest (left), 2 eggs.')).toEqual(['The', 'red', 'bird’s', 'nest', 'left', '2', 'eggs'])
  expect(words(' … ')).toEqual([])
})

it('divides scripts that write without blanks', () => {
  expect(words('红色的鸟在左边。').join('|')).toBe('红色|的|鸟|在|左边')
})
