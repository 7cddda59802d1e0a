import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import zlib from 'node:zlib'
import type { Compressors, SchemaElement } from 'hyparquet'
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { FileLayout, ParquetColumn } from '../../../shared/dataset/format.ts'
import type { Piece } from '../../../shared/dataset/reader.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import { assertNever } from '../../../shared/result.ts'
import type { EntryWriter } from '../dataset/entry-writer.ts'
import { openHashedFile } from './hashed-file.ts'

/** Rows and bytes after which a group is written. */
const groupRows = 1000
const groupBytes = 1 << 24

/** A list of groups with these fields of bytes or texts. */
function listOf(name: string, fields: readonly string[], types: readonly ('UTF8' | undefined)[]): SchemaElement[] {
  return [
    { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', num_children: fields.length },
    ...fields.map((field, index): SchemaElement => {
      const type = types[index]
      const plain = { name: field, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' } as const
      return type === undefined ? plain : { ...plain, converted_type: type }
    }),
  ]
}

function schemaOf({ name, type }: ParquetColumn): SchemaElement[] {
  switch (type) {
    case 'text':
    case 'json':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }]
    case 'number':
      return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }]
    case 'messages':
      return listOf(name, ['role', 'content'], ['UTF8', 'UTF8'])
    case 'pictures':
      return listOf(name, ['bytes', 'path'], [undefined, 'UTF8'])
    default:
      return assertNever(type)
  }
}

/** What HF `datasets` needs to show pictures as pictures. */
function featureOf(type: ParquetColumn['type']): unknown {
  const text = { dtype: 'string', _type: 'Value' }
  if (type === 'pictures') return [{ _type: 'Image' }]
  if (type === 'messages') return [{ role: text, content: text }]
  return { dtype: type === 'number' ? 'float64' : 'string', _type: 'Value' }
}

/** Writes a Parquet file, a group of rows at a time. */
export async function openParquetFile(
  path: string,
  layout: FileLayout,
  pictureBytes: (image: ImageFile) => Promise<Uint8Array>,
): Promise<EntryWriter> {
  const columns = layout.kind === 'parquet' ? layout.columns : []
  const file = await openHashedFile(path)
  const bytes = new ByteWriter()
  const features = Object.fromEntries(columns.map(({ name, type }) => [name, featureOf(type)]))
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(schemaOf)],
    kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }],
    createdBy: 'Deixis',
  })
  let rows: Record<string, unknown>[] = []
  let waiting = 0

  async function flush(): Promise<void> {
    await file.write(bytes.getBytes().slice())
    bytes.index = 0
  }
  async function writeGroup(): Promise<void> {
    if (rows.length === 0) return
    const columnData = columns.map(({ name, type }) => ({
      name,
      data: rows.map((row) => row[name] ?? null),
      // Pictures are compressed already.
      ...(type === 'pictures' ? { codec: 'UNCOMPRESSED' as const, statistics: false } : {}),
    }))
    await parquet.write({ columnData, rowGroupSize: rows.length })
    rows = []
    waiting = 0
    await flush()
  }

  return {
    async add({ text, pictures = {} }) {
      const row = JSON.parse(text) as Record<string, unknown>
      waiting += text.length
      for (const [name, images] of Object.entries(pictures)) {
        const written = []
        for (const image of images) {
          const content = await pictureBytes(image)
          waiting += content.length
          written.push({ bytes: content, path: image.path })
        }
        row[name] = written
      }
      rows.push(row)
      if (rows.length >= groupRows || waiting >= groupBytes) await writeGroup()
    },
    async end() {
      await writeGroup()
      await parquet.finish()
      await flush()
      return file.end()
    },
    close: file.close,
  }
}

/** What Node can unpack, besides Snappy. Zstandard is in Node since version 22.15. */
const compressors: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ...(typeof zlib.zstdDecompressSync === 'function' ? { ZSTD: (input) => zlib.zstdDecompressSync(input) } : {}),
}

/** The rows of a Parquet file, a group at a time. Damage is a piece with an error as its value. */
export async function* readParquetPieces(path: string, name = basename(path)): AsyncGenerator<Piece> {
  const handle = await open(path)
  let line = 0
  try {
    const { size } = await handle.stat()
    const file = {
      byteLength: size,
      async slice(start: number, end = size): Promise<ArrayBuffer> {
        const buffer = new ArrayBuffer(Math.max(0, Math.min(end, size) - start))
        await handle.read(new Uint8Array(buffer), 0, buffer.byteLength, start)
        return buffer
      },
    }
    const metadata = await parquetMetadataAsync(file)
    for (const group of metadata.row_groups) {
      const count = Number(group.num_rows)
      const rows = await parquetReadObjects({
        file,
        metadata,
        compressors,
        rowStart: line,
        rowEnd: line + count,
        utf8: false,
      })
      for (const value of rows) yield { place: { file: name, line: ++line }, value, text: '' }
    }
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown)
    yield { place: { file: name, line: line + 1 }, value: { problem }, text: '' }
  } finally {
    await handle.close()
  }
}
