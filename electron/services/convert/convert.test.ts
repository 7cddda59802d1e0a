import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import { toAppError } from '../../../shared/errors.ts'
import { type OpenFile, openOnDisk } from '../dataset/export-draft.ts'
import { convertFile } from './convert.ts'
import type { ConvertRequest } from './convert-job.ts'

const options: ExportOptions = {
  format: 'deixis-jsonl',
  ...everything,
}

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-convert-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

function record(id: string, words = 'Where is it?'): string {
  const image = { id: 'i1', path: 'a.jpg', width: 100, height: 80, bytes: 1, file: 'a.jpg' }
  const turn = (order: number, role: string, parts: object[]) => ({
    id: `${id}t${order}`,
    dialogueId: id,
    order,
    role,
    parts,
    origin: 'human',
    review: 'open',
    createdAt: 1,
  })
  const region = {
    id: `${id}r`,
    imageId: 'i1',
    number: 1,
    shape: { kind: 'box', x1: 10, y1: 20, x2: 50, y2: 60 },
    label: 'cup',
    origin: 'human',
    createdAt: 1,
  }
  return JSON.stringify({
    deixis: 1,
    kind: 'dialogue',
    dialogue: { id, imageIds: ['i1'], title: '', kind: 'qa', createdAt: 1 },
    images: [image],
    regions: [region],
    turns: [
      turn(0, 'user', [{ kind: 'text', text: `${words} ${id}` }]),
      turn(1, 'assistant', [{ kind: 'mention', regionIds: [`${id}r`] }]),
    ],
  })
}

type Change = Partial<Omit<ConvertRequest, 'job'>> & { task?: 'convert' | 'check'; to?: string; from?: string }

async function run(text: string | Uint8Array, { task = 'convert', to = 'deixis-jsonl', from, ...change }: Change = {}) {
  const input = join(folder, 'in.jsonl')
  await writeFile(input, text)
  const report: ReportLine[] = []
  const summary = await convertFile({
    input,
    output: task === 'convert' ? join(folder, 'out.jsonl') : null,
    job: { from: from ?? 'deixis-jsonl', options: { ...options, format: to }, task, imagesFolder: null },
    signal: new AbortController().signal,
    appVersion: '1',
    onReport: (lines) => report.push(...lines),
    ...change,
  })
  const said = report.map(({ severity, code, line }) => `${severity} ${code} ${line}`)
  const out = task === 'convert' ? await readFile(join(folder, 'out.jsonl'), 'utf8') : ''
  return { summary, said, out }
}

describe('lines', () => {
  it('go on behind a broken one, which is named by its number', async () => {
    const lines = [record('a'), '{"deixis":1,', record('b'), '{"deixis":1,"kind":"image"}', record('c')]
    const { said, out, summary } = await run(`${lines.join('\n')}\n`)
    expect(said).toEqual(['error not-json 2', 'error bad-record 4'])
    expect(out).toBe(`${[record('a'), record('b'), record('c')].join('\n')}\n`)
    expect(summary).toMatchObject({ pieces: 5, records: 3, written: 3, errors: 2 })
  })

  it('are read with a byte order mark, CRLF, empty lines and no final line end', async () => {
    const { said, out } = await run(`\ufeff${record('a')}\r\n\r\n\n${record('b')}`)
    expect(said).toEqual([])
    expect(out).toBe(`${record('a')}\n${record('b')}\n`)
  })

  it('are not cut at other line separators, and keep them', async () => {
    const lines = [record('a', 'one\u2028two\u2029three\u0085four'), record('b', '\u{1f600}')]
    const { out } = await run(`${lines.join('\n')}\n`)
    expect(out).toBe(`${lines.join('\n')}\n`)
  })

  it('that are no UTF-8 are refused, not repaired', async () => {
    const bad = Buffer.from(record('b'), 'latin1')
    bad[bad.indexOf('W')] = 0xff
    const text = Buffer.concat([Buffer.from(`${record('a')}\n`), bad, Buffer.from(`\n${record('c')}\n`)])
    const { said, out } = await run(text)
    expect(said).toEqual(['error not-utf8 2'])
    expect(out).toBe(`${record('a')}\n${record('c')}\n`)
  })

  it('may be ten megabytes long', async () => {
    const long = record('b', 'x'.repeat(10_000_000))
    const { out, said } = await run(`${record('a')}\n${long}\n${record('c')}\n`)
    expect([out.length, said]).toEqual([`${record('a')}\n${long}\n${record('c')}\n`.length, []])
  })

  it('with an id that stands before are an error of a check, and a warning of a conversion', async () => {
    const text = `${record('a')}\n${record('b')}\n${record('a', 'Which?')}\n`
    expect((await run(text, { task: 'check' })).said).toEqual(['error duplicate-id 3'])
    expect((await run(text)).said).toEqual(['warning duplicate-id 3'])
  })

  it('that say the same about the same place are noted', async () => {
    const again = record('a').replaceAll('"a"', '"b"').replaceAll('"at', '"bt')
    const { said } = await run(`${record('a')}\n${again}\n`, { task: 'check' })
    expect(said).toEqual(['warning duplicate-turn 2'])
  })
})

