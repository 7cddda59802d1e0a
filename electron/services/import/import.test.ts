import { copyFile, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportChoice, ImportItem } from '../../../shared/api/import.ts'
import { historyOf, nextUndo, undoEntry } from '../../../shared/document/history.ts'
import { toAppError } from '../../../shared/errors.ts'
import type { CommitId } from '../../../shared/ids.ts'
import { readImageInfo } from '../images/image-info.ts'
import { openSampleImport, pngOfSize, putFile, type SampleImport } from './sample-import.ts'

const fixtures = join(import.meta.dirname, '..', '..', 'engine', 'pixels', 'fixtures')
const me = { signal: new AbortController().signal, connection: 'me' }

let folder = ''
let projects: SampleImport['projects']
let service: SampleImport['service']
let projectId: SampleImport['projectId']

const put = (path: string, content: unknown): Promise<string> => putFile(folder, path, content)

beforeEach(async () => {
  ;({ folder, projects, service, projectId } = await openSampleImport({
    'street.png': pngOfSize(400, 200),
    'sub/cup.png': pngOfSize(100, 100),
  }))
})

afterEach(async () => {
  await projects.close()
  await rm(folder, { recursive: true, force: true })
})

async function collect(items: AsyncIterable<ImportItem>): Promise<ImportItem[]> {
  const all: ImportItem[] = []
  for await (const item of items) all.push(item)
  return all
}

const run = (choice: ImportChoice) => collect(service['import.run']({ projectId, choice }, me))
const look = (choice: ImportChoice) => collect(service['import.preview']({ projectId, choice, limit: 5 }, me))
const guess = async (path: string) => (await service['import.inspect']({ path }, me)).candidates[0]?.format

function summaryOf(items: readonly ImportItem[]) {
  const done = items.at(-1)
  if (done?.kind !== 'done') throw new Error('not done')
  return done.summary
}

/** The project's regions by picture, as `label: numbers`. */
async function regions(): Promise<string[]> {
  const images = await projects.access.images(projectId)
  const { regions: found } = await projects.access.records(projectId)
  return Object.values(found).map(({ imageId, label, shape }) => {
    const numbers = shape.kind === 'box' ? [shape.x1, shape.y1, shape.x2, shape.y2] : [shape.kind]
    return `${images.get(imageId)?.path} ${label}: ${numbers.join(' ')}`
  })
}

const coco = {
  info: { description: 'test' },
  images: [
    { id: 1, file_name: 'street.png', width: 400, height: 200 },
    { id: 2, file_name: 'elsewhere/cup.png', width: 100, height: 100 },
    { id: 3, file_name: 'gone.png', width: 10, height: 10 },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 7, bbox: [10, 20, 30, 40], iscrowd: 0, area: 1200 },
    { id: 2, image_id: 2, category_id: 8, bbox: [0, 0, 50, 50] },
    { id: 3, image_id: 3, category_id: 8, bbox: [0, 0, 5, 5] },
    { id: 4, image_id: 99, category_id: 8, bbox: [0, 0, 5, 5] },
  ],
  categories: [
    { id: 7, name: 'dog' },
    { id: 8, name: 'cup' },
  ],
}

