import { expect, test } from 'vitest'
import { yoloNames } from './yolo-names.ts'

test.each([
  [
    'a map',
    'path: .\nnames:\n  0: cat\n  2: "dog: \\"big\\""\n  1: \'o\'\'clock\' # noon\ntrain: x\n',
    ['cat', "o'clock", 'dog: "big"'],
  ],
  [
    'a list in lines',
    'nc: 2\nnames:\n- traffic light\n# a comment\n- stop sign # red\nval: x',
    ['traffic light', 'stop sign'],
  ],
  ['a list in brackets', "names: ['a, b', c]", ['a, b', 'c']],
  ['a list over several lines', 'names: [ "x",\n  y, # second\n  z ]\n', ['x', 'y', 'z']],
  ['a map in brackets', 'names: {0: a, 1: b}', ['a', 'b']],
  ['none', 'path: .\ntrain: x\n', null],
  ['an open bracket', 'names: [a, b', null],
])('reads %s', (_, text, names) => {
  expect(yoloNames(text)).toEqual(names)
})
