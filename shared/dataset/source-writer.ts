import type { ExportOptions, ReportLine } from '../api/dataset.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { ImageFile } from '../dialogue/image.ts'
import type { Turn } from '../dialogue/turn.ts'
import { AppError } from '../errors.ts'
import { auditDialogue, auditPicture } from './audit.ts'
import type { Format, WriteSession, Written, WrittenLine } from './format.ts'
import { createLabelTable } from './label-table.ts'
import { formatById } from './registry.ts'
import { hasErrors, reportOn } from './report.ts'
import { leadsUpwards } from './safe-path.ts'
import { keepSent, settleMentions } from './settle-mentions.ts'
import type { DialogueSource, PictureSource } from './source.ts'
import { splitFileName } from './split.ts'
import { createTwins } from './twins.ts'

/** The format that options name; throws `rpc.bad-input` when there is none. */
export function formatFor(options: Pick<ExportOptions, 'format'>): Format {
  const format = formatById(options.format)
  if (format === null) throw new AppError('rpc.bad-input', { message: `There is no format ${options.format}.` })
  if (format.readOnly === true) {
    throw new AppError('rpc.bad-input', { message: `The format ${format.id} is read, not written.` })
  }
  return format
}

/** The dialect that options choose for a format, its usual one when they choose none; null where it holds pixels. */
export function dialectFor(format: Format, options: Pick<ExportOptions, 'dialect'>): Dialect | null {
  if (options.dialect === undefined) return format.dialects[0] ?? null
  const chosen = format.dialects.find((dialect) => dialect.id === options.dialect)
  if (chosen !== undefined) return chosen
  const names = format.dialects.map((dialect) => dialect.id).join(', ')
  const message = `${format.id} cannot be written in ${options.dialect}.`
  throw new AppError('rpc.bad-input', {
    message,
    hint: names === '' ? 'It holds pixels and takes no dialect.' : `It takes one of ${names}.`,
  })
}

/** Whether an answer is learnt: a person's own, or reviewed by one. */
function isReviewed(turn: Turn): boolean {
  return turn.origin === 'human' || turn.review === 'reviewed'
}

/** The last question without an answer cannot be taught; it is left out and reported. */
function withoutOpenQuestion(source: DialogueSource): DialogueSource {
  const last = source.turns.at(-1)
  if (last?.role !== 'user') return source
  const line = reportOn(source, 'loss', 'unanswered', 'The last question has no answer and is left out.', last.id)
  return { ...source, turns: source.turns.slice(0, -1), report: [...source.report, line] }
}

/** Whether a format's files, or the members of its tars, are called after pictures. */
function namesFiles({ files }: Format): boolean {
  return files.some(({ name, layout }) => name.includes('*') || layout.kind === 'tar')
}

function isPrinted(path: string): boolean {
  for (let at = 0; at < path.length; at++) if (path.charCodeAt(at) < 0x20) return false
  return true
}

/** What keeps a file called after this picture out of where it belongs; null when nothing does. */
function unsafeName({ id, path }: ImageFile): ReportLine | null {
  const isOneLine = isPrinted(path)
  if (!leadsUpwards(path) && isOneLine) return null
  const message = isOneLine
    ? `The picture is called ${path}: a file named after it would leave the folder of the export.`
    : `The picture is called ${JSON.stringify(path)}: no file, and no line of a list of files, can have that name.`
  return { severity: 'error', code: 'unsafe-name', message, imageId: id }
}

/** Sources to pieces of files, with everything that is wrong; the same for projects and for files. */
export type SourceWriter = {
  /** The classes that the source declares, before anything else. */
  declare(classes: readonly string[]): void
  dialogue(source: DialogueSource, split: string | null): Written
  picture(source: PictureSource, split: string | null): Written
  /** What can only be written when everything is known, line by line. */
  end(): Iterable<WrittenLine>
}

/** How the lines of a split name picture files. */
export type SourceFileNames = (image: ImageFile, split: string | null) => string

/** How lines name files, and which pictures have none. */
export type WriterContext = {
  readonly fileOf: SourceFileNames
  readonly isMissing: (image: ImageFile) => boolean
  /** Where sources are written in several threads: gets each dialogue instead of the search for rounds that are said twice. */
  readonly onRound?: (source: DialogueSource) => void
}

