import type { ExportOptions, ReportLine } from '../api/dataset.ts'
import type { Document } from '../document/document.ts'
import type { WrittenLine } from './format.ts'
import { regionsCarried } from './regions-carried.ts'
import { hasErrors, reportOn } from './report.ts'
import { dialogueSources, pictureSources } from './source.ts'
import { createSourceWriter, formatFor, type WriterContext } from './source-writer.ts'
import { splitOf } from './split.ts'

/** What one dialogue or one picture became. */
export type ExportStep = {
  /** Empty when `report` holds an error: a dialogue is written whole or not at all. */
  readonly lines: readonly WrittenLine[]
  readonly report: readonly ReportLine[]
  /** Sources done, of `total`. */
  readonly done: number
  readonly total: number
}

/**
 * A document as the lines of a format, oldest dialogue first, then pictures by path: the same document and options give the same lines.
 * Everything that is wrong comes with the dialogue or picture it is about.
 */
export function* exportDocument(
  document: Document,
  options: ExportOptions,
  context: WriterContext,
): Generator<ExportStep> {
  const format = formatFor(options)
  const writer = createSourceWriter(options, context)
  const carried = new Set<string>()
  const dialogues = format.takes === 'pictures' ? [] : dialogueSources(document, options, format.isOwn === true)
  const used = new Set<string>(dialogues.flatMap((source) => source.dialogue.imageIds))
  if (format.takes !== 'dialogues' && options.split !== undefined) {
    for (const { imageId } of Object.values(document.regions)) used.add(imageId)
  }
  const splits = splitOf(document, options.split, used)
  let total = dialogues.length
  let done = 0
  for (const source of dialogues) {
    const { imageIds } = source.dialogue
    const wrong = splits.problem(imageIds)
    const split = wrong === null ? [] : [reportOn(source, wrong.severity, wrong.code, wrong.message)]
    if (hasErrors(split)) {
      yield { lines: [], report: split, done: ++done, total }
      continue
    }
    const { lines, report: said } = writer.dialogue(source, splits.nameOf(imageIds[0]))
    const report = [...split, ...said]
    if (format.takes === 'both' && !hasErrors(report))
      for (const region of regionsCarried(source)) carried.add(region.id)
    yield { lines, report, done: ++done, total }
  }
  if (format.takes !== 'dialogues') {
    const pictures = pictureSources(document, options, format, carried)
    total += pictures.length
    for (const source of pictures) {
      const { lines, report } = writer.picture(source, splits.nameOf(source.image.id))
      const wrong = splits.problem([source.image.id])
      const split = wrong === null ? [] : [{ ...wrong, imageId: source.image.id }]
      yield { lines, report: [...split, ...report], done: ++done, total }
    }
  }
  yield { lines: [...writer.end()], report: [], done, total }
}
