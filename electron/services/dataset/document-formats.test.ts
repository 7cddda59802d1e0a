import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportDocument } from '../../../shared/dataset/export.ts'
import type { Format, WrittenLine } from '../../../shared/dataset/format.ts'
import { donut } from '../../../shared/dataset/formats/donut.ts'
import { grit } from '../../../shared/dataset/formats/grit.ts'
import { lavis } from '../../../shared/dataset/formats/lavis.ts'
import { mmc4, mmc4Inside } from '../../../shared/dataset/formats/mmc4.ts'
import { nougat } from '../../../shared/dataset/formats/nougat.ts'
import { obelics } from '../../../shared/dataset/formats/obelics.ts'
import { parquet } from '../../../shared/dataset/formats/parquet.ts'
import { vlmR1 } from '../../../shared/dataset/formats/vlm-r1.ts'
import { webDataset } from '../../../shared/dataset/formats/webdataset.ts'
import type { Piece, ReadContext } from '../../../shared/dataset/reader.ts'
import { box, createSampleDocument, point } from '../../../shared/dataset/sample-document.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { openParquetFile, readParquetPieces } from '../files/parquet-file.ts'
import { openTarFile, readTarPieces } from '../files/tar-file.ts'
import { parseXml } from '../files/xml-tree.ts'
import { containerOpener } from './open-container.ts'

const options = {
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: false,
} as const

function write(format: Format, document: Document) {
  const context = { fileOf: (image: { path: string }) => image.path, isMissing: () => false }
  const steps = [...exportDocument(document, { ...options, format: format.id }, context)]
  const lines: WrittenLine[] = steps.flatMap((step) => step.lines)
  return { lines, report: steps.flatMap((step) => step.report.map(({ severity, code }) => `${severity} ${code}`)) }
}

/** What a reader makes of pieces: each turn as a list of words, `[shapes]` and pictures. */
function read(format: Format, pieces: readonly Piece[], document: Document) {
  const context: ReadContext = {
    dialect: null,
    picture: (file) => Object.values(document.images).find(({ path }) => path === file) ?? null,
    imageId: (path) => path as ImageId,
    parseXml,
  }
  const session = format.reader?.open(context) ?? expect.fail('the format has no reader')
  const found = [...pieces.map((piece) => session.read(piece)), ...(session.end?.() ?? [])]
  const records = found.flatMap((one) => one.records)
  return {
    report: found.flatMap(({ report }) => report.map(({ severity, code }) => `${severity} ${code}`)),
    unknown: found.flatMap(({ unknown }) => unknown),
    turns: records.flatMap((record) =>
      record.kind === 'image'
        ? []
        : record.turns.map(({ role, parts }) => [
            role,
            ...parts.map((part) => {
              if (part.kind === 'image') return '<image>'
              if (part.kind !== 'mention') return part.text
              const shapes = part.regionIds.map((id) => record.regions.find((one) => one.id === id)?.shape)
              return part.phrase === undefined ? { shapes } : { shapes, phrase: part.phrase }
            }),
          ]),
    ),
  }
}

function piecesOf(lines: readonly WrittenLine[]): Piece[] {
  return lines.flatMap(({ image, text, file }, index) =>
    image === null ? [] : [{ place: { file, line: index + 1 }, value: JSON.parse(text), text }],
  )
}

const [left, right] = [box(100, 80, 500, 400), box(600.5, 80, 900.25, 300)]

function pointing(): Document {
  const document = createSampleDocument({
    regions: { R1: left, R2: right, R3: point(5, 6) },
    dialogues: [
      {
        turns: [
          { parts: ['What is at ', ['R3'], '?'] },
          { parts: ['Zwei 🐕 dogs ', ['R1', 'R2'], ' and a cat ', ['R2'], '.'] },
        ],
      },
    ],
  })
  const turns = Object.values(document.turns).map((turn) => ({
    ...turn,
    parts: turn.parts.map((part, index) => {
      if (part.kind !== 'mention' || turn.role === 'user') return part
      return { ...part, phrase: index === 1 ? 'dogs' : 'a cat' }
    }),
  }))
  return { ...document, turns: Object.fromEntries(turns.map((turn) => [turn.id, turn])) }
}

function talking(): Document {
  return createSampleDocument({
    regions: {},
    dialogues: [
      { turns: [{ parts: ['What is it?'] }, { parts: ['A cat.'] }] },
      { kind: 'caption', turns: [{ role: 'assistant', parts: ['{"total": "2.00"}'] }] },
    ],
  })
}

