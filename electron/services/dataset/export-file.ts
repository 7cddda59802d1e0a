import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type FormatFile, holdsPictures, type WrittenLine } from '../../../shared/dataset/format.ts'
import { syncFolder } from '../files/durable-file.ts'
import { type OpenFile, openDraft, openOnDisk } from './export-draft.ts'
import { attemptWrite, type OpenContainer, removeAbandoned } from './export-folder.ts'

/** One file that gets its name when it is whole. */
export type ExportFile = {
  add(line: WrittenLine): Promise<void>
  addBlock(bytes: Uint8Array, records: number): Promise<void>
  finish(): Promise<{ readonly bytes: number; readonly sha256: string }>
  discard(): Promise<void>
}

/** Opens a draft beside the final name; those of processes that were killed are taken away. */
export async function createExportFile(
  path: string,
  { layout }: FormatFile,
  options: { readonly openFile?: OpenFile; readonly openContainer?: OpenContainer } = {},
): Promise<ExportFile> {
  const { openFile = openOnDisk, openContainer } = options
  const folder = dirname(path)
  const name = basename(path)
  const draft = join(folder, `.${name}.${process.pid}.tmp`)
  return attemptWrite(async () => {
    await mkdir(folder, { recursive: true })
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    await removeAbandoned(folder, new RegExp(`^\\.${escaped}\\.(\\d+)\\.tmp(?:\\.\\d+)?$`))
    const isContainer = holdsPictures(layout)
    if (isContainer && openContainer === undefined) throw new Error(`nothing here opens a ${layout.kind}`)
    const container = isContainer ? await openContainer?.(draft, layout) : undefined
    const text = isContainer ? undefined : await openDraft(draft, layout, openFile)
    return {
      add: (line) =>
        attemptWrite(async () => {
          await container?.add(line)
          await text?.add(line.text, line.array)
        }),
      addBlock: (bytes, records) => attemptWrite(async () => text?.addBlock(bytes, records)),
      finish: () =>
        attemptWrite(async () => {
          const ended = (await container?.end()) ?? (await text?.end()) ?? { bytes: 0, sha256: '' }
          await rename(draft, path)
          await syncFolder(folder)
          return ended
        }),
      async discard() {
        await text?.close().catch(() => undefined)
        await container?.close().catch(() => undefined)
        await rm(draft, { force: true })
      },
    }
  })
}
