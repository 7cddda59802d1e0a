import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import { convertFile } from '../convert/convert.ts'
import { tarEnd, tarHeader, tarPadding } from '../files/tar-header.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-hostile-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What a check says: severity, code, line and message; how many records there were. */
async function check(
  format: string,
  input: string,
  imagesFolder: string | null = null,
): Promise<{ said: string[]; records: number }> {
  const report: ReportLine[] = []
  const { records } = await convertFile({
    input,
    output: null,
    job: { from: format, options: { format, ...everything }, task: 'check', imagesFolder },
    signal: new AbortController().signal,
    appVersion: '1',
    threads: 0,
    onReport: (lines) => report.push(...lines),
  })
  return { said: report.map(({ severity, code, line, message }) => `${severity} ${code} ${line}: ${message}`), records }
}

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content)
  return path
}

const row = (more = ''): string =>
  `{${more}"messages":[{"role":"user","content":"<image>What \\": \\" is it?"},{"role":"assistant","content":"A cup."}],"images":["a.jpg"]}\n`

test.each([
  ['an empty file', ''],
  ['blank lines', '\n\n  \n'],
  ['a byte order mark alone', '\ufeff'],
])('%s is no data set', async (_, text) => {
  const { said } = await check('ms-swift-jsonl', await put('in.jsonl', text))
  expect(said).toEqual([expect.stringMatching(/^error nothing-read .*holds no record of ms-swift-jsonl/)])
})

test('an empty folder, and a COCO file without anything, are no data sets', async () => {
  await mkdir(join(folder, 'empty'))
  for (const [format, input] of [
    ['yolo', join(folder, 'empty')],
    ['coco', await put('in.json', '{"images":[],"annotations":[],"categories":[]}')],
  ] as const) {
    expect((await check(format, input)).said).toEqual([expect.stringContaining('error nothing-read')])
  }
})

test('a key that stands twice is named with its line, in lines and in lists', async () => {
  const lines = await check('ms-swift-jsonl', await put('in.jsonl', row() + row('"images":["b.jpg"],')))
  const twice = 'error repeated-key 2: “images” stands twice in one object: only the last value counts.'
  expect(lines.said.filter((one) => one.includes('repeated'))).toEqual([twice])
  const list = `[${row().trim()},${row('"images":["b.jpg"],').trim()}]`
  const { said } = await check('llama-factory', await put('in.json', list))
  expect(said.filter((one) => one.includes('repeated'))).toEqual([twice])
})

const deep = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000)

test.each([
  ['lists in lists', row(`"tools":${deep('[', ']')},`)],
  ['objects in objects', row(`"tools":${deep('{"a":', '}').replace(':}', ':1}')},`)],
])('%s without end are read', async (_, text) => {
  const { records, said } = await check('ms-swift-jsonl', await put('in.jsonl', text))
  expect([records, said.filter((one) => one.startsWith('error'))]).toEqual([1, []])
})

test.each(['0 nan 0.5 0.1 0.1', '0 inf 0.5 0.1 0.1', '0 1e999 0.5 0.1 0.1', 'x 0.5 0.5 0.1 0.1', '0 0.5 0.5 0.1'])(
  'the label %s is refused with its line',
  async (label) => {
    await put('set/classes.txt', 'cup\n')
    await put('set/labels/a.txt', `0 0.5 0.5 0.1 0.1\n${label}\n`)
    const { said } = await check('yolo', join(folder, 'set'))
    expect(said).toContainEqual(expect.stringMatching(/^error .*line 2/))
  },
)

test('labels and pictures that are links are read', async () => {
  await copyFile('resources/samples/street.jpg', await put('real/a.jpg', ''))
  await put('real/a.txt', '0 0.5 0.5 0.1 0.1\n')
  await put('set/classes.txt', 'cup\n')
  for (const [kind, name] of [
    ['labels', 'a.txt'],
    ['images', 'a.jpg'],
  ] as const) {
    await mkdir(join(folder, 'set', kind), { recursive: true })
    await symlink(join(folder, 'real', name), join(folder, 'set', kind, name))
  }
  expect((await check('yolo', join(folder, 'set'))).records).toBe(1)
})

