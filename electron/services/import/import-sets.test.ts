import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImportChoice, ImportItem } from '../../../shared/api/import.ts'
import { openSampleImport, pngOfSize, putFile, type SampleImport } from './sample-import.ts'

const me = { signal: new AbortController().signal, connection: 'me' }

let folder = ''
let projects: SampleImport['projects']
let service: SampleImport['service']
let projectId: SampleImport['projectId']

const put = (path: string, content: unknown): Promise<string> => putFile(folder, path, content)

beforeEach(async () => {
  ;({ folder, projects, service, projectId } = await openSampleImport({ 'street.png': pngOfSize(400, 200) }))
})

afterEach(async () => {
  await projects.close()
  await rm(folder, { recursive: true, force: true })
})

const guess = async (path: string) => (await service['import.inspect']({ path }, me)).candidates[0]?.format

async function run(choice: ImportChoice): Promise<ImportItem[]> {
  const all: ImportItem[] = []
  for await (const item of service['import.run']({ projectId, choice }, me)) all.push(item)
  return all
}

function summaryOf(items: readonly ImportItem[]) {
  const done = items.at(-1)
  if (done?.kind !== 'done') throw new Error('not done')
  return done.summary
}

test('knows folders of several files for what they are', async () => {
  const size = { width: 400, height: 200 }
  const annotation = { id: 17, image_id: 9, category_id: 18, bbox: [10, 20, 30, 40] }
  const instances = {
    images: [{ id: 9, file_name: 'street.png', ...size }],
    annotations: [annotation],
    categories: [{ id: 18, name: 'dog' }],
  }
  await put('refcoco/instances.json', instances)
  const sentences = [{ sent_id: 0, sent: 'left dog', raw: 'Left dog!' }]
  await put('refcoco/refs(unc).json', [{ ref_id: 0, ann_id: 17, image_id: 9, split: 'val', sentences }])
  await put('genome/image_data.json', [{ image_id: 1, ...size, url: 'https://example.org/VG_100K/street.png' }])
  const region = { region_id: 5, image_id: 1, phrase: 'a clock', x: 4, y: 5, width: 10, height: 20 }
  await put('genome/region_descriptions.json', [{ id: 1, regions: [region] }])
  for (const [name, format] of [
    ['refcoco', 'refcoco'],
    ['genome', 'visual-genome'],
    ['genome/region_descriptions.json', 'visual-genome'],
  ] as const) {
    const path = join(folder, name)
    expect(await service['import.inspect']({ path }, me)).toMatchObject({ isSure: true })
    expect(await guess(path)).toBe(format)
  }
  const read = await run({ path: join(folder, 'genome/region_descriptions.json'), format: 'visual-genome' })
  expect(summaryOf(read)).toMatchObject({ added: { regions: 1 }, images: { matched: 1, missing: 0 } })
  const found = Object.values((await projects.access.records(projectId)).regions)
  expect(found.map(({ label, shape }) => [label, shape])).toEqual([
    ['a clock', { kind: 'box', x1: 4, y1: 5, x2: 14, y2: 25 }],
  ])
})

test('keeps the rejected answer of a preference pair beside the chosen one, its boxes on our picture', async () => {
  const box = (numbers: string): string =>
    `It is \`\`\`json\n[\n\t{"bbox_2d": [${numbers}], "label": "cup"}\n]\n\`\`\`.`
  const row = {
    messages: [
      { role: 'user', content: '<image>Where is it?' },
      { role: 'assistant', content: box('100, 100, 500, 500') },
    ],
    images: ['elsewhere/street.png'],
    rejected_response: box('0, 0, 250, 250'),
  }
  const path = await put('pairs.jsonl', row)
  expect(await guess(path)).toBe('preference-ms-swift-jsonl')
  const choice = { path, format: 'preference-ms-swift-jsonl', dialect: 'qwen3-vl' }
  await run(choice)
  const { turns, regions: found } = await projects.access.records(projectId)
  const answer = Object.values(turns).find(({ role }) => role === 'assistant')
  const [other] = answer?.alternatives ?? []
  const [chosen] = Object.values(found)
  const mention = other?.parts.find((part) => part.kind === 'mention')
  expect(other).toMatchObject({ origin: 'import', review: 'rejected', regions: [{ number: 2, label: 'cup' }] })
  expect(other?.regions[0]).toMatchObject({
    imageId: chosen?.imageId,
    shape: { kind: 'box', x1: 0, y1: 0, x2: 100, y2: 50 },
    proposal: { turnId: answer?.id, judgement: 'open' },
  })
  expect(mention).toMatchObject({ regionIds: [other?.regions[0]?.id] })
  expect(Object.keys(found)).toHaveLength(1)
  expect(summaryOf(await run(choice))).toMatchObject({ added: { dialogues: 0 }, already: { dialogues: 1 } })
})

test('leaves out what Label Studio’s people cancelled, without an error', async () => {
  const value = { x: 50, y: 50, width: 25, height: 25, rotation: 0, rectanglelabels: ['car'] }
  const about = { from_name: 'label', to_name: 'image', original_width: 400, original_height: 200, image_rotation: 0 }
  const result = [{ id: 'a', type: 'rectanglelabels', ...about, value }]
  const annotations = [
    { id: 1, result },
    { id: 2, was_cancelled: true, result: [] },
  ]
  const path = await put('cancelled.json', [{ id: 1, data: { image: '/data/upload/1/street.png' }, annotations }])
  expect(await guess(path)).toBe('label-studio')
  expect(summaryOf(await run({ path, format: 'label-studio' })).problems).toEqual([
    { severity: 'warning', code: 'cancelled', count: 1 },
  ])
})

test('reads the lines of X-AnyLabeling’s questions under the names that people gave them', async () => {
  const path = await put('vqa.jsonl', {
    image: 'street.png',
    width: 400,
    height: 200,
    my_question: 'How many?',
    Answer: 3,
  })
  expect(await guess(path)).toBe('x-anylabeling-vqa')
  expect(summaryOf(await run({ path, format: 'x-anylabeling-vqa' }))).toMatchObject({
    added: { dialogues: 1, turns: 2 },
  })
  const { turns } = await projects.access.records(projectId)
  expect(Object.values(turns).map(({ parts }) => parts)).toEqual([
    [{ kind: 'text', text: 'How many?' }],
    [{ kind: 'text', text: '3' }],
  ])
})

test('asks which fields of X-AnyLabeling are the question and its answer where their names do not say so', async () => {
  const path = await put('vqa.jsonl', {
    image: 'street.png',
    width: 400,
    height: 200,
    ask: 'How many?',
    中: 3,
    note: 'x',
  })
  const look = async (pair?: { question: string; answer: string }) => {
    const choice = { path, format: 'x-anylabeling-vqa', ...(pair === undefined ? {} : { pair }) }
    const items: ImportItem[] = []
    for await (const item of service['import.preview']({ projectId, choice, limit: 1 }, me)) items.push(item)
    return items
  }
  const asked = await look()
  expect(asked).toContainEqual({ kind: 'fields', names: ['ask', '中', 'note'], pair: null })
  expect(summaryOf(asked)).toMatchObject({ added: { turns: 0 }, problems: [{ code: 'no-pair', count: 1 }] })
  const told = await look({ question: 'ask', answer: '中' })
  expect(summaryOf(told)).toMatchObject({ added: { turns: 2 }, unknown: [{ field: 'note', count: 1 }] })
  const wrong = await look({ question: 'ask', answer: 'gone' })
  expect(summaryOf(wrong)).toMatchObject({ added: { turns: 0 }, problems: [{ code: 'no-pair', count: 1 }] })
})
