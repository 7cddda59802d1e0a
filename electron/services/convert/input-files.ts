import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Format } from '../../../shared/dataset/format.ts'
import { starPattern } from '../../../shared/dataset/format-file.ts'
import { AppError } from '../../../shared/errors.ts'

/** A file that is read, and as reports name it. */
export type InputFile = { readonly path: string; readonly name: string; readonly bytes: number }

async function filesBelow(folder: string): Promise<InputFile[]> {
  const files: InputFile[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name.startsWith('.') || !(entry.isFile() || entry.isSymbolicLink())) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).split(sep).join('/')
    // A link may lead to a folder, or nowhere.
    const status = await stat(path).catch(() => null)
    if (status?.isFile() === true) files.push({ path, name, bytes: status.size })
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A pattern of a reader fits the whole path or its end, as `*.xml` fits in any folder. */
function fits(pattern: string, name: string): boolean {
  const expression = starPattern(pattern)
  return expression.test(name) || (!pattern.includes('/') && expression.test(name.slice(name.lastIndexOf('/') + 1)))
}

/** The files of an input in the order in which they are read: those that the others need come first. */
export async function inputFiles(format: Format, input: string): Promise<InputFile[]> {
  const status = await stat(input).catch((cause: unknown) => {
    throw new AppError('rpc.bad-input', { message: `There is no file ${input}.`, cause })
  })
  if (status.isFile()) return [{ path: input, name: input, bytes: status.size }]
  const layout = format.reader?.layout
  const all = await filesBelow(input)
  if (layout?.kind === 'whole') {
    const isFirst = (file: InputFile): boolean => layout.first.some((pattern) => fits(pattern, file.name))
    const others = all.filter((file) => !isFirst(file) && layout.files.some((pattern) => fits(pattern, file.name)))
    return [...all.filter(isFirst), ...others]
  }
  const patterns = format.files.map((entry) => entry.name)
  const files = all.filter(({ name }) => {
    const plain = name.replace(/-(?:train|val|test)(?=\.[^/]*$|$)/, '')
    return patterns.some((pattern) => fits(pattern, name) || fits(pattern, plain))
  })
  if (files.length > 0) return files
  throw new AppError('rpc.bad-input', { message: `${input} holds no file of ${format.id}: ${patterns.join(', ')}.` })
}

/** A file's text; null when it is not UTF-8. */
export async function readText(path: string): Promise<string | null> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
