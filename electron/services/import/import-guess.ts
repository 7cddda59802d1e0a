import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ImportCandidate, ImportSource } from '../../../shared/api/import.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import type { Piece, Read, ReadContext } from '../../../shared/dataset/reader.ts'
import { formatById, formats } from '../../../shared/dataset/registry.ts'
import { dialectFor } from '../../../shared/dataset/source-writer.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { parseXml } from '../files/xml-tree.ts'
import { imageIdOf } from '../project/project-ids.ts'
import { filesOfFormat, type ImportFile, type ImportRoot, isNamedFor, listImport, shareRead } from './import-files.ts'
import { readPieces } from './import-pieces.ts'

const sampleEntries = 60
const sampleBytes = 24 << 20
const least = 0.3
const sureAbove = 0.75
const aheadBy = 0.2
/** So many of the files that are read one by one are looked into. */
const mostGroups = 3
const unreadShare = 0.3

/** The first pieces of files that are read together, and how much could not be made into pieces. */
type Sample = { readonly pieces: readonly Piece[]; readonly broken: number }

/** A sample of files that are read together: so many pieces of each array. */
export async function samplePieces(files: readonly ImportFile[], format: Format): Promise<Sample> {
  const { reader } = format
  if (reader === null) return { pieces: [], broken: 0 }
  let broken = 0
  const kept: Piece[] = []
  const counts = new Map<string, number>()
  const limit = reader.layout.kind === 'object' ? Number.POSITIVE_INFINITY : sampleEntries * Math.max(1, files.length)
  const chosen = reader.layout.kind === 'whole' ? files.slice(0, sampleEntries) : files
  for await (const { pieces, bytes, problems } of readPieces(chosen, reader.layout)) {
    broken += problems.length
    for (const piece of pieces) {
      const array = `${piece.place.file} ${piece.array ?? ''}`
      const count = counts.get(array) ?? 0
      counts.set(array, count + 1)
      if (count < sampleEntries || reader.layout.kind === 'object') kept.push(piece)
    }
    if (kept.length + broken >= limit || bytes > sampleBytes) break
  }
  return { pieces: kept, broken }
}

/** Reads pieces in one session. A reader that fails on them does not take the others with it. */
export function readSample(pieces: readonly Piece[], format: Format, context: ReadContext): Read[] {
  const session = format.reader?.open(context)
  if (session === undefined) return []
  return [...pieces.map((piece) => session.read(piece)), ...(session.end?.() ?? [])]
}

/** A context that knows a picture of every name: for a file of which nobody knows yet where its pictures are. */
function anyPicture(format: Format): ReadContext {
  const pictures = new Map<string, ImageFile>()
  return {
    dialect: dialectFor(format, {}),
    picture(file) {
      const known = pictures.get(file)
      if (known !== undefined) return known
      const made: ImageFile = {
        id: imageIdOf(file) as ImageId,
        path: file,
        width: 1000,
        height: 1000,
        bytes: 0,
      }
      pictures.set(file, made)
      return made
    },
    imageId: imageIdOf,
    parseXml,
  }
}

async function tryFormat(root: ImportRoot, format: Format, named: string | null): Promise<ImportCandidate | null> {
  const groups = await filesOfFormat(root, format)
  const [first] = groups
  if (first === undefined || format.reader === null) return null
  if (root.kind === 'file' && !isNamedFor(format.reader.layout, root.path)) return null
  const samples: Sample[] = []
  for (const group of groups.slice(0, mostGroups)) samples.push(await samplePieces(group, format))
  const pieces = samples.flatMap((one) => one.pieces)
  const broken = samples.reduce((sum, one) => sum + one.broken, 0)
  if (pieces.length === 0) return null
  const reads = samples.flatMap((one) => readSample(one.pieces, format, anyPicture(format)))
  const bad = new Set<string>()
  const unknown = new Set<string>()
  let unknowns = 0
  let [regions, turns, records] = [0, 0, 0]
  for (const read of reads) {
    for (const line of read.report) if (line.severity === 'error') bad.add(`${line.file}:${line.line}`)
    for (const name of read.unknown) {
      unknowns++
      if (unknown.size < 8) unknown.add(name)
    }
    for (const record of read.records) {
      records++
      regions += record.regions.length
      if (record.kind === 'dialogue') turns += record.turns.length
    }
  }
  if (records === 0 || regions + turns === 0) return null
  const entries = pieces.length + broken
  const read = Math.max(0, pieces.length - bad.size)
  const isNamed = named === format.id
  // Of two formats, the one that knows more of a folder's files is likelier.
  const covered = shareRead(root, format, groups)
  const fit = (read / entries / (1 + unknowns / entries / 4)) * (1 - unreadShare * (1 - covered))
  return {
    format: format.id,
    score: isNamed ? 1 : fit * 0.98,
    isNamed,
    entries,
    read,
    regions,
    turns,
    unknown: [...unknown],
  }
}

/** What a manifest of ours beside the files says of them. */
export async function readExportManifest(root: ImportRoot): Promise<{ format: string; dialect: string | null } | null> {
  const path = join(root.kind === 'folder' ? root.path : dirname(root.path), 'manifest.json')
  try {
    const json = JSON.parse(await readFile(path, 'utf8')) as Readonly<Record<string, unknown>>
    if (json.deixisExport !== 1 || typeof json.format !== 'string') return null
    return { format: json.format, dialect: typeof json.dialect === 'string' ? json.dialect : null }
  } catch {
    return null
  }
}

/** What a file or folder is: formats that can read a sample of it, the likeliest first. */
export async function guessFormat(path: string): Promise<ImportSource> {
  const root = await listImport(path)
  const named = (await readExportManifest(root))?.format ?? null
  const found: ImportCandidate[] = []
  for (const format of formats) {
    // A reader may stumble over a file of another kind: then it is not of its format.
    const candidate = await tryFormat(root, format, named).catch(() => null)
    if (candidate !== null && candidate.score >= least) found.push(candidate)
  }
  found.sort((a, b) => b.score - a.score || b.regions - a.regions)
  const [best, second] = found
  const isAlone = second === undefined && best !== undefined && best.read / best.entries > sureAbove
  const isAhead = best !== undefined && best.score > sureAbove && best.score - (second?.score ?? 0) >= aheadBy
  const isSure = isAlone || isAhead
  const bytes = root.files.reduce((sum, file) => sum + file.bytes, 0)
  return {
    path: root.path,
    kind: root.kind,
    bytes,
    candidates: found,
    isSure: isSure || (best?.isNamed === true && formatById(best.format) !== null),
  }
}
