import { expect, test } from 'vitest'
import type { Format } from '../../../shared/dataset/format.ts'
import { flickr30k } from '../../../shared/dataset/formats/flickr30k.ts'
import { refCoco } from '../../../shared/dataset/formats/refcoco.ts'
import { visualGenome } from '../../../shared/dataset/formats/visual-genome.ts'
import { xAnyLabeling } from '../../../shared/dataset/formats/x-anylabeling.ts'
import type { Piece, ReadContext } from '../../../shared/dataset/reader.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { parseXml } from '../files/xml-tree.ts'

const context: ReadContext = {
  dialect: null,
  picture: () => null,
  imageId: (path) => path.replace(/\W/g, '-') as ImageId,
  parseXml,
}

function read(format: Format, pieces: readonly Piece[]) {
  const session = format.reader?.open(context) ?? expect.fail('no reader')
  const found = [...pieces.map((piece) => session.read(piece)), ...(session.end?.() ?? [])]
  return {
    report: found.flatMap(({ report }) => report.map(({ code, file, line }) => [code, file, line])),
    records: found.flatMap(({ records }) =>
      records.map((record) => ({
        id: record.kind === 'dialogue' ? record.dialogue.id : record.image.id,
        shapes: record.regions.map(({ shape, label }) => [shape, label]),
        turns:
          record.kind === 'image' ? [] : record.turns.map(({ role, parts }) => [role, parts.map((part) => part.kind)]),
      })),
    ),
  }
}

const whole = (file: string, text: string): Piece => ({ place: { file, line: 1 }, value: null, text })
const instances = JSON.stringify({
  images: [{ id: 9, file_name: 'b.jpg', width: 100, height: 50 }],
  categories: [{ id: 3, name: 'dog' }],
  annotations: [{ id: 77, image_id: 9, category_id: 3, bbox: [10, 5, 20, 15] }],
})
const refs = [
  { ref_id: 1, ann_id: 77, image_id: 9, split: 'val', sentences: [{ sent_id: 4, sent: 'left dog', raw: 'left dog' }] },
]
const asked = {
  report: [],
  records: [
    {
      id: 'refs-unc-4',
      shapes: [[{ kind: 'box', x1: 10, y1: 5, x2: 30, y2: 20 }, 'dog']],
      turns: [
        ['user', ['text']],
        ['assistant', ['mention']],
      ],
    },
  ],
}

test('RefCOCO’s references are read as JSON and as a pickle of plain data', () => {
  expect(read(refCoco, [whole('instances.json', instances), whole('refs(unc).json', JSON.stringify(refs))])).toEqual(
    asked,
  )
  const pickle =
    "(lp0\n(dp1\nS'ref_id'\nI1\nsS'ann_id'\nI77\nsS'image_id'\nI9\nsS'split'\nS'val'\nsS'sentences'\n(lp2\n(dp3\nS'sent_id'\nI4\nsS'sent'\nS'left dog'\nsS'raw'\nS'left dog'\nsasa."
  const bytes = Uint8Array.from(pickle, (sign) => sign.charCodeAt(0))
  const piece = { ...whole('refcoco/refs(unc).p', ''), bytes }
  expect(read(refCoco, [piece, whole('refcoco/instances.json', instances)])).toEqual(asked)
})

test('a pickle that calls something is refused, and references without instances have no boxes', () => {
  const bytes = Uint8Array.from("cos\nsystem\n(S'x'\ntR.", (sign) => sign.charCodeAt(0))
  expect(read(refCoco, [{ ...whole('refs(unc).p', ''), bytes }]).report).toEqual([['bad-pickle', 'refs(unc).p', 1]])
  expect(read(refCoco, [whole('refs(unc).json', JSON.stringify(refs))]).report).toEqual([
    ['no-instances', 'refs(unc).json', 1],
  ])
})

test('Visual Genome’s phrases find their pictures, whichever file comes first', () => {
  const image = { image_id: 1, width: 80, height: 60, url: 'https://example.org/VG_100K/1.jpg' }
  const regions = {
    id: 1,
    regions: [{ region_id: 5, image_id: 1, phrase: 'a clock', x: 4, y: 5, width: 10, height: 20 }],
  }
  const pieces = [image, regions].map(
    (value, index): Piece => ({ place: { file: `${index}.json`, line: 1 }, value, text: '' }),
  )
  const expected = {
    report: [],
    records: [{ id: '1-jpg', shapes: [[{ kind: 'box', x1: 4, y1: 5, x2: 14, y2: 25 }, 'a clock']], turns: [] }],
  }
  expect(read(visualGenome, pieces)).toEqual(expected)
  expect(read(visualGenome, [...pieces].reverse())).toEqual(expected)
})

test('Flickr30k’s captions mention the boxes of their chains', () => {
  const xml =
    '<annotation><filename>7.jpg</filename><size><width>50</width><height>40</height><depth>3</depth></size>' +
    '<object><name>1</name><bndbox><xmin>3</xmin><ymin>4</ymin><xmax>10</xmax><ymax>20</ymax></bndbox></object></annotation>'
  const pieces = [whole('Annotations/7.xml', xml), whole('Sentences/7.txt', '[/EN#1/people A man] runs .\n')]
  expect(read(flickr30k, pieces)).toMatchObject({
    report: [],
    records: [
      {
        shapes: [[{ kind: 'box', x1: 2, y1: 3, x2: 10, y2: 20 }, 'A man']],
        turns: [['assistant', ['text', 'mention', 'text']]],
      },
    ],
  })
  expect(read(flickr30k, pieces.slice(1)).report).toEqual([['no-boxes', 'Sentences/7.txt', 1]])
})

test('X-AnyLabeling’s question and answer are found by what the user called them', () => {
  const file = {
    imagePath: 'a.jpg',
    imageWidth: 60,
    imageHeight: 40,
    shapes: [
      {
        label: 'cat',
        shape_type: 'rectangle',
        points: [
          [1, 2],
          [11, 2],
          [11, 22],
          [1, 22],
        ],
      },
    ],
    vqaData: { 'My question': 'How many?', the_answer: 3 },
  }
  const { records, report } = read(xAnyLabeling, [whole('a.json', JSON.stringify(file))])
  expect(report).toEqual([])
  expect(records.map(({ shapes, turns }) => [shapes, turns])).toEqual([
    [
      [],
      [
        ['user', ['text']],
        ['assistant', ['text']],
      ],
    ],
    [[[{ kind: 'box', x1: 1, y1: 2, x2: 11, y2: 22 }, 'cat']], []],
  ])
  expect(read(xAnyLabeling, [whole('b.json', 'no JSON')]).report).toEqual([['not-json', 'b.json', 1]])
})
