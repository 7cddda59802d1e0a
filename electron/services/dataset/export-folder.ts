import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import * as v from 'valibot'
import type { ExportOptions } from '../../../shared/api/dataset.ts'
import { type FileLayout, type FormatFile, holdsPictures, type WrittenLine } from '../../../shared/dataset/format.ts'
import { createFileTable } from '../../../shared/dataset/format-file.ts'
import { Manifest, writeManifest } from '../../../shared/dataset/manifest.ts'
import { dialectFor, formatFor } from '../../../shared/dataset/source-writer.ts'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../files/durable-file.ts'
import { moveInto } from '../files/move-into.ts'
import { type SmallFiles, writeSmallFilesHere } from '../files/small-file.ts'
import type { EntryWriter } from './entry-writer.ts'
import { type Draft, type OpenFile, openDraft, openOnDisk } from './export-draft.ts'

const manifestName = 'manifest.json'

type ExportSummary = {
  readonly options: ExportOptions
  readonly appVersion: string
  readonly records: number
  readonly errors: number
  readonly losses: number
  readonly warnings: number
  readonly images: number
}

/** Opens a file that holds pictures, under its draft's name. */
export type OpenContainer = (path: string, layout: FileLayout) => Promise<EntryWriter>

export type ExportFolderOptions = {
  readonly openFile?: OpenFile
  readonly openContainer?: OpenContainer
  readonly smallFiles?: SmallFiles
}

/** A folder that gets all of an export's files at once, or none of them. */
export type ExportFolder = {
  /** Adds a piece to its file; answers with its number in the file, at once where nothing has to be waited for. */
  add(line: WrittenLine): Promise<number> | number
  /** Adds pieces of one file that are joined already. */
  addBlock(file: string, bytes: Uint8Array, records: number): Promise<void>
  /** Adds a picture under this path of the export; `write` gets the file to write to. */
  addImage(path: string, write: (to: string) => Promise<void>): Promise<void>
  /** Gives everything its final name, the manifest last. The hash is that of the only data file, or of the manifest. */
  finish(summary: ExportSummary): Promise<string>
  /** Removes whatever has no final name. */
  discard(): Promise<void>
}

/** What a failed write is for people. */
function writeFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new AppError('export.write-failed', { detail, cause: thrown, hint: 'Check the folder and the free space.' })
}

/** Rejects with what a failed write is for people. */
export async function attemptWrite<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (thrown) {
    throw writeFailure(thrown)
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

/** The drafts of a process in a folder; they go when it was killed. */
export async function removeAbandoned(folder: string, name: RegExp): Promise<void> {
  for (const entry of await readdir(folder)) {
    const pid = name.exec(entry)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, entry), { recursive: true, force: true })
  }
}

type OpenEntry = {
  readonly path: string
  readonly about: string
  readonly text: Draft | null
  readonly container: EntryWriter | null
  records: number
}