function tar(...members: readonly (readonly [name: string, content: string, type?: string])[]): Buffer {
  const blocks = members.flatMap(([name, content, type = '0']) => {
    const header = tarHeader({ name, size: content.length })
    header[156] = type.charCodeAt(0)
    header.write('        ', 148)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    return [header, Buffer.from(content), Buffer.alloc(tarPadding(content.length))]
  })
  return Buffer.concat([...blocks, tarEnd])
}

test('a tar names links, files that stand twice, and a header that is cut off; its paths are never written to', async () => {
  const input = await put(
    'in.tar',
    tar(['../../x.json', '{}'], ['b.json', '', '2'], ['c.json', '{}'], ['c.json', '{"messages":[]}']),
  )
  const { said } = await check('webdataset', input)
  expect(said.filter((one) => one.includes('damaged'))).toEqual([
    expect.stringContaining('b.json is a link or a device, which are not followed.'),
    expect.stringContaining('the sample c has two files .json.'),
  ])
  const short = await check('webdataset', await put('short.tar', 'no tar at all'))
  expect(short.said).toEqual([expect.stringMatching(/^error damaged 1: the file ends within a header/)])
})

test('Parquet is read with whatever Node can unpack, and odd types are told by their row', async () => {
  const columnData = [
    { name: 'messages', data: [[{ role: 'user', content: 'x' }], null], type: 'JSON' as const },
    { name: 'big', data: [2n ** 60n, 1n], type: 'INT64' as const },
  ]
  const buffer = parquetWriteBuffer({ columnData, codec: 'GZIP', compressors: { GZIP: (bytes) => gzipSync(bytes) } })
  const { said } = await check('parquet', await put('in.parquet', new Uint8Array(buffer)))
  expect(said.map((one) => one.split(':')[0])).toEqual(['error no-image 1', 'error bad-record 2'])
})

test('LabelMe files that hold their picture say so where it is missing beside them', async () => {
  const imageData = (await readFile('resources/samples/street.jpg')).toString('base64')
  const shapes = [
    {
      label: 'cup',
      shape_type: 'rectangle',
      points: [
        [10, 20],
        [50, 60],
      ],
    },
  ]
  for (const name of ['a', 'gone']) {
    await put(
      `set/${name}.json`,
      JSON.stringify({ imagePath: `${name}.jpg`, imageWidth: 640, imageHeight: 360, imageData, shapes }),
    )
  }
  await copyFile('resources/samples/street.jpg', join(folder, 'set', 'a.jpg'))
  const { said, records } = await check('labelme', join(folder, 'set'), join(folder, 'set'))
  expect(records).toBe(2)
  expect(said.filter((one) => one.includes('embedded'))).toEqual([
    'warning embedded-picture 1: gone.jpg was not found, but gone.json holds a copy of it: save that as gone.jpg beside it.',
  ])
})

test.each(['yolo', 'labelme', 'voc', 'x-anylabeling'])(
  '%s writes no file outside its folder, whatever a picture is called',
  async (to) => {
    const names = [
      '../../evil.jpg',
      '..\\..\\evil.jpg',
      'a/../../../../evil.jpg',
      'evil\n2.jpg',
      'evil\0.jpg',
      'ok.jpg',
    ]
    const coco = {
      images: names.map((file_name, id) => ({ id, file_name, width: 100, height: 80 })),
      annotations: names.map((_, id) => ({ id, image_id: id, category_id: 1, bbox: [1, 2, 30, 40] })),
      categories: [{ id: 1, name: 'cup' }],
    }
    const input = await put('deep/in/in.json', JSON.stringify(coco))
    const output = join(folder, 'deep', 'a', 'b', 'out')
    const said: string[] = []
    const { written } = await convertFile({
      input,
      output,
      job: { from: 'coco', options: { ...everything, format: to }, task: 'convert', imagesFolder: null },
      signal: new AbortController().signal,
      appVersion: '1',
      onReport: (lines) => said.push(...lines.map(({ severity, code }) => `${severity} ${code}`)),
    })
    expect([said.filter((one) => one === 'error unsafe-name').length, written]).toEqual([5, 1])
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.includes('evil'))
    expect(files).toEqual([])
  },
)
