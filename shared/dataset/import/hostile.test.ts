import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importCoco } from './coco.ts'
import { importFlickr30k } from './flickr30k.ts'
import type { Imported } from './imported.ts'
import { importLabelMe } from './label-me.ts'
import { importLabelStudio } from './label-studio.ts'
import { importRefCoco } from './refcoco.ts'
import { importVisualGenome } from './visual-genome.ts'
import { importVlmR1 } from './vlm-r1.ts'
import { importXAnyLabeling } from './x-anylabeling.ts'
import { importYolo } from './yolo.ts'

const names =
  'images annotations categories id image_id bbox segmentation size counts regions x y width height phrase shapes label points shape_type data result value type rle format sentences ann_id chat_history vqaData role content'
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      1,
      1e100,
      1e308,
      Number.NaN,
      '',
      'rle',
      'rectangle',
      'rectanglelabels',
      '__proto__',
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom(...names.split(' '), '__proto__'), tie('value'), { maxKeys: 8 }),
  ),
})).value

function numbersOf({ pictures }: Imported): number[] {
  const found: number[] = []
  JSON.stringify(
    pictures.flatMap(({ regions }) => regions.map(({ shape }) => shape)),
    (_, value) => {
      if (typeof value === 'number') found.push(value)
      return value
    },
  )
  return found
}

const readers: Record<string, (value: unknown) => Imported> = {
  coco: importCoco,
  labelMe: importLabelMe,
  visualGenome: (value) => importVisualGenome(value, value),
  refCoco: (value) => importRefCoco(value, value),
  xAnyLabeling: (value) => importXAnyLabeling(value, { question: 'label', answer: 'value' }),
  labelStudio: (value) =>
    importLabelStudio([{ data: value, annotations: [{ result: value }] }, value], {
      imageKey: 'label',
      annotation: 0,
      predictions: false,
    }),
}

test.each(Object.keys(readers))('%s reads any JSON without throwing, and gives finite numbers', (name) => {
  fc.assert(
    fc.property(json, (value) => {
      const imported = readers[name]?.(value)
      expect(imported).toBeDefined()
      if (imported !== undefined) expect(numbersOf(imported).every(Number.isFinite)).toBe(true)
    }),
  )
})

test('numbers too large to be multiplied are refused with their line', () => {
  const picture = { file: '', width: 1e100, height: 9, classes: ['gate'], layout: 'hbb' as const }
  const { pictures, warnings } = importYolo('0 1e100 0 1 1\n0 1e308 0 1 1', picture)
  expect(pictures[0]?.regions).toHaveLength(1)
  expect(numbersOf({ pictures, warnings }).every(Number.isFinite)).toBe(true)
  expect(warnings.at(-1)).toMatchObject({ effect: 'dropped', code: 'bad numbers', place: 'line 2' })
})

test('texts of any kind are read without throwing', () => {
  const root = { name: 'annotation', attributes: new Map<string, string>(), children: [], text: '', line: 1 }
  const picture = { file: '', width: 9, height: 9, classes: [], layout: 'counts' as const }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]/EN#0 1.e-\n{}":,`x') }), (text) => {
      const all = [importYolo(text, picture), importVlmR1(text), importFlickr30k(text, root)]
      expect(all.flatMap(numbersOf).every(Number.isFinite)).toBe(true)
    }),
  )
})
