import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { copyUpright } from '../../electron/engine/pixels/copy-upright.ts'
import { createDatasetService } from '../../electron/services/dataset/dataset.ts'
import type { ExportOptions } from '../../shared/api/dataset.ts'
import { formats } from '../../shared/dataset/registry.ts'
import { toAppError } from '../../shared/errors.ts'
import { ProjectId } from '../../shared/ids.ts'
import { paintedDocument } from './painted-document.ts'
import { paint, pictures } from './painted-pictures.ts'

const root = resolve(process.argv[2] ?? 'out/consumers')
const project = join(root, 'pictures')
await rm(root, { recursive: true, force: true })
await mkdir(project, { recursive: true })
for (const picture of pictures) await writeFile(join(project, picture.path), paint(picture))
const truth = Object.fromEntries(pictures.map(({ path, turned: _, ...rest }) => [path, rest]))
await writeFile(join(root, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)

const service = createDatasetService({
  loadDocument: async () => ({ document: paintedDocument(pictures), projectPath: project, turned: new Set() }),
  copyUpright,
  appVersion: 'consumers',
})
const caller = { signal: new AbortController().signal, connection: 'consumers' }
const projectId = v.parse(ProjectId, 'p')

async function exportAs(format: string, folder: string, change: Partial<ExportOptions> = {}): Promise<void> {
  const options: ExportOptions = {
    format,
    reviewedOnly: false,
    openProposals: true,
    images: 'copy',
    paths: 'relative',
    validRest: true,
    ...change,
  }
  const codes = new Set<string>()
  try {
    for await (const item of service['dataset.export']({ projectId, options, folder: join(root, folder) }, caller)) {
      if (item.kind === 'report') for (const line of item.lines) codes.add(`${line.severity} ${line.code}`)
      if (item.kind === 'done')
        console.log(`${folder}: ${item.records} records; ${[...codes].join(', ') || 'nothing to report'}`)
    }
  } catch (thrown) {
    console.log(`${folder}: ${toAppError(thrown).message}`)
  }
}

for (const { id, files } of formats) if (files.length > 0) await exportAs(id, id)
await exportAs('qwen-json', 'qwen2.5-json', { dialect: 'qwen2.5-vl' })
await exportAs('qwen-json', 'qwen-json-linked', { images: 'link' })
const pngs = pictures.flatMap(({ path }, index) => (path.endsWith('.png') ? [`i${index}`] : []))
await exportAs('webdataset', 'webdataset-png', { imageIds: pngs })