/** A writer for the options' format, with a session of its own for each split. */
export function createSourceWriter(
  options: ExportOptions,
  { fileOf, isMissing, onRound }: WriterContext,
): SourceWriter {
  const format = formatFor(options)
  const dialect = dialectFor(format, options)
  const isTaught = (turn: Turn): boolean => options.learn !== 'reviewed' || isReviewed(turn)
  const sessions = new Map<string | null, WriteSession>()
  const filesOf = new Map<string | null, Set<string>>()
  const twins = onRound === undefined ? createTwins() : null
  const labels = createLabelTable()
  const isOwn = format.isOwn === true
  const isNamed = namesFiles(format)

  function unsafeNames(images: readonly ImageFile[]): ReportLine[] {
    return isNamed ? images.flatMap((image) => unsafeName(image) ?? []) : []
  }

  function sessionOf(split: string | null): WriteSession {
    const found = sessions.get(split)
    if (found !== undefined) return found
    const session = format.open({
      dialect,
      options,
      fileOf: (image) => fileOf(image, split),
      isTaught,
      labels,
      splits: () => new Set([...sessions.keys()].filter((name) => name !== null)),
    })
    sessions.set(split, session)
    return session
  }

  function named(lines: readonly WrittenLine[], split: string | null): readonly WrittenLine[] {
    if (split === null) return lines
    return lines.map((line) => ({
      ...line,
      file: format.splitFile?.(line.file, split) ?? splitFileName(line.file, split),
    }))
  }

  return {
    declare: (classes) => labels.declare(classes.map((label) => format.className?.(label) ?? label)),

    dialogue(given, split) {
      const settled = settleMentions(given, options)
      const source = isOwn ? settled : withoutOpenQuestion(settled)
      const report: ReportLine[] = [...source.report]
      if (source.turns.length === 0) return { lines: [], report }
      const unsafe = unsafeNames(source.images)
      if (unsafe.length > 0) return { lines: [], report: [...report, ...unsafe] }
      const isCaption = format.can.captions === true && source.turns.every(({ role }) => role === 'assistant')
      const found = auditDialogue(source, isMissing).map((line) =>
        isOwn && line.code === 'mention-gone' ? ({ ...line, severity: 'warning' } as const) : line,
      )
      report.push(...(isCaption ? found.filter(({ code }) => code !== 'roles-not-alternating') : found))
      if (twins !== null) report.push(...twins(source))
      else onRound?.(source)
      if (!format.can.severalImages && source.dialogue.imageIds.length > 1) {
        const message = 'The format holds one picture for each dialogue.'
        return { lines: [], report: [...report, reportOn(source, 'error', 'image-marks', message)] }
      }
      const untaught = format.can.loss
        ? undefined
        : source.turns.find((turn) => turn.role === 'assistant' && !isTaught(turn))
      if (untaught !== undefined) {
        const message = 'The format cannot say that an answer is not to be learnt: all are.'
        report.push(reportOn(source, 'loss', 'loss-flag', message, untaught.id))
      }
      // What is not written must leave no trace in a session that counts.
      if (!format.stateless && hasErrors(report)) return { lines: [], report }
      const written = sessionOf(split).writeDialogue?.(isOwn ? keepSent(given, options) : source) ?? {
        lines: [],
        report: [],
      }
      report.push(...written.report)
      if (hasErrors(report)) return { lines: [], report }
      const files = filesOf.get(split) ?? new Set()
      filesOf.set(split, files)
      for (const { file } of written.lines) files.add(file)
      return { lines: named(written.lines, split), report }
    },

    picture(source, split) {
      const report: ReportLine[] = [...source.report]
      if (isMissing(source.image)) {
        const message = `The file ${source.image.path} is missing.`
        report.push({ severity: 'error', code: 'file-missing', message, imageId: source.image.id })
        // The session must not count or list a picture that is not written.
        return { lines: [], report }
      }
      report.push(...unsafeNames([source.image]), ...auditPicture(source))
      if ((isNamed || !format.stateless) && hasErrors(report)) return { lines: [], report }
      const written = sessionOf(split).writePicture?.(source) ?? { lines: [], report: [] }
      report.push(...written.report)
      return { lines: hasErrors(report) ? [] : named(written.lines, split), report }
    },

    *end() {
      for (const [split, session] of sessions) {
        for (const line of session.end?.(filesOf.get(split) ?? new Set()) ?? []) yield* named([line], split)
      }
    },
  }
}
