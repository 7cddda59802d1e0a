import type { ReportLine } from '../../api/dataset.ts'
import type { Dialect } from '../../dialects/dialect.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Consumer, Format, FormatFile, WriteContext, Written, WrittenLine } from '../format.ts'
import type { ReadLayout } from '../reader.ts'
import { hasErrors, reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { dialectRules, shapesInText } from './dialect-rules.ts'
import { type PicturedTurn, plainText } from './pictured-turn.ts'
import { lengthNotes, type RowReading } from './read-turns.ts'
import { rowReader } from './row-reader.ts'
import { writeTurns } from './write-turns.ts'

/** A dialogue that is ready for its rows: coordinates are text. */
export type RowInput = {
  readonly source: DialogueSource
  readonly turns: readonly PicturedTurn[]
  readonly images: readonly ImageFile[]
  /** The names of the pictures, in the order of their marks. */
  readonly files: readonly string[]
  readonly dialect: Dialect
  /** Adds to the report; an error keeps the whole dialogue from being written. */
  note(severity: ReportLine['severity'], code: string, message: string, turnId?: string): void
}

/** One row, and the turns whose coordinates it says. */
export type WrittenRow = { readonly file: string; readonly row: unknown; readonly turns: readonly PicturedTurn[] }

/** A format of dialogues whose coordinates are text in a dialect. */
export type TrainerSpec = {
  readonly id: string
  /** The usual one first. */
  readonly dialects: readonly [Dialect, ...Dialect[]]
  readonly files: readonly FormatFile[]
  /** Marks of the container that nobody may type. */
  readonly marks: RegExp
  readonly severalImages: boolean
  /** Whether the rows say which answers are learnt. */
  readonly loss: boolean
  readonly dialogue?: boolean
  readonly pictures: Format['pictures']
  readonly consumer?: Consumer
  /** Tokens after which the trainer cuts where nobody sets a limit. */
  readonly cutTokens?: number
  /** Pixels that a picture may have before the trainer resizes it, where nobody sets limits. */
  readonly resizes?: { readonly below: number; readonly above: number }
  readonly pictureFolder?: Format['pictureFolder']
  readonly splitFile?: Format['splitFile']
  write(input: RowInput): readonly WrittenRow[]
  /** Whole files that name the others, once for each split; `rows` were written. */
  end?(rows: number): readonly { readonly file: string; readonly text: string }[]
  readonly reader: { readonly layout: ReadLayout; read(row: Readonly<Record<string, unknown>>): RowReading } | null
}

/** Rounding to patches changes a picture by less; beyond it a limit was at work. */
const leastShare = 0.9

/** Numbers in pixels of a resized picture hold for one pair of limits; whether a run with others would resize one of these otherwise. */
function resizesOtherwise(spec: TrainerSpec, dialect: Dialect, images: readonly ImageFile[]): boolean {
  if (dialect.resized === undefined) return false
  return images.some((image) => {
    const pixels = image.width * image.height
    if (spec.resizes !== undefined && (pixels < spec.resizes.below || pixels > spec.resizes.above)) return true
    const resized = dialect.resized?.(image)
    const share = resized ? (resized.width * resized.height) / pixels : 1
    return share < leastShare || share > 1 / leastShare
  })
}

function writeRows(spec: TrainerSpec, source: DialogueSource, context: WriteContext): Written {
  const dialect = context.dialect ?? spec.dialects[0]
  const written = writeTurns(source, dialectRules(dialect, spec.marks, context.isTaught))
  const report: ReportLine[] = [...written.report]
  const [image, ...otherImages] = written.images
  if (image === undefined || written.isLeftOut || hasErrors(report)) return { lines: [], report }
  const note: RowInput['note'] = (severity, code, message, turnId) => {
    report.push(reportOn(source, severity, code, message, turnId))
  }
  const { turns, images } = written
  if (resizesOtherwise(spec, dialect, images)) {
    const message = `The coordinates hold for one resize only: train with the same limits (${dialect.frame}).`
    note('warning', 'resize-limits', message)
  }
  for (const { severity, code, message } of lengthNotes(turns, spec.cutTokens)) note(severity, code, message)
  const rows = spec.write({ source, turns, images, files: images.map(context.fileOf), dialect, note })
  if (hasErrors(report)) return { lines: [], report }
  const lines = rows.map(
    ({ file, row, turns: said }): WrittenLine => ({
      file,
      text: JSON.stringify(row),
      image,
      otherImages,
      shapes: () => said.flatMap((turn) => shapesInText(plainText(turn), dialect, image)),
    }),
  )
  return { lines, report }
}

/** The format of a trainer's rows. */
export function trainerFormat(spec: TrainerSpec): Format {
  const { id, dialects, files, pictures, consumer, pictureFolder, splitFile, reader } = spec
  const can = (kind: 'points' | 'boxes' | 'polygons'): boolean => dialects.some((dialect) => dialect.can.answers[kind])
  return {
    id,
    takes: 'dialogues',
    dialects,
    frame: (dialect) => (dialect ?? dialects[0]).frame,
    files,
    can: {
      points: can('points'),
      boxes: can('boxes'),
      polygons: can('polygons'),
      dialogue: spec.dialogue ?? true,
      severalImages: spec.severalImages,
      loss: spec.loss,
    },
    pictures,
    lossless: false,
    stateless: spec.end === undefined,
    ...(consumer === undefined ? {} : { consumer }),
    ...(pictureFolder === undefined ? {} : { pictureFolder }),
    ...(splitFile === undefined ? {} : { splitFile }),
    open(context) {
      let rows = 0
      const writeDialogue = (source: DialogueSource): Written => {
        const written = writeRows(spec, source, context)
        rows += written.lines.length
        return written
      }
      const { end } = spec
      if (end === undefined) return { writeDialogue }
      const last = (): WrittenLine[] => end(rows).map((line) => ({ ...line, image: null, shapes: () => [] }))
      return { writeDialogue, end: last }
    },
    reader:
      reader === null ? null : rowReader(reader.layout, (row) => ({ ...reader.read(row), cutTokens: spec.cutTokens })),
  }
}
