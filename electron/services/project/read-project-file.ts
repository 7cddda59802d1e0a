import { type FileHandle, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { ProjectFileInfo } from '../../../shared/api/project.ts'
import { Entry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../files/durable-file.ts'
import { readTarMembers, type TarMember } from '../files/tar-members.ts'
import { knownImages } from './image-list.ts'
import { entriesSince } from './journal-files.ts'
import { imagesInFolder } from './locate-project.ts'

const Head = v.object({ format: v.literal('deixis-project'), version: v.number(), ...ProjectFileInfo.entries })
const largestHead = 1 << 22
const parts = ['images.json', 'snapshot.jsonl', 'journal.jsonl']

function bad(what: string, cause?: unknown): AppError {
  return new AppError('project-file.bad', { detail: what, cause })
}

/** True for a path that stays in the folder it is relative to. */
function staysInside(path: string): boolean {
  const parts = path.split('/')
  return path !== '' && !/[\\\0]|^[A-Za-z]:/.test(path) && !parts.some((part) => /^\.{0,2}$/.test(part))
}

/** Fails for a list of images or a journal that this program would not have written: neither is looked at twice once it is open. */
async function checkContent(folder: string): Promise<void> {
  for (const { path } of await knownImages(folder))
    if (!staysInside(path)) throw bad(`it names an image ${JSON.stringify(path)}`)
  for await (const entries of entriesSince(folder, 0))
    for (const { seq, entry } of entries) if (!v.is(Entry, entry)) throw bad(`entry ${seq} of its journal is damaged`)
}

/** Where a picture of the file goes below a folder; a name that would lead out of it is refused. */
function placeOf(name: string): string {
  const path = name.slice('pictures/'.length)
  if (!staysInside(path)) throw bad(`it holds a picture under the name ${JSON.stringify(path)}`)
  return path
}

async function readHead(members: AsyncIterator<TarMember>): Promise<ProjectFileInfo> {
  const first = await members.next()
  if (first.done || first.value.name !== 'deixis.json' || first.value.size > largestHead)
    throw bad('it does not begin with deixis.json')
  const chunks: Buffer[] = []
  for await (const chunk of first.value.chunks()) chunks.push(chunk)
  const { version, format: _, ...info } = v.parse(Head, JSON.parse(Buffer.concat(chunks).toString('utf8')))
  if (version !== 1) throw bad(`version ${version} was written by a newer Deixis`)
  return info
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (cause) {
    throw bad(String(cause), cause)
  }
}

function asBad(cause: unknown): AppError {
  return cause instanceof AppError ? cause : bad(cause instanceof Error ? cause.message : String(cause), cause)
}

/** What a project's file says of itself. */
export async function readProjectFileInfo(path: string): Promise<ProjectFileInfo> {
  const file = await openFile(path)
  try {
    return await readHead(readTarMembers(file))
  } catch (cause) {
    throw asBad(cause)
  } finally {
    await file.close()
  }
}

async function writeMember(member: TarMember, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const out = await open(path, 'wx')
  try {
    for await (const chunk of member.chunks()) await out.appendFile(chunk)
    await out.sync()
  } finally {
    await out.close()
  }
}

/**
 * Brings a project out of its file into a folder for its pictures, which is made when it is not there. `folderOf` says where its journal
 * goes, and fails where there is one. Yields after each picture, at the end with the folder's real path. What was begun is taken away
 * again when it fails.
 */
export async function* unpackProjectFile(
  path: string,
  pictures: string,
  folderOf: (root: string) => Promise<string>,
  signal: AbortSignal,
): AsyncGenerator<{ readonly done: number; readonly total: number; readonly root: string | null }> {
  const file = await openFile(path)
  const unpacked: string[] = []
  let draft: string | null = null
  try {
    const members = readTarMembers(file)
    const { pictures: total } = await readHead(members)
    const root = await folderFor(pictures, total > 0)
    const folder = await folderOf(root)
    draft = `${folder}.part`
    await rm(draft, { recursive: true, force: true })
    for await (const member of members) {
      if (signal.aborted) throw new AppError('rpc.cancelled')
      if (parts.includes(member.name)) await writeMember(member, join(draft, member.name))
      else if (member.name.startsWith('pictures/') && total > 0) {
        const place = join(root, placeOf(member.name))
        await writeMember(member, place)
        unpacked.push(place)
        yield { done: unpacked.length, total, root: null }
      }
    }
    if (unpacked.length !== total) throw bad(`${unpacked.length} of its ${total} pictures are in it`)
    await checkContent(draft)
    const images = await knownImages(draft)
    if (total === 0 && images.length > 0 && (await imagesInFolder(images, root)) === 0) {
      throw new AppError('project.not-here', {
        hint: 'Choose the folder that holds the pictures as the project’s folder did, with the same names inside.',
        detail: root,
      })
    }
    await mkdir(folder, { recursive: true })
    for (const name of parts) await rename(join(draft, name), join(folder, name)).catch(ignoreMissing)
    await syncFolder(folder)
    unpacked.length = 0
    yield { done: total, total, root }
  } catch (cause) {
    throw asBad(cause)
  } finally {
    for (const place of unpacked) await rm(place, { force: true })
    if (draft !== null) await rm(draft, { recursive: true, force: true })
    await file.close()
  }
}

/** The real path of the folder for the pictures; where they are in the file, it must be empty. */
async function folderFor(path: string, fills: boolean): Promise<string> {
  if (fills) await mkdir(path, { recursive: true })
  const root = await realpath(path).catch((cause: unknown) => {
    throw new AppError('project.not-found', { detail: path, cause })
  })
  if (fills && (await readdir(root)).length > 0) {
    throw new AppError('project-file.bad', {
      message: 'The folder for the pictures is not empty.',
      hint: 'Choose an empty folder, or type the name of a new one.',
      detail: root,
    })
  }
  return root
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
