import type { FileHandle } from 'node:fs/promises'
import { readPax, readTarHeader, tarPadding } from './tar-header.ts'

/** A file of a tar; its content is read where it lies, when it is asked for. */
export type TarMember = { readonly name: string; readonly size: number; chunks(): AsyncGenerator<Buffer> }

const chunkBytes = 1 << 20
const largestPax = 1 << 20

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done)
    if (bytesRead === 0) return null
    done += bytesRead
  }
  return buffer
}

/** The files of a tar of any size, in order. Throws an `Error` that says what is wrong where it is damaged or cut off. */
export async function* readTarMembers(file: FileHandle): AsyncGenerator<TarMember> {
  const { size: total } = await file.stat()
  let at = 0
  let name: string | null = null
  for (;;) {
    const header = readTarHeader((await readAt(file, at, 512)) ?? Buffer.alloc(512))
    if (header === 'end') return
    if (header === null) throw new Error('a header is damaged, or the file is no tar')
    const start = at + 512
    const { size } = header
    if (start + size > total) throw new Error(`the file ends within ${name ?? header.name}`)
    at = start + size + tarPadding(size)
    if (header.type === 'x' && size <= largestPax) {
      name = readPax((await readAt(file, start, size)) ?? Buffer.alloc(0)).path ?? null
      continue
    }
    if (header.type === '0') {
      yield {
        name: name ?? header.name,
        size,
        async *chunks() {
          for (let done = 0; done < size; done += chunkBytes) {
            const chunk = await readAt(file, start + done, Math.min(chunkBytes, size - done))
            if (chunk === null) throw new Error('the file ends too early')
            yield chunk
          }
        },
      }
    }
    name = null
  }
}
