import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Format } from '../../../shared/dataset/format.ts'
import type { ReadLayout } from '../../../shared/dataset/reader.ts'
import { AppError } from '../../../shared/errors.ts'

/** A file to read, under the name that reports give it: relative to the folder that is imported. */
export type ImportFile = { readonly path: string; readonly name: string; readonly bytes: number }

/** What was chosen, with everything in it that could be data. */
export type ImportRoot = {
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly files: readonly ImportFile[]
}

const mostFiles = 1_000_000
const picture = /\.(png|jpe?g|webp|gif|bmp|tiff?)$/i
const manifest = /(^|\/)manifest\.json$/

/** Lists a file or folder. Fails with `import.not-found` or `import.not-readable`. */
export async function listImport(given: string): Promise<ImportRoot> {
  try {
    const path = await realpath(resolve(given))
    const status = await stat(path)
    if (!status.isDirectory()) {
      return { path, kind: 'file', files: [{ path, name: basename(path), bytes: status.size }] }
    }
    const files: ImportFile[] = []
    await walk(path, '', files)
    return { path, kind: 'folder', files }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const code = (cause as NodeJS.ErrnoException).code
    const missing = code === 'ENOENT' || code === 'ENOTDIR'
    throw new AppError(missing ? 'import.not-found' : 'import.not-readable', { detail: given, cause })
  }
}

async function walk(root: string, folder: string, files: ImportFile[]): Promise<void> {
  const entries: Dirent[] = await readdir(join(root, folder), { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (entry.name.startsWith('.') || files.length >= mostFiles) continue
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) await walk(root, name, files)
    else if (entry.isFile() && !picture.test(entry.name)) {
      const path = join(root, ...name.split('/'))
      files.push({ path, name, bytes: (await stat(path)).size })
    }
  }
}

function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${parts.join('.*')}$`, 'i').test(name)
  })
}

const endings: Readonly<Record<ReadLayout['kind'], RegExp>> = {
  lines: /\.(jsonl|ndjson|json|txt)$/i,
  list: /\.(json|jsonl|ndjson)$/i,
  object: /\.json$/i,
  whole: /$/,
  tar: /\.tar$/i,
  parquet: /\.parquet$/i,
}

/**
 * The files that a format reads of what was chosen, in groups that belong to one reading: all files of a format of many, else each file
 * for itself. Of a folder with files of the names that the format writes, only those.
 */
export async function filesOfFormat(root: ImportRoot, format: Format): Promise<readonly (readonly ImportFile[])[]> {
  const layout = format.reader?.layout
  if (layout === undefined) return []
  if (layout.kind !== 'whole') {
    const first = layout.kind === 'list' ? layout.first : undefined
    if (root.kind === 'file') {
      return [first === undefined ? root.files : [...(await besides(root, first)), ...root.files]]
    }
    const isOf = (file: ImportFile, names: readonly string[]): boolean =>
      matches(
        file.name,
        names.flatMap((name) => [name, `*/${name}`]),
      )
    // What is written beside the data tells of it and holds none.
    const beside = format.files.filter((one) => one.layout.kind === 'whole').map((one) => one.name)
    const fitting = root.files.filter(
      (file) => !manifest.test(file.name) && endings[layout.kind].test(file.name) && !isOf(file, beside),
    )
    const data = format.files.map((one) => one.name)
    const named = fitting.filter((file) => isOf(file, data))
    const files = named.length > 0 ? named : fitting
    if (first === undefined) return files.map((file) => [file])
    return [[...files.filter((file) => isOf(file, first)), ...files.filter((file) => !isOf(file, first))]]
  }
  const all = root.kind === 'file' ? [...(await besides(root, layout.first)), ...root.files] : root.files
  const first = all.filter((file) => matches(file.name, layout.first))
  const others = all.filter((file) => !first.includes(file) && !manifest.test(file.name))
  const fitting = others.filter((file) => root.kind === 'file' || matches(file.name, layout.files))
  return fitting.length === 0 ? [] : [[...first, ...fitting]]
}

/** The share of a folder's files that the format reads or writes beside them; 1 for a single file. */
export function shareRead(root: ImportRoot, format: Format, groups: readonly (readonly ImportFile[])[]): number {
  if (root.kind === 'file') return 1
  const read = new Set(groups.flat())
  const names = format.files.flatMap(({ name }) => [name, `*/${name}`])
  const files = root.files.filter((file) => !manifest.test(file.name))
  return files.filter((file) => read.has(file) || matches(file.name, names)).length / Math.max(1, files.length)
}

/** Lists of names that lie beside a single file. */
async function besides(root: ImportRoot, patterns: readonly string[]): Promise<ImportFile[]> {
  if (patterns.length === 0) return []
  const folder = dirname(root.path)
  const found: ImportFile[] = []
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (path === root.path || !matches(name, patterns)) continue
    const status = await stat(path)
    if (status.isFile()) found.push({ path, name, bytes: status.size })
  }
  return found
}

/** True for a file whose name a reader of many files would take. */
export function isNamedFor(layout: ReadLayout, name: string): boolean {
  return layout.kind === 'whole' ? matches(name, layout.files) : endings[layout.kind].test(name)
}
