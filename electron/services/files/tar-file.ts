import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { FileLayout } from '../../../shared/dataset/format.ts'
import { splitMemberName } from '../../../shared/dataset/formats/webdataset-sample.ts'
import type { Piece } from '../../../shared/dataset/reader.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { EntryWriter } from '../dataset/entry-writer.ts'
import { openHashedFile } from './hashed-file.ts'
import { readPax, readTarHeader, tarEnd, tarHeader, tarPadding } from './tar-header.ts'

/** Writes a tar: a sample's members one after the other, without times and owners. */
export async function openTarFile(
  path: string,
  _: FileLayout,
  pictureBytes: (image: ImageFile) => Promise<Uint8Array>,
): Promise<EntryWriter> {
  const file = await openHashedFile(path)
  return {
    async add({ members = [] }) {
      for (const { name, content } of members) {
        const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : await pictureBytes(content.picture)
        await file.write(tarHeader({ name, size: bytes.length }))
        await file.write(bytes)
        const padding = tarPadding(bytes.length)
        if (padding > 0) await file.write(Buffer.alloc(padding))
      }
    },
    async end() {
      await file.write(tarEnd)
      return file.end()
    },
    close: file.close,
  }
}

/** Members over this size are not read: they are no sample's. */
const largestMember = 1 << 28

type TarMember =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly problem: string }
  | { readonly skipped: string }

/** The files of a tar, in order; a problem is the last thing. */
async function* tarMembers(path: string): AsyncGenerator<TarMember> {
  let rest: Buffer = Buffer.alloc(0)
  const stream = createReadStream(path, { highWaterMark: 1 << 20 })
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>

  async function take(length: number): Promise<Buffer | null> {
    const parts = [rest]
    let have = rest.length
    while (have < length) {
      const next = await chunks.next()
      if (next.done === true) {
        rest = Buffer.concat(parts)
        return null
      }
      parts.push(next.value)
      have += next.value.length
    }
    const all = parts.length === 1 ? rest : Buffer.concat(parts)
    rest = all.subarray(length)
    return all.subarray(0, length)
  }

  let longName: string | null = null
  let longSize: number | null = null
  try {
    for (;;) {
      const block = await take(512)
      // Some tools leave the end away.
      if (block === null && rest.length > 0) return yield { problem: 'the file ends within a header, or is no tar' }
      const header = block === null ? 'end' : readTarHeader(block)
      if (header === 'end') return
      if (header === null) return yield { problem: 'a header is damaged, or the file is no tar' }
      const size = longSize ?? header.size
      if (size > largestMember) return yield { problem: `${longName ?? header.name} has ${size} bytes` }
      const content = await take(size + tarPadding(size))
      if (content === null) return yield { problem: `the file ends within ${longName ?? header.name}` }
      const bytes = content.subarray(0, size)
      if (header.type === 'x' || header.type === 'g') {
        const pax = readPax(bytes)
        if (header.type === 'x') [longName, longSize] = [pax.path ?? longName, pax.size ?? null]
        continue
      }
      if (header.type === 'L') {
        longName = bytes.toString('utf8').replace(/\0.*$/s, '')
        continue
      }
      const name = longName ?? header.name
      if (header.type === '0') yield { name, bytes }
      else if (header.type !== '5' && header.type !== 'K') {
        yield { skipped: `${name} is a link or a device, which are not followed` }
      }
      longName = null
      longSize = null
    }
  } finally {
    stream.destroy()
  }
}

/** The samples of a tar as WebDataset reads them: neighbours with one key are one sample. Damage is a piece with an error as its value. */
export async function* readTarPieces(path: string, file = basename(path)): AsyncGenerator<Piece> {
  let key: string | null = null
  let members: Record<string, Uint8Array> = {}
  let line = 0
  const finished = (): Piece[] => {
    const piece = { place: { file, line }, value: null, text: '', members }
    return key === null ? [] : [piece]
  }
  const damage = (problem: string): Piece => ({ place: { file, line: line + 1 }, value: { problem }, text: '' })
  for await (const member of tarMembers(path)) {
    if ('problem' in member) {
      yield* finished()
      yield damage(member.problem)
      return
    }
    if ('skipped' in member) {
      yield damage(member.skipped)
      continue
    }
    const name = splitMemberName(member.name.replace(/^\.\//, ''))
    if (name === null) continue
    if (name.key !== key) {
      yield* finished()
      key = name.key
      members = {}
      line++
    }
    const field = name.field.toLowerCase()
    if (Object.hasOwn(members, field)) yield damage(`the sample ${key} has two files .${field}`)
    else members[field] = member.bytes
  }
  yield* finished()
}
