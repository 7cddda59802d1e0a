import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ImageId } from '../../ids.ts'
import { err } from '../../result.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import { coco } from './coco.ts'
import { regionFormats } from './region-formats.ts'

const context: ReadContext = {
  dialect: null,
  picture: (file) =>
    file.includes('known') ? { id: 'i' as ImageId, path: file, width: 100, height: 50, bytes: 1, modifiedAt: 1 } : null,
  imageId: (path) => `i${path.length}` as ImageId,
  parseXml: () => err('no XML here'),
}

const words = fc.constantFrom(
  'images',
  'annotations',
  'categories',
  'id',
  'image_id',
  'category_id',
  'bbox',
  'segmentation',
  'shapes',
  'points',
  'shape_type',
  'data',
  'image',
  'result',
  'value',
  'messages',
  'role',
  'content',
  'user',
  'assistant',
  'regions_json',
  'mentions',
  'kind',
  'box',
  'caption',
  'noun_chunks',
  'ref_exps',
  'texts',
  'text_list',
  'image_info',
  'ground_truth',
  'gt_parse',
  'gt_parses',
  'question',
  'answer',
  'markdown',
  'conversations',
  'regions',
  'phrase',
  'width',
  'height',
  'known.jpg',
  'file_name',
  'url',
  'deixis_shape',
  'polygon',
)
const { value: anyJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, -1, 1.5, 1e308, ''),
    words,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(words, tie('value'), { maxKeys: 6 }),
  ),
}))

function isRead(read: Read): boolean {
  return read.records.every(({ regions }) =>
    regions.every(({ shape }) =>
      Object.values(shape).every((side) => typeof side !== 'number' || Number.isFinite(side)),
    ),
  )
}

test.each(regionFormats.filter(({ reader }) => reader !== null).map((format) => [format.id, format] as const))(
  '%s stands any JSON',
  (_, format) => {
    fc.assert(
      fc.property(fc.array(anyJson, { maxLength: 3 }), words, fc.string(), (values, array, noise) => {
        const session = format.reader?.open(context) ?? expect.fail('no reader')
        const pieces = values.map((value, index): Piece => {
          const text = index % 2 === 0 ? JSON.stringify(value) : noise
          const json = new Uint8Array([...text].map((sign) => sign.charCodeAt(0) & 0xff))
          return { place: { file: 'a/known.txt', line: index + 1 }, value, text, array, members: { json, jpg: json } }
        })
        const reads = [...pieces.map((piece) => session.read(piece)), ...(session.end?.() ?? [])]
        expect(reads.every(isRead)).toBe(true)
      }),
      { numRuns: 150 },
    )
  },
)

test('COCO reads past an id that no text can be made of', () => {
  const value = JSON.parse('{"id":{"toString":null},"file_name":"a.jpg","width":9,"height":9}') as unknown
  const session = coco.reader?.open(context) ?? expect.fail('no reader')
  const found = session.read({ place: { file: 'a.json', line: 1 }, value, text: '', array: 'images' })
  expect(found.report.map(({ code, line }) => [code, line])).toEqual([['no-id', 1]])
})
