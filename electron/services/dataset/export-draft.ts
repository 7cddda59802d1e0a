import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { FileLayout } from '../../../shared/dataset/format.ts'
import { AppError } from '../../../shared/errors.ts'

/** What is needed of a file that is written; tests pass one that fails. */
export type SinkFile = {
  write(bytes: Uint8Array): Promise<{ readonly bytesWritten: number }>
  sync(): Promise<void>
  close(): Promise<void>
}

export type OpenFile = (path: string) => Promise<SinkFile>

/** Opens a file of the disk. */
export const openOnDisk: OpenFile = (path) => open(path, 'w')

/** A file whose pieces are brought into its layout, written in large blocks. */
export type Draft = {
  readonly records: number
  /** Adds one piece; a promise when something was written that should be waited for. */
  add(text: string, array?: string): Promise<void> | undefined
  /** Adds pieces that are joined already: lines with their ends, elements with commas and line feeds between them. */
  addBlock(bytes: Uint8Array, records: number): Promise<void>
  /** Everything is on disk. */
  end(): Promise<{ readonly bytes: number; readonly sha256: string }>
  close(): Promise<void>
}

const blockChars = 1 << 18

type Sink = {
  write(text: string): Promise<void> | undefined
  writeBytes(bytes: Uint8Array): Promise<void>
  end(): Promise<{ bytes: number; sha256: string }>
  close(): Promise<void>
}

async function openSink(path: string, openFile: OpenFile): Promise<Sink> {
  const file = await openFile(path)
  const hash = createHash('sha256')
  let bytes = 0
  let waiting: string[] = []
  let chars = 0
  let isOpen = true

  async function put(block: Uint8Array): Promise<void> {
    hash.update(block)
    bytes += block.length
    for (let at = 0; at < block.length; ) {
      const { bytesWritten } = await file.write(at === 0 ? block : block.subarray(at))
      at += bytesWritten
    }
  }

  async function flush(): Promise<void> {
    if (chars === 0) return
    const block = Buffer.from(waiting.join(''), 'utf8')
    waiting = []
    chars = 0
    await put(block)
  }

  async function close(): Promise<void> {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }

  return {
    write(text) {
      waiting.push(text)
      chars += text.length
      return chars < blockChars ? undefined : flush()
    },
    async writeBytes(block) {
      await flush()
      await put(block)
    },
    async end() {
      await flush()
      await file.sync()
      await close()
      return { bytes, sha256: hash.digest('hex') }
    },
    close,
  }
}

/** Pieces of `lines` and `whole`, or of a `list`. */
async function openPlain(path: string, layout: FileLayout, openFile: OpenFile): Promise<Draft> {
  const sink = await openSink(path, openFile)
  const isList = layout.kind === 'list'
  let records = 0
  const before = (): string => (records === 0 ? '[\n' : ',\n')
  return {
    get records() {
      return records
    },
    add(text) {
      const piece = isList ? before() + text : text.endsWith('\n') && layout.kind === 'whole' ? text : `${text}\n`
      records++
      return sink.write(piece)
    },
    async addBlock(bytes, count) {
      if (count === 0) return
      if (isList) await sink.write(before())
      records += count
      await sink.writeBytes(bytes)
    },
    async end() {
      if (isList) await sink.write(records === 0 ? '[]\n' : '\n]\n')
      return sink.end()
    },
    close: () => sink.close(),
  }
}

/** One object: each array grows in a file of its own until all are known. */
async function openObject(
  path: string,
  { head, arrays }: Extract<FileLayout, { kind: 'object' }>,
  openFile: OpenFile,
): Promise<Draft> {
  const parts = new Map<string, { readonly path: string; readonly draft: Draft }>()
  const list = { kind: 'list' } as const
  for (const [index, array] of arrays.entries()) {
    const part = `${path}.${index}`
    parts.set(array, { path: part, draft: await openPlain(part, list, openFile) })
  }
  let records = 0
  let whole: Sink | null = null
  const close = async (): Promise<void> => {
    await whole?.close()
    for (const part of parts.values()) {
      await part.draft.close()
      await rm(part.path, { force: true })
    }
  }
  return {
    get records() {
      return records
    },
    add(text, array) {
      const part = parts.get(array ?? '')
      if (part === undefined) throw new Error(`no array ${array}`)
      records++
      return part.draft.add(text)
    },
    addBlock: () => Promise.reject(new Error('an object takes pieces one by one')),
    async end() {
      const sink = await openSink(path, openFile)
      whole = sink
      await sink.write(`{${head}`)
      let comma = head === '' ? '' : ','
      for (const [array, part] of parts) {
        await part.draft.end()
        await sink.write(`${comma}\n${JSON.stringify(array)}: `)
        comma = ','
        const file = await open(part.path, 'r')
        try {
          // The list's last line feed stays out.
          const { size } = await file.stat()
          const block = Buffer.allocUnsafe(Math.min(size, 1 << 20))
          for (let at = 0; at < size - 1; ) {
            const { bytesRead } = await file.read(block, 0, Math.min(block.length, size - 1 - at), at)
            if (bytesRead === 0) throw new Error('a draft became shorter')
            await sink.writeBytes(block.subarray(0, bytesRead))
            at += bytesRead
          }
        } finally {
          await file.close()
        }
        await rm(part.path)
      }
      await sink.write('\n}\n')
      return sink.end()
    },
    close,
  }
}

/** A draft under this path; containers are opened by who has the pictures. */
export function openDraft(path: string, layout: FileLayout, openFile: OpenFile = openOnDisk): Promise<Draft> {
  switch (layout.kind) {
    case 'lines':
    case 'list':
    case 'whole':
      return openPlain(path, layout, openFile)
    case 'object':
      return openObject(path, layout, openFile)
    default:
      return Promise.reject(new AppError('rpc.internal', { detail: `a ${layout.kind} is no text file` }))
  }
}