/** Drafts lie in a folder inside the target, so that the renames stay within one file system. */
export function createExportFolder(
  folder: string,
  options: ExportOptions,
  { openFile = openOnDisk, openContainer, smallFiles = writeSmallFilesHere() }: ExportFolderOptions = {},
): ExportFolder {
  const format = formatFor(options)
  const draftRoot = join(folder, `.export.${process.pid}.tmp`)
  const open = new Map<string, OpenEntry>()
  const entryFor = createFileTable(format)
  const finished: Manifest['files'] = []
  const finishedNames = new Set<string>()
  const pictures = new Set<string>()
  /** Where drafts lie, by the folder in the export. */
  const draftFolders = new Map<string, string>()
  /** Folders that this export made; they go again when it does not come to its end. */
  const made: string[] = []
  let isReady = false

  async function makeFolder(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true })
    if (first !== undefined) made.push(first)
  }

  async function draftPath(name: string): Promise<string> {
    if (!isReady) {
      await makeFolder(folder)
      await removeAbandoned(folder, /^\.(?:export|[a-z0-9-]+\.jsonl?)\.(\d+)\.tmp$/)
      await rm(draftRoot, { recursive: true, force: true })
      await mkdir(draftRoot)
      isReady = true
    }
    const path = join(draftRoot, ...name.split('/'))
    // Whoever names files is to see to it that they stay inside; this is the last one who can.
    if (!path.startsWith(draftRoot + sep)) throw new Error(`${name} lies outside the export`)
    const inside = name.slice(0, Math.max(0, name.lastIndexOf('/')))
    if (!draftFolders.has(inside)) {
      const parent = dirname(path)
      await mkdir(parent, { recursive: true })
      draftFolders.set(inside, parent)
    }
    return path
  }

  /** The path of a draft whose folder is there; null when `draftPath` has to see to it. */
  function knownPath(name: string): string | null {
    const slash = name.lastIndexOf('/')
    const [parent, base] = [draftFolders.get(name.slice(0, Math.max(0, slash))), name.slice(slash + 1)]
    return parent === undefined || base === '..' || base.includes(sep) ? null : parent + sep + base
  }

  function addSmall(path: string, line: WrittenLine, about: string): Promise<number> | number {
    finishedNames.add(line.file)
    const head = { name: line.file, about, records: line.image === null ? 0 : 1 }
    const text = line.text.endsWith('\n') ? line.text : `${line.text}\n`
    try {
      const waiting = smallFiles.add(path, text, (written) => finished.push({ ...head, ...written }))
      return waiting === undefined ? 1 : attemptWrite(() => waiting.then(() => 1))
    } catch (thrown) {
      throw writeFailure(thrown)
    }
  }

  async function openEntry(name: string, entry: FormatFile): Promise<OpenEntry> {
    const { layout, about } = entry
    const path = await draftPath(name)
    if (!holdsPictures(layout)) {
      return { path, about, text: await openDraft(path, layout, openFile), container: null, records: 0 }
    }
    if (openContainer === undefined) throw new Error(`nothing here opens a ${layout.kind}`)
    return { path, about, text: null, container: await openContainer(path, layout), records: 0 }
  }

  async function finishEntry(name: string, entry: OpenEntry): Promise<void> {
    const ended = (await entry.text?.end()) ?? (await entry.container?.end())
    if (ended === undefined) return
    finished.push({ name, about: entry.about, records: entry.records, ...ended })
    finishedNames.add(name)
  }

  async function entryOpen(file: string): Promise<OpenEntry> {
    const found = open.get(file)
    if (found !== undefined) return found
    const entry = await openEntry(file, entryFor(file))
    open.set(file, entry)
    return entry
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
      if (finishedNames.has(name) || /\\|^\/|(?:^|\/)\.\.(?:\/|$)|:/.test(name)) continue
      const path = join(folder, ...name.split('/'))
      const content = await readFile(path).catch(() => null)
      if (content !== null && createHash('sha256').update(content).digest('hex') === sha256) outdated.push(path)
    }
    return outdated
  }

  async function writeManifestDraft(summary: ExportSummary): Promise<string> {
    const dialect = dialectFor(format, summary.options)
    const draft = await openDraft(await draftPath(manifestName), { kind: 'whole' }, openFile)
    try {
      await draft.add(
        writeManifest({
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
          files: finished,
        }),
      )
      return (await draft.end()).sha256
    } finally {
      await draft.close()
    }
  }

  return {
    add(line) {
      const entry = entryFor(line.file)
      const isSmall = entry.layout.kind === 'whole' && openFile === openOnDisk && !finishedNames.has(line.file)
      const path = isSmall ? knownPath(line.file) : null
      if (path !== null) return addSmall(path, line, entry.about)
      return attemptWrite(async () => {
        if (entry.layout.kind === 'whole') {
          // One after the other: there may be more files than can be open.
          if (finishedNames.has(line.file)) throw new Error(`${line.file} is written twice`)
          if (isSmall) return addSmall(await draftPath(line.file), line, entry.about)
          const whole = await openEntry(line.file, entry)
          open.set(line.file, whole)
          await whole.text?.add(line.text)
          whole.records = line.image === null ? 0 : 1
          await finishEntry(line.file, whole)
          open.delete(line.file)
          return 1
        }
        const to = await entryOpen(line.file)
        if (to.container !== null) await to.container.add(line)
        else await to.text?.add(line.text, line.array)
        return ++to.records
      })
    },

    addBlock: (file, bytes, records) =>
      attemptWrite(async () => {
        const to = await entryOpen(file)
        await to.text?.addBlock(bytes, records)
        to.records += records
      }),

    addImage: (path, writeTo) =>
      attemptWrite(async () => {
        if (pictures.has(path)) return
        pictures.add(path)
        await writeTo(await draftPath(path))
      }),

    finish: (summary) =>
      attemptWrite(async () => {
        for (const [name, entry] of open) await finishEntry(name, entry)
        open.clear()
        await smallFiles.end()
        finished.sort((a, b) => (a.name < b.name ? -1 : 1))
        const outdated = await outdatedFiles()
        const sha256 = await writeManifestDraft(summary)
        await moveInto(draftRoot, folder, new Set([manifestName]))
        await rename(join(draftRoot, manifestName), join(folder, manifestName))
        made.length = 0
        for (const path of outdated) await rm(path)
        await rm(draftRoot, { recursive: true, force: true })
        await syncFolder(folder)
        const [only, ...others] = finished
        return only !== undefined && others.length === 0 ? only.sha256 : sha256
      }),

    async discard() {
      for (const { text, container } of open.values()) {
        await text?.close().catch(() => undefined)
        await container?.close().catch(() => undefined)
      }
      open.clear()
      await smallFiles.close()
      if (isReady) await rm(draftRoot, { recursive: true, force: true })
      for (const path of made) await rm(path, { recursive: true, force: true })
      made.length = 0
    },
  }
}
