import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import * as v from 'valibot'
import type { ExportOptions } from '../../shared/api/dataset.ts'
import { Manifest, writeManifest } from '../../shared/dataset/manifest.ts'
import { dialectFor, formatFor } from '../../shared/dataset/source-writer.ts'
import { AppError } from '../../shared/errors.ts'
import { syncFolder } from './durable-file.ts'
import { imagesFolder } from './export-images.ts'

const manifestName = 'manifest.json'

type Draft = { path: string; handle: FileHandle; hash: Hash; records: number; bytes: number }

type ExportSummary = {
  readonly options: ExportOptions
  readonly appVersion: string
  readonly records: number
  readonly errors: number
  readonly losses: number
  readonly warnings: number
  readonly images: number
}

/** A folder that gets all of an export's files at once, or none of them. */
export type ExportFolder = {
  /** Adds a line to a file; answers with its number in the file. */
  add(file: string, line: string): Promise<number>
  /** Adds a picture under its project path; `write` gets the file to write to. */
  addImage(path: string, write: (to: string) => Promise<void>): Promise<void>
  /** Gives everything its final name, the manifest last. The hash is that of the only data file, or of the manifest. */
  finish(summary: ExportSummary): Promise<string>
  /** Removes whatever has no final name. */
  discard(): Promise<void>
}

async function attempt<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    throw new AppError('export.write-failed', { detail, cause: thrown, hint: 'Check the folder and the free space.' })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Drafts lie beside their final names, so that the renames stay within one file system. */
export function createExportFolder(folder: string): ExportFolder {
  const drafts = new Map<string, Draft>()
  const pictures = new Map<string, string>()
  /** Folders that this export made; they go again when it does not come to its end. */
  const made: string[] = []
  const draftPath = (name: string): string => join(folder, `.${name}.${process.pid}.tmp`)

  async function makeFolder(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true })
    if (first !== undefined) made.push(first)
  }

  /** Drafts of exports that were killed. */
  async function removeAbandoned(): Promise<void> {
    for (const name of await readdir(folder)) {
      const [, file = '', pid] = /^\.([a-z0-9-]+\.jsonl?)\.(\d+)\.tmp$/.exec(name) ?? []
      if (file !== '' && !isAlive(Number(pid))) await rm(join(folder, name), { force: true })
    }
  }

  async function openDraft(name: string): Promise<Draft> {
    const found = drafts.get(name)
    if (found !== undefined) return found
    await makeFolder(folder)
    if (drafts.size === 0) await removeAbandoned()
    const path = draftPath(name)
    const draft = { path, handle: await open(path, 'w'), hash: createHash('sha256'), records: 0, bytes: 0 }
    drafts.set(name, draft)
    return draft
  }

  async function write(draft: Draft, text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8')
    await draft.handle.appendFile(bytes)
    draft.hash.update(bytes)
    draft.bytes += bytes.length
  }

  /** Files of an earlier export into this folder that this one does not replace, unless people changed them. */
  async function outdatedFiles(): Promise<string[]> {
    const text = await readFile(join(folder, manifestName), 'utf8').catch(() => null)
    if (text === null) return []
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      return []
    }
    const old = v.safeParse(Manifest, json)
    if (!old.success) return []
    const outdated: string[] = []
    for (const { name, sha256 } of old.output.files) {
      if (drafts.has(name) || /[\\/]/.test(name)) continue
      const path = join(folder, name)
      const content = await readFile(path).catch(() => null)
      if (content !== null && createHash('sha256').update(content).digest('hex') === sha256) outdated.push(path)
    }
    return outdated
  }

  return {
    add: (file, line) =>
      attempt(async () => {
        const draft = await openDraft(file)
        await write(draft, `${line}\n`)
        return ++draft.records
      }),

    addImage: (path, writeTo) =>
      attempt(async () => {
        const final = join(folder, imagesFolder, ...path.split('/'))
        await makeFolder(dirname(final))
        // The ending stays: it may decide the form of the picture.
        const draft = `${final}.${process.pid}.tmp${extname(final)}`
        pictures.set(final, draft)
        await writeTo(draft)
      }),

    finish: (summary) =>
      attempt(async () => {
        const format = formatFor(summary.options)
        const dialect = dialectFor(format, summary.options)
        const files: Manifest['files'] = []
        for (const [name, draft] of [...drafts].sort(([a], [b]) => (a < b ? -1 : 1))) {
          await draft.handle.sync()
          await draft.handle.close()
          const { records, bytes } = draft
          files.push({
            name,
            about: format.files.find((one) => one.name === name)?.about ?? '',
            records,
            bytes,
            sha256: draft.hash.digest('hex'),
          })
        }
        const dataFiles = [...drafts]
        const outdated = await outdatedFiles()
        const manifest = await openDraft(manifestName)
        const text = writeManifest({
          deixisExport: 1,
          format: format.id,
          frame: format.frame(dialect),
          dialect: dialect?.id ?? null,
          appVersion: summary.appVersion,
          options: summary.options,
          records: summary.records,
          leftOut: { errors: summary.errors, losses: summary.losses },
          warnings: summary.warnings,
          images: summary.images,
          files,
        })
        await write(manifest, text)
        await manifest.handle.sync()
        await manifest.handle.close()
        for (const [final, draft] of pictures) await rename(draft, final)
        pictures.clear()
        for (const [name, draft] of [...dataFiles, [manifestName, manifest] as const]) {
          await rename(draft.path, join(folder, name))
          drafts.delete(name)
        }
        made.length = 0
        for (const path of outdated) await rm(path)
        await syncFolder(folder)
        const [only, ...others] = files
        return only !== undefined && others.length === 0 ? only.sha256 : manifest.hash.digest('hex')
      }),

    async discard() {
      for (const draft of drafts.values()) {
        await draft.handle.close().catch(() => undefined)
        await rm(draft.path, { force: true })
      }
      drafts.clear()
      for (const draft of pictures.values()) await rm(draft, { force: true })
      pictures.clear()
      for (const path of made) await rm(path, { recursive: true, force: true })
      made.length = 0
    },
  }
}
