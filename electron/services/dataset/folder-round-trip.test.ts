import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { documentOfRecords } from '../../../shared/dataset/document-records.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import type { Read } from '../../../shared/dataset/reader.ts'
import { formats } from '../../../shared/dataset/registry.ts'
import type { Document } from '../../../shared/document/document.ts'
import { ProjectId } from '../../../shared/ids.ts'
import { parseXml } from '../files/xml-tree.ts'
import { filesOfFormat, listImport } from '../import/import-files.ts'
import { guessFormat } from '../import/import-guess.ts'
import { readPieces } from '../import/import-pieces.ts'
import { imageIdOf } from '../project/project-ids.ts'
import { createDatasetService } from './dataset.ts'
import { sampleDocuments } from './sample-documents.ts'

const projectId = v.parse(ProjectId, 'p')
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-round-'))
  await writeFile(join(folder, 'a.jpg'), 'a picture')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function exportTo(format: Format, document: Document, name: string): Promise<string> {
  const out = join(folder, name)
  const service = createDatasetService({
    loadDocument: async () => ({ document, projectPath: folder, turned: new Set() }),
    copyUpright: async (_, to) => writeFile(to, 'upright'),
    appVersion: '1.2.3',
  })
  const options = {
    format: format.id,
    ...everything,
    // A line of prompt and completion teaches its last answer alone.
    ...(format.id === 'trl-prompt-completion-jsonl' && name === 'second' ? { learn: 'reviewed' as const } : {}),
  }
  const stop = new AbortController().signal
  for await (const _ of service['dataset.export'](
    { projectId, options, folder: out },
    { signal: stop, connection: 'c' },
  ));
  return out
}

/** Every file with its bytes, as text that can be compared; the manifest tells of the run. */
async function bytesOf(out: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of (await readdir(out, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())) {
    if (name.name === 'manifest.json') continue
    const path = join(name.parentPath, name.name)
    found[path.slice(out.length)] = (await readFile(path)).toString('latin1')
  }
  return found
}

async function importFrom(format: Format, out: string, document: Document): Promise<Document> {
  const reads: Read[] = []
  for (const files of await filesOfFormat(await listImport(out), format)) {
    const session = format.reader?.open({
      dialect: format.dialects[0] ?? null,
      picture: (file) => Object.values(document.images).find(({ path }) => file.endsWith(path)) ?? null,
      imageId: imageIdOf,
      parseXml,
    })
    for await (const { pieces, problems } of readPieces(files, format.reader?.layout ?? { kind: 'lines' })) {
      expect(problems).toEqual([])
      for (const piece of pieces) reads.push(session?.read(piece) ?? expect.fail('no reader'))
    }
    reads.push(...(session?.end?.() ?? []))
  }
  expect(reads.flatMap(({ report }) => report.filter(({ severity }) => severity === 'error'))).toEqual([])
  return documentOfRecords(reads.flatMap(({ records }) => records))
}

/** What cannot be compared here, and why. */
const unlike: Readonly<Record<string, string>> = {
  'paligemma-jsonl': 'words behind a box without a label are its label when they are read',
  'openai-jsonl': 'pictures are inside the lines, under no name',
}

it.each(formats.filter(({ id, reader, readOnly }) => reader !== null && readOnly !== true && unlike[id] === undefined))(
  'a folder of $id is known for what it is, and its files are written again byte for byte',
  async (format) => {
    let compared = 0
    for (const document of fc.sample(sampleDocuments(format), { numRuns: 12, seed: 3 })) {
      if (compared === 3) break
      const first = await exportTo(format, document, 'first')
      const before = await bytesOf(first)
      const source = await guessFormat(first)
      await rm(join(first, 'manifest.json'), { force: true })
      const found = (await guessFormat(first)).candidates
      if (source.candidates.length > 0) {
        expect(source.candidates[0]?.format).toBe(format.id)
        const best = found.filter(({ score }) => score === found[0]?.score).map((one) => one.format)
        expect(best).toContain(format.id)
        const second = await exportTo(format, await importFrom(format, first, document), 'second')
        expect(await bytesOf(second)).toEqual(before)
        compared++
      }
      await rm(first, { recursive: true, force: true })
    }
    expect(compared).toBeGreaterThan(0)
  },
)