describe('import', () => {
  it('reads COCO: what is there comes in, what is missing is named, and a second time nothing comes', async () => {
    const path = await put('in.json', coco)
    expect(await guess(path)).toBe('coco')
    const preview = await look({ path, format: 'coco' })
    expect(summaryOf(preview)).toMatchObject({
      records: 2,
      added: { regions: 2, boxes: 2, dialogues: 0 },
      images: { matched: 2, byName: 1, missing: 1, missingFiles: ['gone.png'], otherSize: 0 },
      labels: { total: 2 },
    })
    expect(summaryOf(preview).problems.map((one) => one.code)).toContain('image-missing')
    const drawn = preview.flatMap((item) => (item.kind === 'drawing' ? [item.drawing] : []))
    expect(drawn.map((one) => [one.imagePath, one.text, one.drawings])).toEqual([
      ['street.png', 'dog', [{ reading: 'pixels', shapes: [{ kind: 'box', x1: 10, y1: 20, x2: 40, y2: 60 }] }]],
      ['sub/cup.png', 'cup', [{ reading: 'pixels', shapes: [{ kind: 'box', x1: 0, y1: 0, x2: 50, y2: 50 }] }]],
    ])
    expect(await regions()).toEqual([])
    await run({ path, format: 'coco' })
    const after = ['street.png dog: 10 20 40 60', 'sub/cup.png cup: 0 0 50 50']
    expect(await regions()).toEqual(after)
    const again = await run({ path, format: 'coco' })
    expect(again.some((item) => item.kind === 'committed')).toBe(false)
    expect(summaryOf(again)).toMatchObject({ added: { regions: 0 }, already: { regions: 2 } })
    expect(await regions()).toEqual(after)
  })

  it('names sizes that differ, and fits only when asked, turning where EXIF turned', async () => {
    await copyFile(join(fixtures, 'turned-6.jpg'), join(folder, 'pictures', 'turned.jpg'))
    const { width, height, orientation } = await readImageInfo(join(fixtures, 'turned-6.jpg'))
    expect(orientation).toBe(6)
    const small = {
      ...coco,
      images: [
        { id: 1, file_name: 'street.png', width: 200, height: 100 },
        { id: 2, file_name: 'turned.jpg', width: height, height: width },
      ],
      annotations: [
        { id: 1, image_id: 1, category_id: 7, bbox: [10, 20, 30, 40] },
        { id: 2, image_id: 2, category_id: 8, bbox: [0, 0, height, 10] },
      ],
    }
    const path = await put('in.json', small)
    const fresh = await projects.handlers['project.scan']({ projectId }, me)
    for await (const _ of fresh);
    const preview = await look({ path, format: 'coco' })
    expect(summaryOf(preview).images.otherSize).toBe(2)
    expect(summaryOf(preview).problems).toContainEqual({ severity: 'warning', code: 'size-differs', count: 2 })
    await run({ path, format: 'coco', sizes: 'fit' })
    expect(await regions()).toEqual([
      'street.png dog: 20 40 80 120',
      `turned.jpg cup: ${width - 10} 0 ${width} ${height}`,
    ])
  })

  it('asks when numbers cannot be pixels, and draws both', async () => {
    const path = await put('in.json', {
      ...coco,
      images: coco.images.slice(0, 1),
      annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [0.25, 0.5, 0.25, 0.25] }],
    })
    const preview = await look({ path, format: 'coco' })
    expect(preview).toContainEqual(expect.objectContaining({ kind: 'readings', ask: true, chosen: 'unit' }))
    const [drawing] = preview.flatMap((item) => (item.kind === 'drawing' ? [item.drawing] : []))
    expect(drawing?.drawings.slice(0, 2)).toEqual([
      { reading: 'unit', shapes: [{ kind: 'box', x1: 100, y1: 100, x2: 200, y2: 150 }] },
      { reading: 'padded', shapes: [{ kind: 'box', x1: 100, y1: 100, x2: 200, y2: 200 }] },
    ])
    await run({ path, format: 'coco', frame: 'unit' })
    expect(await regions()).toEqual(['street.png dog: 100 100 200 150'])
  })

  it('reads VOC, YOLO and Label Studio', async () => {
    const voc = await put(
      'voc/Annotations/street.xml',
      `<annotation><filename>street.png</filename><size><width>400</width><height>200</height><depth>3</depth></size>
       <object><name>dog</name><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>40</xmax><ymax>60</ymax></bndbox></object></annotation>`,
    )
    expect(await guess(voc)).toBe('voc')
    await put('yolo/labels/cup.txt', '0 0.5 0.5 0.2 0.4\n')
    await put('yolo/classes.txt', 'cup\n')
    expect(await guess(join(folder, 'yolo'))).toBe('yolo')
    const studio = await put('tasks.json', [
      {
        id: 1,
        data: { image: '/data/upload/1/street.png' },
        annotations: [
          {
            id: 1,
            result: [
              {
                id: 'a',
                type: 'rectanglelabels',
                from_name: 'label',
                to_name: 'image',
                original_width: 400,
                original_height: 200,
                image_rotation: 0,
                value: { x: 50, y: 50, width: 25, height: 25, rotation: 0, rectanglelabels: ['car'] },
              },
            ],
          },
        ],
      },
    ])
    const studioFormat = await guess(studio)
    expect(studioFormat).toMatch(/label-studio/)
    await run({ path: voc, format: 'voc' })
    await run({ path: join(folder, 'yolo'), format: 'yolo' })
    await run({ path: studio, format: studioFormat ?? '' })
    expect(await regions()).toEqual([
      'street.png dog: 10 20 40 60',
      'sub/cup.png cup: 40 30 60 70',
      'street.png car: 200 100 300 150',
    ])
  })

  it('reads dialogues of LLaVA in the dialect that is proved or chosen, and never guesses', async () => {
    const rows = (text: string) => [
      {
        id: 'a',
        image: 'street.png',
        conversations: [
          { from: 'human', value: `<image>\nWhat is in ${text}?` },
          { from: 'gpt', value: `A dog, in ${text}.` },
        ],
      },
    ]
    const path = await put('llava.json', rows('[0.25, 0.5, 0.5, 0.75]'))
    expect((await service['import.inspect']({ path }, me)).candidates.map((one) => one.format)).toContain('llava-json')
    const preview = await look({ path, format: 'llava-json' })
    const asked = preview.find((item) => item.kind === 'readings')
    expect(asked).toMatchObject({ kind: 'readings', ask: true })
    const [drawing] = preview.flatMap((item) => (item.kind === 'drawing' ? [item.drawing] : []))
    expect(drawing?.drawings.length).toBeGreaterThan(1)
    const refused = run({ path, format: 'llava-json' })
    await expect(refused.catch((error: unknown) => toAppError(error).code)).resolves.toBe('import.ambiguous')
    await run({ path, format: 'llava-json', dialect: 'llava-1.5' })
    // A picture of 400 × 200 lies in the middle of a square of 400.
    expect(await regions()).toEqual(['street.png : 100 100 200 200'])
    const { dialogues, turns } = await projects.access.records(projectId)
    expect(Object.keys(dialogues)).toHaveLength(1)
    expect(
      Object.values(turns).map((turn) => [turn.role, turn.origin, turn.parts.some((part) => part.kind === 'mention')]),
    ).toEqual([
      ['user', 'import', true],
      ['assistant', 'import', true],
    ])
    const again = await run({ path, format: 'llava-json', dialect: 'llava-1.5' })
    expect(summaryOf(again).added).toMatchObject({ dialogues: 0, turns: 0, regions: 0 })
  })

  it('reports broken lines with their number and reads the rest', async () => {
    const line = {
      deixis: 1,
      kind: 'image',
      image: { id: 'x', path: 'street.png', width: 400, height: 200, bytes: 1, file: 'street.png' },
      regions: [] as unknown[],
    }
    const region = {
      id: 'r1',
      imageId: 'x',
      number: 4,
      shape: { kind: 'point', x: 1, y: 2 },
      label: 'nose',
      origin: 'human',
      createdAt: 1,
    }
    const good = JSON.stringify({ ...line, regions: [region] })
    const path = await put('own.jsonl', `${good}\n{"deixis":1,\n\n{"deixis":1,"kind":"image"}\n`)
    expect(await guess(path)).toBe('deixis-jsonl')
    const items = await run({ path, format: 'deixis-jsonl' })
    const report = items.flatMap((item) => (item.kind === 'report' ? item.lines : []))
    expect(report.map(({ code, file, line }) => [code, file, line])).toEqual([
      ['not-json', 'own.jsonl', 2],
      ['bad-record', 'own.jsonl', 4],
    ])
    const { regions: found } = await projects.access.records(projectId)
    expect(found.r1).toMatchObject({ number: 4, origin: 'human' })
  })

  it('is one undo step, however many entries it takes', async () => {
    const annotations = Array.from({ length: 2500 }, (_, id) => ({
      id,
      image_id: 1,
      category_id: 7,
      bbox: [id / 10, 1, 9, 9],
    }))
    const path = await put('in.json', { ...coco, images: coco.images.slice(0, 1), annotations })
    const items = await run({ path, format: 'coco' })
    const entries = items.flatMap((item) => (item.kind === 'committed' ? item.entries.map((one) => one.entry) : []))
    expect(entries.length).toBeGreaterThan(0)
    const unit = nextUndo(historyOf(entries))
    expect(unit).toHaveLength(entries.length)
    let n = 0
    const undo = unit.map((commit) => undoEntry(commit, { id: () => `u${n++}` as CommitId, at: () => 1 }))
    await projects.access.append(projectId, undo)
    expect(await regions()).toEqual([])
  })

  it('changes nothing when it is stopped or may not write', async () => {
    const path = await put('in.json', coco)
    const stop = new AbortController()
    stop.abort()
    const stopped = collect(
      service['import.run']({ projectId, choice: { path, format: 'coco' } }, { ...me, signal: stop.signal }),
    )
    await expect(stopped.catch((error: unknown) => toAppError(error).code)).resolves.toBe('rpc.cancelled')
    const other = collect(
      service['import.run']({ projectId, choice: { path, format: 'coco' } }, { ...me, connection: 'other' }),
    )
    await expect(other.catch((error: unknown) => toAppError(error).code)).resolves.toBe('project.not-writer')
    const missing = service['import.inspect']({ path: join(folder, 'no.json') }, me)
    await expect(missing.catch((error: unknown) => toAppError(error).code)).resolves.toBe('import.not-found')
    expect(await regions()).toEqual([])
  })

  it('takes in a dropped folder file by file, each in its place, and nothing outside of it', async () => {
    const send = (inside: string, name: string, text: string) =>
      service['import.receive'](
        { upload: 'u2', folder: inside, name, at: 0, base64: Buffer.from(text).toString('base64') },
        me,
      )
    await send('set', 'data.yaml', 'names: [dog, cat]\n')
    const { path } = await send('set/labels/train', 'street.txt', '0 0.5 0.5 0.25 0.25\n')
    expect(await guess(path)).toBe('yolo')
    expect(await readFile(join(path, 'labels/train/street.txt'), 'utf8')).toBe('0 0.5 0.5 0.25 0.25\n')
    const outside = await send('../../../out', '../in.txt', 'x')
    expect(dirname(outside.path)).toBe(dirname(path))
  })

  it('takes in a file that a page sends', async () => {
    const text = Buffer.from(JSON.stringify(coco))
    const half = text.length >> 1
    const first = { upload: 'u1', name: '../in.json', at: 0, base64: text.subarray(0, half).toString('base64') }
    await service['import.receive'](first, me)
    const { path } = await service['import.receive'](
      { ...first, at: half, base64: text.subarray(half).toString('base64') },
      me,
    )
    expect(path.startsWith(tmpdir())).toBe(true)
    expect(await guess(path)).toBe('coco')
  })
})