test('GRIT counts characters as Python does and keeps the boxes of each phrase', () => {
  const document = pointing()
  const { lines, report } = write(grit, document)
  expect(report).toEqual(['loss questions-lost'])
  expect(lines.map(({ text }) => JSON.parse(text))).toEqual([
    {
      id: 'd0',
      caption: 'Zwei 🐕 dogs  and a cat .',
      width: 1000,
      height: 800,
      url: 'a.jpg',
      noun_chunks: [
        [7, 11, 0.1, 0.1, 0.5, 0.5, 1],
        [7, 11, 0.6005, 0.1, 0.90025, 0.375, 1],
        [17, 22, 0.6005, 0.1, 0.90025, 0.375, 1],
      ],
      ref_exps: [],
    },
  ])
  expect(read(grit, piecesOf(lines), document)).toEqual({
    report: [],
    unknown: [],
    turns: [
      [
        'assistant',
        'Zwei 🐕 dogs',
        { shapes: [left, right], phrase: 'dogs' },
        '  and a cat',
        { shapes: [right], phrase: 'a cat' },
        ' .',
      ],
    ],
  })
})

test('VLM-R1 holds lists of boxes: a question that points and the words of an answer are named as lost', () => {
  const document = createSampleDocument({
    regions: { R1: left, R2: right, R3: point(1, 2) },
    dialogues: [
      { turns: [{ parts: ['Find dogs.'] }, { parts: ['Here: ', ['R1', 'R2', 'R3']] }] },
      { turns: [{ parts: ['What is ', ['R1'], '?'] }, { parts: ['A dog.'] }] },
      { turns: [{ parts: ['Find cats.'] }, { parts: ['None'] }] },
    ],
  })
  const { lines, report } = write(vlmR1, document)
  expect(report).toEqual(['loss kind-unsupported', 'loss label-missing', 'loss words-lost', 'loss pointing-question'])
  expect(read(vlmR1, piecesOf(lines), document).turns).toEqual([
    ['user', 'Find dogs.'],
    ['assistant', { shapes: [left, box(600, 80, 900, 300)] }],
    ['user', 'Find cats.'],
    ['assistant', 'None'],
  ])
})

test('Donut writes questions as gt_parses and other answers as gt_parse', () => {
  const document = talking()
  const { lines, report } = write(donut, document)
  expect(report).toEqual([])
  expect(lines.map(({ text }) => text)).toEqual([
    '{"file_name":"a.jpg","ground_truth":"{\\"gt_parses\\":[{\\"question\\":\\"What is it?\\",\\"answer\\":\\"A cat.\\"}]}"}',
    '{"file_name":"a.jpg","ground_truth":"{\\"gt_parse\\":{\\"total\\":\\"2.00\\"}}"}',
  ])
  expect(read(donut, piecesOf(lines), document).turns).toEqual([
    ['user', 'What is it?'],
    ['assistant', 'A cat.'],
    ['assistant', '{"total":"2.00"}'],
  ])
})

test('Nougat’s seek map holds the byte of each line', () => {
  const document = createSampleDocument({
    regions: {},
    dialogues: [
      { kind: 'caption', turns: [{ role: 'assistant', parts: ['# Ü\n\n😀'] }] },
      { kind: 'caption', turns: [{ role: 'assistant', parts: ['two'] }] },
    ],
  })
  const { lines } = write(nougat, document)
  const index = lines.filter(({ file }) => file === 'train.jsonl').map(({ text }) => `${text}\n`)
  expect(lines.at(-1)?.text).toBe(`[0, ${Buffer.byteLength(index[0] ?? '')}]`)
  expect(read(nougat, piecesOf(lines), document).turns).toEqual([
    ['assistant', '# Ü\n\n😀'],
    ['assistant', 'two'],
  ])
})

test('BLIP’s files hold captions and questions apart', () => {
  const document = talking()
  const { lines } = write(lavis, document)
  expect(lines.map(({ file, text }) => [file, JSON.parse(text)])).toEqual([
    ['vqa.json', { dataset: 'deixis', image: 'a.jpg', question: 'What is it?', question_id: 1, answer: ['A cat.'] }],
    ['captions.json', { image: 'a.jpg', caption: '{"total": "2.00"}', image_id: 'i0' }],
  ])
  expect(read(lavis, piecesOf(lines), document)).toEqual({
    report: [],
    unknown: [],
    turns: [
      ['user', 'What is it?'],
      ['assistant', 'A cat.'],
      ['assistant', '{"total": "2.00"}'],
    ],
  })
})

