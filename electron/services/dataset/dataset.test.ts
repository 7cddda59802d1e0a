import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportItem, ExportOptions } from '../../../shared/api/dataset.ts'
import { box, createSampleDocument, point } from '../../../shared/dataset/sample-document.ts'
import type { Document } from '../../../shared/document/document.ts'
import { toAppError } from '../../../shared/errors.ts'
import { ProjectId } from '../../../shared/ids.ts'
import { createDatasetService } from './dataset.ts'

const projectId = v.parse(ProjectId, 'p')
const options: ExportOptions = {
  format: 'shikra-jsonl',
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: false,
}
const regions = { b0: box(100, 200, 400, 600), p0: point(250, 350) }
const good = createSampleDocument({
  regions,
  dialogues: [
    { turns: [{ parts: ['Where is the cup?'] }, { parts: [['b0']] }] },
    { turns: [{ parts: ['What is ', ['p0'], '?'] }, { parts: ['A cup.'] }] },
  ],
})
const mixed = createSampleDocument({
  regions,
  dialogues: [
    { turns: [{ parts: ['Where is the cup?'] }, { parts: [['b0']] }] },
    { turns: [{ parts: ['What is ', ['gone'], '?'] }, { parts: ['A cup.'] }] },
  ],
})

let project = ''
let out = ''

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'deixis-project-'))
  out = await mkdtemp(join(tmpdir(), 'deixis-out-'))
  await writeFile(join(project, 'a.jpg'), 'a picture')
})

afterEach(async () => {
  await rm(project, { recursive: true, force: true })
  await rm(out, { recursive: true, force: true })
})

type Copy = (from: string, to: string) => Promise<void>

const copyFile: Copy = async (from, to) => writeFile(to, `upright ${await readFile(from, 'utf8')}`)

function serviceFor(document: Document, copyUpright: Copy = copyFile, turned: ReadonlySet<string> = new Set()) {
  return createDatasetService({
    loadDocument: async () => ({ document, projectPath: project, turned }),
    copyUpright,
    appVersion: '1.2.3',
  })
}

async function collect(items: AsyncIterable<ExportItem>): Promise<ExportItem[]> {
  const all: ExportItem[] = []
  for await (const item of items) all.push(item)
  return all
}

function context(signal: AbortSignal = new AbortController().signal) {
  return { signal, connection: 'c' }
}

async function exportTo(document: Document, change: Partial<ExportOptions> = {}, copy?: Copy): Promise<ExportItem[]> {
  const input = { projectId, options: { ...options, ...change }, folder: out }
  return collect(serviceFor(document, copy)['dataset.export'](input, context()))
}

