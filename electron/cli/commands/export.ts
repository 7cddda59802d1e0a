import { resolve } from 'node:path'
import { describeLine, formatOfWord, readExportOptions, type WritingWords } from './dataset-words.ts'
import { filterImages } from './filter-images.ts'
import type { CommandContext } from './open-model.ts'
import { withServices } from './with-services.ts'

/** The words of `deixis export` as they were typed. */
export type ExportWords = WritingWords & {
  readonly project: string
  readonly format: string
  readonly out: string
  readonly filter?: string
}

/** Exports a project's dialogues with the same code as the app; gives the exit code. */
export async function exportDataset(words: ExportWords, context: CommandContext): Promise<number> {
  return withServices(context, async ({ services, caller, open }) => {
    const options = readExportOptions(words, formatOfWord(words.format, '--format'))
    const { id: projectId, path, lastSeq } = await open(words.project)
    if (lastSeq === 0) context.note(`Nobody has worked on ${path} yet: it has 0 dialogues. Open it in Deixis first.\n`)
    const { filter } = words
    const scope = filter === undefined ? {} : { imageIds: await filterImages(services, projectId, filter) }
    const request = { projectId, options: { ...options, ...scope }, folder: resolve(words.out) }
    for await (const item of services.handlers['dataset.export'](request, caller)) {
      if (item.kind === 'report') for (const line of item.lines) context.note(`${describeLine(line)}\n`)
      if (item.kind !== 'done') continue
      const { records, errors, warnings, path } = item
      context.out(`${records} records, ${errors} errors, ${warnings} warnings: ${path}\n`)
    }
    return 0
  })
}