test.each([obelics, mmc4])('$id keeps pictures among the texts and names lost roles and regions', (format) => {
  const document = pointing()
  const { lines, report } = write(format, document)
  expect(report).toEqual(['loss regions-lost', 'loss roles-lost'])
  const { turns } = read(format, piecesOf(lines), document)
  expect(turns.map(([role, ...parts]) => [role, parts.join('').replace(/\s+/g, ' ')])).toEqual([
    [
      'assistant',
      format === obelics
        ? '<image>What is at ? Zwei 🐕 dogs and a cat .'
        : '<image>What is at ? Zwei 🐕 dogs and a cat .',
    ],
  ])
})

const picture = new Uint8Array([137, 80, 78, 71, 1, 2, 3])

async function inFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-formats-'))
  try {
    return await task(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const pointingTurns = [
  ['user', '<image>', 'What is at ', { shapes: [point(5, 6)] }, '?'],
  [
    'assistant',
    'Zwei 🐕 dogs',
    { shapes: [left, right], phrase: 'dogs' },
    '  and a cat',
    { shapes: [right], phrase: 'a cat' },
    ' .',
  ],
]

test('a WebDataset shard comes back whole, its bytes the same each time', () =>
  inFolder(async (folder) => {
    const document = pointing()
    const { lines, report } = write(webDataset, document)
    expect(report).toEqual([])
    const [layout] = webDataset.files.map((file) => file.layout)
    const hashes: string[] = []
    for (const name of ['a.tar', 'b.tar']) {
      const writer = await openTarFile(join(folder, name), layout ?? { kind: 'tar' }, async () => picture)
      for (const line of lines) await writer.add(line)
      hashes.push((await writer.end()).sha256)
    }
    expect(hashes[0]).toBe(hashes[1])
    const pieces = await all(readTarPieces(join(folder, 'a.tar')))
    expect(pieces.map(({ members }) => Object.keys(members ?? {}))).toEqual([['jpg', 'json']])
    expect(pieces[0]?.members?.jpg).toEqual(Buffer.from(picture))
    expect(read(webDataset, pieces, document)).toEqual({ report: [], unknown: [], turns: pointingTurns })
    const damaged = await readFile(join(folder, 'a.tar'))
    await writeFile(join(folder, 'c.tar'), damaged.subarray(0, 1800))
    const found = read(webDataset, await all(readTarPieces(join(folder, 'c.tar'))), document)
    expect(found.report).toEqual(['error bad-record', 'error damaged'])
  }))

test('a Parquet file comes back whole', () =>
  inFolder(async (folder) => {
    const document = pointing()
    const { lines, report } = write(parquet, document)
    expect(report).toEqual([])
    const path = join(folder, 'train.parquet')
    const [layout] = parquet.files.map((file) => file.layout)
    const writer = await openParquetFile(path, layout ?? { kind: 'tar' }, async () => picture)
    for (const line of lines) await writer.add(line)
    const { bytes } = await writer.end()
    expect(bytes).toBe((await readFile(path)).length)
    const pieces = await all(readParquetPieces(path))
    expect(pieces[0]?.value).toMatchObject({ images: [{ bytes: picture, path: 'a.jpg' }] })
    expect(read(parquet, pieces, document)).toEqual({ report: [], unknown: [], turns: pointingTurns })
  }))

test('MMC4 documents with pictures inside hold them as bare base64, in the order of their sentences', () =>
  inFolder(async (folder) => {
    const document = pointing()
    const { lines, report } = write(mmc4Inside, document)
    expect(report).toEqual(['loss regions-lost', 'loss roles-lost', 'warning small-picture'])
    const path = join(folder, 'mmc4-inside.jsonl')
    const opened = containerOpener(
      () => join(import.meta.dirname, '../../engine/pixels/fixtures/turned-6.jpg'),
      (_, to) => writeFile(to, picture),
    )
    const [layout] = mmc4Inside.files.map((file) => file.layout)
    const writer = await opened(path, layout ?? { kind: 'data-urls' })
    for (const line of lines) await writer.add(line)
    await writer.end()
    const text = await readFile(path, 'utf8')
    const base64 = Buffer.from(picture).toString('base64')
    expect(JSON.parse(text)).toMatchObject({ image_info: [{ image_name: 'a.jpg', image_base64: base64 }] })
    const piece = { place: { file: path, line: 1 }, value: JSON.parse(text), text }
    expect(read(mmc4, [piece], document)).toMatchObject({ report: [], unknown: [] })
  }))