describe('many lines', () => {
  const count = 6000
  const lines = Array.from({ length: count }, (_, n) => record(`d${n}`, 'w'.repeat(300)))

  it('give the same bytes and report in one thread and in several, in order', async () => {
    const broken = lines.map((line, n) => (n % 1000 === 500 ? line.slice(0, -1) : line))
    const text = `${broken.join('\n')}\n`
    const [one, several] = [await run(text, { threads: 1 }), await run(text, { threads: 3 })]
    expect(several.out === one.out).toBe(true)
    expect(several.said).toEqual(one.said)
    expect(one.said).toEqual([0, 1, 2, 3, 4, 5].map((n) => `error not-json ${n * 1000 + 501}`))
    expect(several.summary).toEqual(one.summary)
  }, 60_000)

  it('leave nothing under the final name when the disk is full, and keep what was there', async () => {
    await writeFile(join(folder, 'out.jsonl'), 'before')
    const full: OpenFile = async (path) => {
      const file = await openOnDisk(path)
      let left = 500_000
      return {
        write: async (bytes) => {
          left -= bytes.length
          if (left < 0) throw new Error('ENOSPC: no space left on device, write')
          return file.write(bytes)
        },
        sync: () => file.sync(),
        close: () => file.close(),
      }
    }
    const failure = await run(`${lines.join('\n')}\n`, { files: { openFile: full } }).catch(toAppError)
    expect(failure).toMatchObject({ code: 'export.write-failed', detail: expect.stringContaining('ENOSPC') })
    expect(await readFile(join(folder, 'out.jsonl'), 'utf8')).toBe('before')
    expect((await readdir(folder)).sort()).toEqual(['in.jsonl', 'out.jsonl'])
  }, 60_000)

  it('tell how far they are, in bytes of the input, up to its end', async () => {
    const text = `${lines.join('\n')}\n`
    for (const threads of [1, 2]) {
      const progress: [number, number][] = []
      await run(text, { threads, onProgress: (done, total) => progress.push([done, total]) })
      const size = Buffer.byteLength(text)
      expect(progress.every(([done, total], n) => total === size && done >= (progress[n - 1]?.[0] ?? 0))).toBe(true)
      expect([progress.length > 3, progress.at(-1)]).toEqual([true, [size, size]])
    }
  }, 60_000)

  it('leave nothing when it is stopped', async () => {
    const abort = new AbortController()
    const stopping = run(`${lines.join('\n')}\n`, { signal: abort.signal, onProgress: () => abort.abort() })
    expect(await stopping.catch((error: unknown) => toAppError(error).code)).toBe('rpc.cancelled')
    expect(await readdir(folder)).toEqual(['in.jsonl'])
  }, 60_000)

  it('leave no file under the final name when the process is killed, and the next run takes the draft away', async () => {
    const input = join(folder, 'in.jsonl')
    await writeFile(input, `${Array.from({ length: 5 }, () => lines.join('\n')).join('\n')}\n`)
    const command = join(import.meta.dirname, '..', '..', 'cli', 'index.ts')
    const words = [command, 'convert', '--from', 'deixis', '--to', 'deixis', input, join(folder, 'out.jsonl')]
    const child = spawn(process.execPath, words, { stdio: 'ignore' })
    const drafts = async () => (await readdir(folder)).filter((name) => name.endsWith('.tmp'))
    const end = Date.now() + 40_000
    while ((await drafts()).length === 0 && child.exitCode === null && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect([await drafts(), existsSync(join(folder, 'out.jsonl'))]).toEqual([[expect.any(String)], false])
    const { out } = await run(`${record('a')}\n`)
    expect([out, await drafts()]).toEqual([`${record('a')}\n`, []])
  }, 90_000)
})

describe('a folder of many files', () => {
  const pictures = 1000
  const coco = (broken: (text: string, n: number) => string = (text) => text): string => {
    const images = Array.from({ length: pictures }, (_, n) => ({
      id: n,
      file_name: `${n}.jpg`,
      width: 100,
      height: 80,
    }))
    const annotations = images.map(({ id }) =>
      broken(JSON.stringify({ id, image_id: id, category_id: 1, bbox: [1, 2, 30, 40], segmentation: [] }), id),
    )
    const head = `"images":${JSON.stringify(images)},"categories":[{"id":1,"name":"cup"}]`
    return `{${head},"annotations":[${annotations.join(',')}]}`
  }
  const convert = async (text: string, change: Partial<ConvertRequest> = {}) => {
    const input = join(folder, 'in.json')
    await writeFile(input, text)
    const said: string[] = []
    const job = { from: 'coco', options: { ...options, format: 'yolo' }, task: 'convert', imagesFolder: null } as const
    const summary = await convertFile({
      input,
      output: join(folder, 'labels-out'),
      job,
      signal: new AbortController().signal,
      appVersion: '1',
      onReport: (lines) => {
        for (const { code, line } of lines) if (code.startsWith('not-')) said.push(`${code} ${line}`)
      },
      ...change,
    })
    return { summary, said }
  }

  it('goes on behind elements of a list that are broken, which are named by their number', async () => {
    const { summary, said } = await convert(
      coco((text, n) => (n === 7 ? text.replace('"bbox"', 'bbox') : n === 200 ? text.replace('[1,', '[01,') : text)),
    )
    expect(said).toEqual(['not-json 8', 'not-json 201'])
    expect([summary.errors, summary.written]).toEqual([2, pictures])
    const labels = await readdir(join(folder, 'labels-out', 'labels'))
    expect(labels.length).toBe(pictures)
    const content = (n: number): Promise<string> => readFile(join(folder, 'labels-out', 'labels', `${n}.txt`), 'utf8')
    expect([await content(6), await content(7)]).toEqual(['0 0.160000 0.275000 0.300000 0.500000\n', '\n'])
  })

  it('leaves nothing when the disk is full, not even the folder', async () => {
    const full: OpenFile = async (path) => {
      if (/150\.txt$/.test(path)) throw new Error('ENOSPC: no space left on device, open')
      return openOnDisk(path)
    }
    const failure = await convert(coco(), { files: { openFile: full } }).catch(toAppError)
    expect(failure).toMatchObject({ code: 'export.write-failed', detail: expect.stringContaining('ENOSPC') })
    expect(await readdir(folder)).toEqual(['in.json'])
  })

  it('writes the same files in one thread as with a second one, each with its hash in the manifest', async () => {
    await convert(coco(), { threads: 1, output: join(folder, 'one') })
    await convert(coco(), { threads: 2, output: join(folder, 'two') })
    const manifest = await readFile(join(folder, 'two', 'manifest.json'), 'utf8')
    expect(manifest).toBe(await readFile(join(folder, 'one', 'manifest.json'), 'utf8'))
    const { files } = JSON.parse(manifest) as { files: { name: string; bytes: number; sha256: string }[] }
    expect(files.length).toBe(pictures + 3)
    for (const { name, bytes, sha256 } of files) {
      const content = await readFile(join(folder, 'two', ...name.split('/')))
      expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([name, bytes, sha256])
    }
  })

  it('leaves nothing when the second thread cannot write a file', async () => {
    const long = coco().replace('"950.jpg"', `"${'x'.repeat(300)}.jpg"`)
    const failure = await convert(long, { threads: 2 }).catch(toAppError)
    expect(failure).toMatchObject({ code: 'export.write-failed', detail: expect.stringContaining('ENAMETOOLONG') })
    expect(await readdir(folder)).toEqual(['in.json'])
  })

  it('keeps the classes of the file in their order, those without a box too', async () => {
    const names = ['person', 'cup', 'bicycle'].map((name, id) => ({ id, name }))
    const declared = coco().replace('[{"id":1,"name":"cup"}]', JSON.stringify(names))
    await convert(declared)
    const out = join(folder, 'labels-out')
    expect(await readFile(join(out, 'classes.txt'), 'utf8')).toBe('person\ncup\nbicycle\n')
    expect(await readFile(join(out, 'labels', '6.txt'), 'utf8')).toBe('1 0.160000 0.275000 0.300000 0.500000\n')
  })

  it('leaves nothing when it is stopped while files are written, and keeps what was there', async () => {
    await convert(coco())
    const before = await readFile(join(folder, 'labels-out', 'manifest.json'), 'utf8')
    const abort = new AbortController()
    let calls = 0
    // The first call comes when the file was read, the others while its pictures are written.
    const onProgress = (): void => {
      if (++calls === 3) abort.abort()
    }
    const again = convert(coco().replace('cup', 'mug'), { signal: abort.signal, onProgress })
    expect(await again.catch((error: unknown) => toAppError(error).code)).toBe('rpc.cancelled')
    expect(await readFile(join(folder, 'labels-out', 'manifest.json'), 'utf8')).toBe(before)
    expect((await readdir(join(folder, 'labels-out'))).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('formats', () => {
  it('of lists come back from their files', async () => {
    const { out } = await run(`${record('a')}\n${record('b')}\n`, { to: 'llava-json' })
    expect(JSON.parse(out)).toMatchObject([{ id: 'a' }, { id: 'b' }])
  })

  it('without a place for dialogues or for loose regions say what they left out', async () => {
    const input = join(folder, 'in.jsonl')
    await writeFile(input, `${record('a')}\n`)
    const job = {
      from: 'deixis-jsonl',
      options: { ...options, format: 'coco' },
      task: 'convert',
      imagesFolder: null,
    } as const
    const signal = new AbortController().signal
    const summary = await convertFile({ input, output: join(folder, 'coco.json'), job, signal, appVersion: '1' })
    expect(summary.counts).toEqual({ 'loss dialogues-left-out': 1 })
    expect(JSON.parse(await readFile(join(folder, 'coco.json'), 'utf8'))).toMatchObject({
      images: [{ file_name: 'a.jpg' }],
      annotations: [{ bbox: [10, 20, 40, 40] }],
      categories: [{ name: 'cup' }],
    })
  })

  it('of pictures have regions where they were sent last, when asked for that', async () => {
    const sent = (id: string, x1: number, createdAt: number): string => {
      const dialogue = JSON.parse(record(id).replaceAll(`"${id}r"`, '"r"'))
      const shape = { kind: 'box', x1, y1: 2, x2: 30, y2: 40 }
      Object.assign(dialogue.turns[1], { createdAt, parts: [{ kind: 'mention', regionIds: ['r'], sent: [shape] }] })
      return JSON.stringify(dialogue)
    }
    const input = join(folder, 'in.jsonl')
    await writeFile(input, [sent('a', 5, 9), sent('b', 7, 3), record('c')].join('\n'))
    const boxes = async (coordinates: 'now' | 'sent'): Promise<unknown> => {
      const job = {
        from: 'deixis-jsonl',
        options: { ...options, format: 'coco', coordinates },
        task: 'convert',
        imagesFolder: null,
      } as const
      const signal = new AbortController().signal
      await convertFile({ input, output: join(folder, 'coco.json'), job, signal, appVersion: '1' })
      return JSON.parse(await readFile(join(folder, 'coco.json'), 'utf8')).annotations.map(
        ({ bbox }: { bbox: unknown }) => bbox,
      )
    }
    const untouched = [10, 20, 40, 40]
    expect(await boxes('now')).toEqual([untouched, untouched])
    expect(await boxes('sent')).toEqual([untouched, [5, 2, 25, 38]])
  })
})
