import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import { exportDocument } from '../../../shared/dataset/export.ts'
import type { Format, WrittenLine } from '../../../shared/dataset/format.ts'
import { coco } from '../../../shared/dataset/formats/coco.ts'
import { cvat } from '../../../shared/dataset/formats/cvat.ts'
import { labelMe } from '../../../shared/dataset/formats/label-me.ts'
import { labelStudio } from '../../../shared/dataset/formats/label-studio.ts'
import { voc, vocPixels } from '../../../shared/dataset/formats/voc.ts'
import { yolo } from '../../../shared/dataset/formats/yolo.ts'
import type { Piece, Read, ReadContext } from '../../../shared/dataset/reader.ts'
import { createSampleDocument } from '../../../shared/dataset/sample-document.ts'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { parseXml } from '../files/xml-tree.ts'

const options = {
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: false,
} as const

function write(format: Format, document: Document): { lines: WrittenLine[]; report: ReportLine[] } {
  const context = { fileOf: (image: { path: string }) => image.path, isMissing: () => false }
  const steps = [...exportDocument(document, { ...options, format: format.id }, context)]
  return { lines: steps.flatMap((step) => step.lines), report: steps.flatMap((step) => step.report) }
}

/** The files of an export as a reader gets them. */
function piecesOf(format: Format, lines: readonly WrittenLine[]): Piece[] {
  const { layout } = format.reader ?? expect.fail('the format has no reader')
  if (layout.kind === 'whole') {
    const files = new Map<string, string>()
    for (const { file, text } of lines) {
      const before = files.get(file)
      files.set(file, before === undefined ? text : `${before}\n${text}`)
    }
    const isFirst = (file: string): boolean => layout.first.some((end) => file.endsWith(end.replace('*', '')))
    const isRead = (file: string): boolean => isFirst(file) || layout.files.some((end) => file.endsWith(end.slice(1)))
    const names = [...files.keys()].filter(isRead).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
    return names.map((file) => ({ place: { file, line: 1 }, value: null, text: files.get(file) ?? '' }))
  }
  const counts = new Map<string, number>()
  return lines.map(({ file, text, array }) => {
    const key = `${file} ${array ?? ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const place = { file, line: counts.get(key) ?? 1 }
    return { place, value: JSON.parse(text), text, ...(array === undefined ? {} : { array }) }
  })
}

function read(format: Format, pieces: readonly Piece[], document: Document): Read[] {
  const context: ReadContext = {
    dialect: null,
    picture: (file) => Object.values(document.images).find(({ path }) => path === file) ?? null,
    imageId: (path) => path as ImageId,
    parseXml,
  }
  const session = format.reader?.open(context)
  return [...pieces.map((piece) => session?.read(piece)), ...(session?.end?.() ?? [])].filter(
    (one): one is Read => one !== undefined,
  )
}

/** What the audit doubts about any region, however it is written. */
const doubts = new Set(['tiny-box', 'whole-image', 'duplicate-box', 'outside-image'])

type Labelled = { shape: Shape; label: string }

function documentOf(regions: readonly Labelled[]): Document {
  const shapes = Object.fromEntries(regions.map(({ shape }, index) => [`r${index}`, shape]))
  const document = createSampleDocument({ regions: shapes, dialogues: [] })
  const labelled = Object.entries(document.regions).map(([id, region], index) => [
    id,
    { ...region, label: regions[index]?.label ?? '' },
  ])
  return { ...document, regions: Object.fromEntries(labelled) }
}

/** What comes back of a document that was written and read again. */
function roundTrip(format: Format, document: Document) {
  const written = write(format, document)
  const found = read(format, piecesOf(format, written.lines), document)
  const regions = found.flatMap(({ records }) => records.flatMap((record) => record.regions))
  return {
    losses: written.report.flatMap(({ code, message }) => (doubts.has(code) ? [] : [[code, message]])),
    regions: regions.map(({ shape, label }) => ({ shape, label })),
    problems: found.flatMap(({ report }) => report.map(({ code }) => code)),
    unknown: found.flatMap(({ unknown }) => unknown),
  }
}

const box = { shape: { kind: 'box', x1: 12.8, y1: 8.54, x2: 320, y2: 213.5 }, label: 'dog & "cat" <1>' } as const
const ring = {
  shape: {
    kind: 'polygon',
    points: [
      { x: 1, y: 2.5 },
      { x: 30.25, y: 4 },
      { x: 9, y: 77.75 },
    ],
  },
  label: 'mat',
} as const
const point = { shape: { kind: 'point', x: 3.5, y: 4.25 }, label: 'eye' } as const
const pointLost = [['kind-unsupported', expect.stringMatching(/^A point is left out: .* has no points\.$/)]]

test.each([labelMe, cvat])('$id keeps points, boxes, polygons and labels', (format) => {
  expect(roundTrip(format, documentOf([box, ring, point]))).toEqual({
    losses: [],
    regions: [box, ring, point],
    problems: [],
    unknown: [],
  })
})

test('COCO keeps boxes and polygons and names the point that it loses', () => {
  expect(roundTrip(coco, documentOf([box, ring, point]))).toEqual({
    losses: pointLost,
    regions: [box, ring],
    problems: [],
    unknown: [],
  })
})

test('YOLO keeps them to six decimals of the picture’s size', () => {
  const found = roundTrip(yolo, documentOf([box, ring, point]))
  expect(found).toEqual({
    losses: [...pointLost, ['mixed-kinds', expect.any(String)]],
    regions: expect.any(Array),
    problems: [],
    unknown: [],
  })
  expect(found.regions.map(({ label }) => label)).toEqual([box.label, ring.label])
  expect(found.regions[1]?.shape).toEqual({
    kind: 'polygon',
    points: [
      { x: 1, y: 2.5 },
      { x: 30.25, y: 4 },
      { x: 9, y: 77.7496 },
    ],
  })
})

test('VOC rounds to whole pixels and keeps of a polygon its box', () => {
  expect(roundTrip(voc, documentOf([box, ring, point]))).toEqual({
    losses: [...pointLost, ['outline-lost', '1 outline: only the boxes around them are written.']],
    regions: [
      { shape: { kind: 'box', x1: 13, y1: 9, x2: 320, y2: 214 }, label: box.label },
      { shape: { kind: 'box', x1: 1, y1: 2, x2: 30, y2: 78 }, label: 'mat' },
    ],
    problems: [],
    unknown: [],
  })
})

test('VOC counts edges from zero, the original pixels from one with both corners inside', () => {
  const whole = { shape: { kind: 'box', x1: 0, y1: 0, x2: 1000, y2: 800 }, label: 'room' } as const
  const corners = (format: Format) =>
    write(format, documentOf([whole])).lines.flatMap(({ text }) => /<bndbox>.*<\/bndbox>/.exec(text)?.[0] ?? [])
  const box = (x1: number, y1: number) =>
    `<bndbox><xmin>${x1}</xmin><ymin>${y1}</ymin><xmax>1000</xmax><ymax>800</ymax></bndbox>`
  expect([corners(voc), corners(vocPixels)]).toEqual([[box(0, 0)], [box(1, 1)]])
  expect(roundTrip(vocPixels, documentOf([whole])).regions).toEqual([whole])
})

const coordinate = (end: number) => fc.double({ min: 0, max: end, noNaN: true })
const anyBox = fc
  .tuple(coordinate(1000), coordinate(800), coordinate(1000), coordinate(800))
  .map(
    ([a, b, c, d]): Shape => ({
      kind: 'box',
      x1: Math.min(a, c),
      y1: Math.min(b, d),
      x2: Math.max(a, c),
      y2: Math.max(b, d),
    }),
  )
  .filter((shape) => shape.kind === 'box' && shape.x2 - shape.x1 > 1.5 && shape.y2 - shape.y1 > 1.5)
const label = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text)
const someRegions = fc.array(fc.record({ shape: anyBox, label }), { minLength: 1, maxLength: 6 })

test.each<[string, Format, number]>([
  [labelMe.id, labelMe, 0],
  [coco.id, coco, 1e-9],
  [labelStudio.id, labelStudio, 1e-9],
  [yolo.id, yolo, 0.0011],
  [cvat.id, cvat, 0.0051],
  [voc.id, voc, 0.5],
  [vocPixels.id, vocPixels, 0.5],
])('a box written as %s comes back in its place', (_, format, tolerance) => {
  fc.assert(
    fc.property(someRegions, (regions) => {
      const found = roundTrip(format, documentOf(regions))
      expect(found.losses.filter(([code]) => code !== 'label-changed')).toEqual([])
      const moved = regions.flatMap(({ shape }, index) => {
        const back = found.regions[index]?.shape
        if (shape.kind !== 'box' || back?.kind !== 'box') return [Number.POSITIVE_INFINITY]
        return (['x1', 'y1', 'x2', 'y2'] as const).map((side) => Math.abs(back[side] - shape[side]))
      })
      expect(Math.max(...moved)).toBeLessThanOrEqual(tolerance)
      if (found.losses.length === 0)
        expect(found.regions.map((one) => one.label)).toEqual(regions.map((one) => one.label))
    }),
    { numRuns: 25 },
  )
})

test('YOLO’s classes are numbered by name, whichever comes first', () => {
  const { lines } = write(
    yolo,
    documentOf([
      { ...box, label: 'zebra' },
      { ...box, label: 'ant' },
      { ...box, label: '' },
    ]),
  )
  const files = Object.fromEntries(lines.map(({ file, text }) => [file, text]))
  expect(files['classes.txt']).toBe('ant\nobject\nzebra')
  expect(files['labels/a.txt']).toBe(
    ['2', '0', '1'].map((number) => `${number} 0.166400 0.138775 0.307200 0.256200`).join('\n'),
  )
  expect(files['train.txt']).toBe('./a.jpg')
  expect(files['data.yaml']).toBe(
    'path: .\ntrain: train.txt\nval: train.txt\nnc: 3\nnames:\n  0: "ant"\n  1: "object"\n  2: "zebra"\n',
  )
})

test.each([
  ['train and val', { val: 0.5, test: 0 }, ['train', 'val'], 'train: train.txt\nval: val.txt\n'],
  ['all three', { val: 0.4, test: 0.3 }, ['train', 'val', 'test'], 'train: train.txt\nval: val.txt\ntest: test.txt\n'],
  ['train alone', { val: 0, test: 0 }, ['train'], 'train: train.txt\nval: train.txt\n'],
  ['val alone', { val: 1, test: 0 }, ['val'], 'val: val.txt\n'],
])('YOLO’s data.yaml names the splits that are there: %s', (_, shares, names, lists) => {
  const document = documentOf([box])
  const image = Object.values(document.images)[0] ?? expect.fail('no picture')
  const region = Object.values(document.regions)[0] ?? expect.fail('no region')
  const images = { ...document.images }
  const regions = { ...document.regions }
  for (let n = 1; n < 10; n++) {
    images[`p${n}`] = { ...image, id: `p${n}` as ImageId, path: `p${n}.jpg` }
    regions[`q${n}`] = { ...region, id: `q${n}` as typeof region.id, imageId: `p${n}` as ImageId }
  }
  const context = { fileOf: (one: { path: string }) => one.path, isMissing: () => false }
  const split = { seed: 1, ...shares }
  const steps = [...exportDocument({ ...document, images, regions }, { ...options, format: 'yolo', split }, context)]
  const files = new Map(steps.flatMap((step) => step.lines).map(({ file, text }) => [file, text]))
  expect(files.get('data.yaml')).toBe(`path: .\n${lists}nc: 1\nnames:\n  0: ${JSON.stringify(box.label)}\n`)
  expect([...files.keys()].filter((file) => /^(?:train|val|test)\.txt$/.test(file)).sort()).toEqual(
    [...names].sort().map((name) => `${name}.txt`),
  )
})

test('a check of YOLO without pictures says what it cannot look at, and looks at the rest', () => {
  const session = yolo.reader?.open({
    dialect: null,
    picture: () => null,
    assumedSide: 1000,
    imageId: (path) => path as ImageId,
    parseXml,
  })
  const text = '0 0.5 0.5 0.2 0.2\nwrong'
  const found = session?.read({ place: { file: 'labels/a.txt', line: 1 }, value: null, text })
  expect(found?.report.map(({ severity, code }) => [severity, code])).toEqual([
    ['warning', 'size-unknown'],
    ['warning', 'unknown-class'],
    ['error', 'bad-numbers'],
  ])
  expect(found?.records).toHaveLength(1)
})

test('two pictures whose names differ in the suffix alone are refused', () => {
  const document = documentOf([box])
  const [image] = Object.values(document.images)
  if (image === undefined) return expect.fail('no picture')
  const twin = { ...image, id: 'i1' as ImageId, path: 'a.png' }
  const [region] = Object.values(document.regions)
  if (region === undefined) return expect.fail('no region')
  const more = { ...region, id: 'r9' as typeof region.id, imageId: twin.id }
  const both = { ...document, images: { ...document.images, i1: twin }, regions: { ...document.regions, r9: more } }
  for (const format of [yolo, voc, labelMe]) {
    expect(write(format, both).report).toEqual([
      {
        severity: 'error',
        code: 'name-twice',
        message: expect.stringMatching(/^Another picture is called a too/),
        imageId: 'i1',
      },
    ])
  }
})
