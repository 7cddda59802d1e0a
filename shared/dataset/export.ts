import type { ExportFormat, ExportOptions, ReportLine } from '../api/dataset.ts'
import type { ImageRecord } from '../dialogue/image.ts'
import type { Document } from '../document/document.ts'
import { auditDialogue } from './audit.ts'
import type { FileNames, Format, WrittenLine } from './format.ts'
import { chatspotJsonl } from './formats/chatspot-jsonl.ts'
import { deixisJsonl, looseRegionLines, regionsCarried } from './formats/deixis-jsonl.ts'
import { shikraJsonl } from './formats/shikra-jsonl.ts'
import { hasErrors, reportOn } from './report.ts'
import { type DialogueSource, dialogueSources } from './source.ts'

const formats: Readonly<Record<ExportFormat, Format>> = {
  'deixis-jsonl': deixisJsonl,
  'shikra-jsonl': shikraJsonl,
  'chatspot-jsonl': chatspotJsonl,
}

/** The format of this name. */
export function formatOf(id: ExportFormat): Format {
  return formats[id]
}

/** What one dialogue (or, in Deixis' own format, one picture's other regions) became. */
export type ExportStep = {
  /** Empty when `report` holds an error: a dialogue is written whole or not at all. */
  readonly lines: readonly WrittenLine[]
  readonly report: readonly ReportLine[]
  /** Dialogues done, of `total`. */
  readonly done: number
  readonly total: number
}

/** How lines name files, and which pictures have none. */
export type ExportContext = { readonly fileOf: FileNames; readonly isMissing: (image: ImageRecord) => boolean }

/** Notes dialogues that say the same on the same picture. */
function createTwins(): (source: DialogueSource) => ReportLine[] {
  const seen = new Set<string>()
  return (source) => {
    const lines: ReportLine[] = []
    for (const [index, turn] of source.turns.entries()) {
      const answer = source.turns[index + 1]
      if (turn.role !== 'user' || answer?.role !== 'assistant') continue
      const said = [turn, answer].map((one) =>
        one.parts.map((part) => {
          if (part.kind === 'mention') return part.regionIds.map((id) => source.regions[id]?.shape ?? null)
          return part.kind === 'image' ? part.imageId : part.text
        }),
      )
      const key = JSON.stringify([source.dialogue.imageIds, said])
      if (seen.has(key)) {
        const message = 'The same question with the same answer stands on this picture before.'
        lines.push(reportOn(source, 'warning', 'duplicate-turn', message, turn.id))
      }
      seen.add(key)
    }
    return lines
  }
}

/** The last question without an answer cannot be taught; it is left out and reported. */
function withoutOpenQuestion(source: DialogueSource): DialogueSource {
  const last = source.turns.at(-1)
  if (last?.role !== 'user') return source
  const line = reportOn(source, 'loss', 'unanswered', 'The last question has no answer and is left out.', last.id)
  return { ...source, turns: source.turns.slice(0, -1), report: [...source.report, line] }
}

/**
 * A document as the lines of a format, oldest dialogue first: the same document and options give the same lines. Everything that is
 * wrong comes with the dialogue it is about.
 */
export function* exportDocument(
  document: Document,
  options: ExportOptions,
  context: ExportContext,
): Generator<ExportStep> {
  const format = formatOf(options.format)
  const isOwn = format.dialect === null
  const sources = dialogueSources(document, options, isOwn)
  const twins = createTwins()
  const carried = new Set<string>()
  const total = sources.length
  for (const [index, given] of sources.entries()) {
    const source = isOwn ? given : withoutOpenQuestion(given)
    const report = [...source.report]
    let lines: readonly WrittenLine[] = []
    if (source.turns.length > 0) {
      report.push(...auditDialogue(source, context.isMissing), ...twins(source))
      const written = format.write(source, context.fileOf)
      report.push(...written.report)
      if (!hasErrors(report)) lines = written.lines
      if (isOwn && lines.length > 0) for (const region of regionsCarried(source)) carried.add(region.id)
    }
    yield { lines, report, done: index + 1, total }
  }
  if (!isOwn) return
  for (const line of looseRegionLines(document, carried, options, context.fileOf)) {
    const missing = context.isMissing(line.image)
    const message = `The file ${line.image.path} is missing.`
    const report: ReportLine[] = missing
      ? [{ severity: 'error', code: 'file-missing', message, imageId: line.image.id }]
      : []
    yield { lines: missing ? [] : [line], report, done: total, total }
  }
}
