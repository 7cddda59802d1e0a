import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportLine } from '../../../shared/api/dataset.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import { convertFile } from '../convert/convert.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-rules-'))
  // 640 × 360 pixels.
  await copyFile('resources/samples/street.jpg', join(folder, 'a.jpg'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a check says of a file with these rows: severity, code and line. */
async function check(format: string, content: readonly object[] | object): Promise<string[]> {
  const text = Array.isArray(content)
    ? content.map((row) => `${JSON.stringify(row)}\n`).join('')
    : JSON.stringify(content)
  const input = join(folder, 'in.json')
  await writeFile(input, text)
  const report: ReportLine[] = []
  await convertFile({
    input,
    output: null,
    job: {
      from: format,
      options: { format, ...everything },
      task: 'check',
      imagesFolder: folder,
    },
    signal: new AbortController().signal,
    appVersion: '1',
    threads: 0,
    onReport: (lines) => report.push(...lines),
  })
  return report.map(({ severity, code, line }) => `${severity} ${code} ${line}`)
}

const good = { question: 'Fine?', answer: 'Yes.', image: 'a.jpg', objects: undefined as object | undefined }

/** A row of ms-swift: a good one in front, so that the line is told. */
function swift(change: Partial<typeof good> & { messages?: object[] }): object[] {
  return [good, { ...good, question: 'Bad?', ...change }].map(({ question, answer, image, objects, ...rest }) => ({
    messages: [
      { role: 'user', content: `<image>${question}` },
      { role: 'assistant', content: answer },
    ],
    images: [image],
    ...(objects === undefined ? {} : { objects }),
    ...rest,
  }))
}

const boxes = (...bbox: number[][]) => ({ ref: [], bbox })

describe('a check names each rule with the line', () => {
  it.each<[string, string, object[] | object, string]>([
    ['image marks that are not the images', 'ms-swift', swift({ question: '<image>Bad?' }), 'error image-marks 2'],
    [
      'fewer boxes than marks',
      'ms-swift',
      swift({ answer: '<bbox><bbox>', objects: boxes([1, 2, 30, 40]) }),
      'error box-marks 2',
    ],
    [
      'more boxes than marks',
      'ms-swift',
      swift({ answer: '<bbox>', objects: boxes([1, 2, 30, 40], [5, 6, 70, 80]) }),
      'error box-marks 2',
    ],
    [
      'a box that leaves the picture',
      'ms-swift',
      swift({ answer: '<bbox>', objects: boxes([30, 40, 5000, 60]) }),
      'error out-of-range 2',
    ],
    [
      'a box without width',
      'ms-swift',
      swift({ answer: '<bbox>', objects: boxes([30, 40, 30, 60]) }),
      'error corners-swapped 2',
    ],
    [
      'corners that ms-swift puts in order',
      'ms-swift',
      swift({ answer: '<bbox>', objects: boxes([300, 200, 30, 40]) }),
      'warning corners-swapped 2',
    ],
    ['a file that is not there', 'ms-swift', swift({ image: 'gone.jpg' }), 'error file-missing 2'],
    ['an empty answer', 'ms-swift', swift({ answer: ' ' }), 'error empty-answer 2'],
    [
      'two questions in a row',
      'ms-swift',
      swift({
        messages: [
          { role: 'user', content: '<image>a' },
          { role: 'user', content: 'b' },
          { role: 'assistant', content: 'c' },
        ],
      }),
      'error roles-not-alternating 2',
    ],
    [
      'a box below 4 pixels',
      'ms-swift',
      swift({ answer: '<bbox>', objects: boxes([30, 40, 33, 90]) }),
      'warning tiny-box 2',
    ],
    [
      'a box of the whole picture',
      'ms-swift',
      swift({ answer: '<bbox>', objects: boxes([0, 0, 640, 360]) }),
      'warning whole-image 2',
    ],
    ['the same question again', 'ms-swift', swift({ question: 'Fine?' }), 'warning duplicate-turn 2'],
    [
      'nearly the same box',
      'ms-swift',
      swift({ answer: '<bbox> <bbox>', objects: boxes([10, 10, 300, 300], [10, 10, 300, 301]) }),
      'warning duplicate-box 2',
    ],
    [
      'a number out of range in a text',
      'ms-swift-text',
      swift({ answer: '[{"bbox_2d": [100, 100, 1200, 500], "label": "cup"}]' }),
      'error out-of-range 2',
    ],
    [
      'swapped corners in a text',
      'ms-swift-text',
      swift({ answer: '[{"bbox_2d": [500, 100, 200, 500], "label": "cup"}]' }),
      'error corners-swapped 2',
    ],
    [
      'more places than boxes',
      'shikra',
      [
        {
          id: '1',
          image_id: 'a',
          boxes: [[1, 2, 30, 40]],
          sentence: 'A<ph_st><ph_ed> b<ph_st><ph_ed>',
          boxes_seq: [[0]],
        },
      ],
      'error placeholders 1',
    ],
    [
      'a place that names no box',
      'shikra',
      [{ id: '1', image_id: 'a', boxes: [[1, 2, 30, 40]], sentence: 'A<ph_st><ph_ed>', boxes_seq: [[3]] }],
      'error placeholders 1',
    ],
    [
      'more marks than boxes',
      'chatspot',
      [
        {
          image: 'a.jpg',
          boxes: [[1, 2, 30, 40]],
          conversations: [
            { from: 'human', value: '<box> <box>?' },
            { from: 'gpt', value: 'x' },
          ],
        },
      ],
      'error placeholders 1',
    ],
  ])('%s', async (_, format, rows, line) => {
    expect(await check(format, rows)).toContain(line)
  })

  it('nothing of a good file', async () => {
    expect(await check('ms-swift', swift({ answer: '<bbox>', objects: boxes([10, 20, 300, 200]) }))).toEqual([])
  })

  it('nothing of pictures that stand in their rows, under whatever trainer', async () => {
    const url = `data:image/jpeg;base64,${(await readFile('resources/samples/street.jpg')).toString('base64')}`
    const openAi = {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url } },
            { type: 'text', text: 'What is it?' },
          ],
        },
        { role: 'assistant', content: 'A street.' },
      ],
    }
    expect(await check('openai', [openAi])).toEqual([])
    expect(await check('ms-swift', swift({ image: url }))).toEqual([])
  })

  it('two turns of a record that have one id', async () => {
    const turn = (order: number, role: string) => ({
      id: 't',
      dialogueId: 'd',
      order,
      role,
      parts: [{ kind: 'text', text: 'x' }],
      origin: 'human',
      review: 'open',
      createdAt: 1,
    })
    const image = { id: 'i', path: 'a.jpg', width: 640, height: 360, bytes: 1, file: 'a.jpg' }
    const dialogue = { id: 'd', imageIds: ['i'], title: '', kind: 'qa', createdAt: 1 }
    const turns = [turn(0, 'user'), turn(1, 'assistant')]
    expect(
      await check('deixis-jsonl', [{ deixis: 1, kind: 'dialogue', dialogue, images: [image], regions: [], turns }]),
    ).toEqual(['error duplicate-id 1'])
  })

  it('boxes of pictures too', async () => {
    const box = (id: number, bbox: number[], image_id = 1) => ({ id, image_id, category_id: 1, bbox })
    const said = await check('coco', {
      images: [
        { id: 1, file_name: 'a.jpg', width: 640, height: 360 },
        { id: 2, file_name: 'gone.jpg', width: 640, height: 360 },
      ],
      annotations: [
        box(1, [10, 10, 2, 20]),
        box(2, [0, 0, 640, 360]),
        box(3, [50, 50, 100, 100]),
        box(4, [50, 50, 100, 101]),
        box(5, [50, 50, -10, 10]),
        box(6, [60, 50, 10, 10], 2),
      ],
      categories: [{ id: 1, name: 'dog' }],
    })
    expect(said.map((line) => line.replace(/ \d+$/, '')).sort()).toEqual([
      'error file-missing',
      'error negative-size',
      'warning duplicate-box',
      'warning tiny-box',
      'warning whole-image',
    ])
  })
})