describe('dataset.export', () => {
  it('writes each loader’s file and a manifest that proves them', async () => {
    const items = await exportTo(good)
    expect((await readdir(out)).sort()).toEqual(['items.jsonl', 'manifest.json', 'rec.jsonl', 'shikra_items.py'])
    const rec = await readFile(join(out, 'rec.jsonl'), 'utf8')
    expect(rec).toBe('{"img_path":"a.jpg","expression":"the cup","bbox":[100,200,400,600]}\n')
    const text = await readFile(join(out, 'manifest.json'), 'utf8')
    const manifest = JSON.parse(text) as { files: { name: string; sha256: string; records: number; bytes: number }[] }
    for (const file of manifest.files) {
      const content = await readFile(join(out, file.name))
      expect([file.sha256, file.bytes]).toEqual([createHash('sha256').update(content).digest('hex'), content.length])
    }
    expect(manifest).toMatchObject({ deixisExport: 1, dialect: 'shikra', appVersion: '1.2.3', records: 2, options })
    const sha256 = createHash('sha256').update(text).digest('hex')
    expect(items.at(-1)).toEqual({ kind: 'done', path: out, records: 2, errors: 0, warnings: 0, sha256 })
  })

  it('gives the same bytes again, and takes away what an earlier export left behind', async () => {
    await exportTo(good)
    const before = await readFile(join(out, 'items.jsonl'), 'utf8')
    await exportTo(good)
    expect(await readFile(join(out, 'items.jsonl'), 'utf8')).toBe(before)
    await writeFile(join(out, 'items.jsonl'), `${before}{"mine":true}\n`)
    await exportTo(good, { format: 'deixis-jsonl' })
    expect((await readdir(out)).sort()).toEqual(['deixis.jsonl', 'items.jsonl', 'manifest.json'])
  })

  it('writes nothing when there are errors, and the rest when asked', async () => {
    await expect(exportTo(mixed).catch((error: unknown) => toAppError(error).code)).resolves.toBe('export.blocked')
    expect(await readdir(out)).toEqual([])
    const items = await exportTo(mixed, { validRest: true })
    const said = items.flatMap((item) => (item.kind === 'report' ? item.lines : []))
    expect(said.every(({ file, line }) => (file === undefined) === (line === undefined))).toBe(true)
    expect(items.at(-1)).toMatchObject({ records: 1, errors: 1 })
    expect(await readdir(out)).toEqual(['manifest.json', 'rec.jsonl'])
  })

  it('says what the trainer does in silence, before anything is written and after', async () => {
    const change = { format: 'trl-messages-jsonl', dialect: 'qwen3-vl', images: 'copy' } as const
    const codes = (items: readonly ExportItem[]) =>
      items.flatMap((item) =>
        item.kind === 'report' ? item.lines.map(({ severity, code }) => `${severity} ${code}`) : [],
      )
    const request = { projectId, options: { ...options, ...change }, limit: 1 }
    const before = await collect(serviceFor(good)['dataset.preview'](request, context()))
    expect(codes(before)).toContain('warning learns-all')
    expect(before.at(-1)).toMatchObject({ kind: 'done', warnings: 1 })
    expect(codes(await exportTo(good, change))).toContain('warning learns-all')
  })

  it('names turned pictures where the trainer ignores their tag, before anything is written and after', async () => {
    const fixture = join(import.meta.dirname, '..', '..', 'engine', 'pixels', 'fixtures', 'turned-6.jpg')
    await writeFile(join(project, 'a.jpg'), await readFile(fixture))
    const scanned = new Set(Object.keys(good.images))
    const said = async (change: Partial<ExportOptions>) => {
      const wish = { ...options, ...change }
      const before = await collect(
        serviceFor(good, copyFile, scanned)['dataset.preview']({ projectId, options: wish, limit: 1 }, context()),
      )
      return [before, await exportTo(good, change)].map((items) =>
        items
          .flatMap((item) => (item.kind === 'report' ? item.lines : []))
          .filter(({ severity }) => severity === 'warning')
          .map(({ code }) => code),
      )
    }
    const both = (...codes: string[]) => [codes, codes]
    expect(await said({ format: 'llava-json' })).toEqual(both('orientation-tag'))
    expect(await said({ format: 'llava-json', images: 'link' })).toEqual(both('orientation-tag'))
    expect(await said({ format: 'llava-json', images: 'copy' })).toEqual(both())
    expect(await said({ format: 'trl-prompt-completion-jsonl' })).toEqual(both('pictures-needed'))
  })

  it('reports pictures that are gone', async () => {
    await rm(join(project, 'a.jpg'))
    const items = await exportTo(good, { validRest: true })
    const report = items.flatMap((item) => (item.kind === 'report' ? item.lines : []))
    expect(report.map((line) => `${line.severity} ${line.code} ${line.dialogueId}`)).toEqual([
      'error file-missing d0',
      'error file-missing d1',
    ])
  })

  it('copies upright pictures once and names them from the export', async () => {
    await exportTo(good, { images: 'copy' })
    expect(await readFile(join(out, 'images', 'a.jpg'), 'utf8')).toBe('upright a picture')
    expect(await readFile(join(out, 'rec.jsonl'), 'utf8')).toContain('"img_path":"images/a.jpg"')
    await exportTo(good, { images: 'copy', paths: 'absolute' })
    expect(await readFile(join(out, 'rec.jsonl'), 'utf8')).toContain(JSON.stringify(join(out, 'images', 'a.jpg')))
    expect(await readdir(join(out, 'images'))).toEqual(['a.jpg'])
  })

  it('leaves the last good export when a write breaks', async () => {
    await exportTo(good)
    const before = await readFile(join(out, 'manifest.json'), 'utf8')
    const broken: Copy = async (_, to) => {
      await writeFile(to, 'half')
      throw new Error('disk full')
    }
    const failure = await exportTo(good, { images: 'copy' }, broken).catch((error: unknown) => toAppError(error))
    expect(failure).toMatchObject({ code: 'export.write-failed', detail: 'disk full' })
    expect(await readFile(join(out, 'manifest.json'), 'utf8')).toBe(before)
    expect((await readdir(out)).sort()).toEqual(['items.jsonl', 'manifest.json', 'rec.jsonl', 'shikra_items.py'])
  })

  it('takes away the drafts of an export that was killed, and nothing else', async () => {
    const { pid = 0 } = spawnSync(process.execPath, ['--version'])
    await writeFile(join(out, `.rec.jsonl.${pid}.tmp`), 'half')
    await writeFile(join(out, `.items.jsonl.${process.ppid}.tmp`), 'of a running one')
    await writeFile(join(out, '.notes.tmp'), 'mine')
    await exportTo(good)
    expect((await readdir(out)).sort()).toEqual([
      `.items.jsonl.${process.ppid}.tmp`,
      '.notes.tmp',
      'items.jsonl',
      'manifest.json',
      'rec.jsonl',
      'shikra_items.py',
    ])
  })

  it('leaves nothing when it is cancelled', async () => {
    const abort = new AbortController()
    const cancelling: Copy = async (from, to) => {
      await copyFile(from, to)
      abort.abort()
    }
    const input = { projectId, options: { ...options, images: 'copy' as const }, folder: out }
    const items = serviceFor(good, cancelling)['dataset.export'](input, context(abort.signal))
    await expect(collect(items).catch((error: unknown) => toAppError(error).code)).resolves.toBe('rpc.cancelled')
    expect(await readdir(out)).toEqual([])
  })

  it('says why a folder cannot be written', async () => {
    await writeFile(join(out, 'file'), '')
    const input = { projectId, options, folder: join(out, 'file') }
    const run = collect(serviceFor(good)['dataset.export'](input, context()))
    await expect(run.catch((error: unknown) => toAppError(error).code)).resolves.toBe('export.write-failed')
  })
})

describe('dataset.preview', () => {
  it('shows some records and everything that is wrong, and writes nothing', async () => {
    const input = { projectId, options, limit: 1 }
    const items = await collect(serviceFor(mixed)['dataset.preview'](input, context()))
    expect(items).toEqual([
      {
        kind: 'record',
        record: {
          line: '{"img_path":"a.jpg","expression":"the cup","bbox":[100,200,400,600]}',
          file: 'rec.jsonl',
          imageId: 'i0',
          imageWidth: 1000,
          imageHeight: 800,
          shapes: [{ kind: 'box', x1: 100, y1: expect.closeTo(200, 9), x2: 400, y2: expect.closeTo(600, 9) }],
        },
      },
      {
        kind: 'report',
        lines: [
          {
            severity: 'error',
            code: 'mention-gone',
            message: 'A region that is mentioned was deleted.',
            imageId: 'i0',
            dialogueId: 'd1',
            turnId: 'd1t0',
          },
        ],
      },
      { kind: 'done', path: null, records: 1, errors: 1, warnings: 0, sha256: null },
    ])
    expect(await readdir(out)).toEqual([])
  })
})
