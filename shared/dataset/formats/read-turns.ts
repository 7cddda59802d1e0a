import type { ReportLine } from '../../api/dataset.ts'
import type { Dialect, DialectShape } from '../../dialects/dialect.ts'
import type { Shape } from '../../dialogue/region.ts'
import type { Size } from '../../geometry/spaces.ts'
import { assertNever } from '../../result.ts'
import type { ImportedShape } from '../import/imported.ts'
import { placeInFrame } from '../import-frame.ts'
import { type DraftImage, type DraftPart, type DraftRegion, type DraftTurn, makeRecords } from '../make-record.ts'
import type { Piece, Read, ReadContext } from '../reader.ts'
import type { PicturedTurn, TurnPiece } from './pictured-turn.ts'

/** A mention that a row gives as data, in place of a text piece. */
export type RowMention = {
  readonly kind: 'mention'
  readonly image: number
  readonly shapes: readonly DialectShape[]
  /** The numbers are shares of the picture's sides, not pixels. */
  readonly isUnit?: boolean
  readonly phrase?: string
  /** What the row calls the shapes: the same name is one region whatever its words, two names are two regions. */
  readonly names?: readonly string[]
}

export type RowTurn = Omit<PicturedTurn, 'pieces'> & {
  readonly pieces: readonly (TurnPiece | RowMention)[]
  /** Other answers in its place, which the row says are worse. */
  readonly rejected?: readonly string[]
}

/** A row of a trainer's file, its texts not yet looked into. */
export type RowDialogue = {
  readonly id: string | null
  readonly images: readonly DraftImage[]
  readonly turns: readonly RowTurn[]
  readonly kind?: 'chat' | 'qa' | 'caption'
  /** Shapes that the row has whether or not a turn mentions them, under their names; on the first picture. */
  readonly shapes?: readonly { readonly name: string; readonly shape: DialectShape }[]
}

/** What is wrong with a row, without its place. */
export type RowNote = Pick<ReportLine, 'severity' | 'code' | 'message'>

/** A row as its format's reader understands it. */
export type RowReading = {
  /** Tokens after which the trainer cuts where nobody sets a limit; images come on top. */
  readonly cutTokens?: number
  /** Null when it cannot be read at all; `notes` says why. */
  readonly dialogue: RowDialogue | null
  readonly notes: readonly RowNote[]
  readonly unknown: readonly string[]
}

/** A row that cannot be read. */
export function unreadable(code: string, message: string): RowReading {
  return { dialogue: null, notes: [{ severity: 'error', code, message }], unknown: [] }
}

/** The row with answers that are worse than its last one, which is the one to learn. */
export function withRejected(reading: RowReading, rejected: readonly string[]): RowReading {
  const { dialogue } = reading
  if (dialogue === null) return reading
  const last = dialogue.turns.length - 1
  if (dialogue.turns[last]?.role !== 'assistant') return unreadable('no-pair', 'The chosen answer is missing.')
  const turns = dialogue.turns.map((turn, index) => (index === last ? { ...turn, isTaught: true, rejected } : turn))
  return { ...reading, dialogue: { ...dialogue, turns } }
}

/** Marks paired with pictures by order. Too few or too many are an error: the trainer would stop or shift all later pictures. */
export function pairMarks(
  texts: readonly { readonly role: PicturedTurn['role']; readonly text: string; readonly isTaught?: boolean }[],
  pictures: number,
  rules: { readonly mark?: RegExp; readonly after?: string; readonly missing?: 'front' | 'error' } = {},
): { turns: RowTurn[]; notes: RowNote[] } {
  const { mark = /<image>/, after = '', missing = 'error' } = rules
  let used = 0
  const notes: RowNote[] = []
  const turns = texts.map(({ role, text, isTaught }): RowTurn => {
    const pieces: TurnPiece[] = []
    for (const [index, words] of text.split(mark).entries()) {
      if (index > 0) pieces.push({ kind: 'image', image: used++ })
      const isBehindFirst = pieces.length > 0 && pieces.every((piece) => piece.kind === 'image')
      const rest = after !== '' && isBehindFirst && words.startsWith(after) ? words.slice(after.length) : words
      if (rest !== '') pieces.push({ kind: 'text', text: rest })
    }
    if (role === 'assistant' && pieces.some((piece) => piece.kind === 'image')) {
      notes.push({ severity: 'error', code: 'image-in-answer', message: 'An answer holds a mark of a picture.' })
    }
    return { role, pieces, ...(isTaught === undefined ? {} : { isTaught }) }
  })
  if (used > pictures || (used < pictures && missing === 'error')) {
    const message = `${used} mark${used === 1 ? '' : 's'} of pictures in the text, but ${pictures} picture${pictures === 1 ? '' : 's'}.`
    notes.push({ severity: 'error', code: 'image-marks', message })
  } else if (used < pictures) {
    const front = Array.from({ length: pictures - used }, (_, image): TurnPiece => ({ kind: 'image', image }))
    const shifted = turns.map(({ pieces, ...turn }) => ({
      ...turn,
      pieces: pieces.map((piece) => (piece.kind === 'image' ? { ...piece, image: piece.image + front.length } : piece)),
    }))
    const [first] = shifted
    if (first !== undefined) shifted[0] = { ...first, pieces: [...front, ...first.pieces] }
    return { turns: shifted, notes }
  }
  return { turns, notes }
}

/** What every trainer wants of the roles. */
function checkTurns(turns: readonly RowTurn[]): RowNote[] {
  const notes: RowNote[] = []
  const odd = turns.findIndex((turn, index) => turn.role !== (index % 2 === 0 ? 'user' : 'assistant'))
  if (odd >= 0) {
    const message = `Turn ${odd + 1} is ${turns[odd]?.role === 'user' ? 'a question' : 'an answer'}: questions and answers take turns, a question first.`
    notes.push({ severity: 'error', code: 'roles-not-alternating', message })
  }
  if (turns.length === 0) notes.push({ severity: 'error', code: 'no-turns', message: 'The row has no turns.' })
  else if (odd < 0 && turns.at(-1)?.role === 'user') {
    notes.push({ severity: 'warning', code: 'unanswered', message: 'The last question has no answer.' })
  }
  const empty = turns.some(
    ({ role, pieces }) =>
      role === 'assistant' && pieces.every((piece) => piece.kind === 'text' && piece.text.trim() === ''),
  )
  if (empty) notes.push({ severity: 'error', code: 'empty-answer', message: 'An answer is empty.' })
  return notes
}

/** Letters and signs for a token of English text with coordinates; low, so that what is certain to be cut is named. */
const lettersPerToken = 3

/** A warning where a dialogue is certain to be longer than its trainer reads. */
export function lengthNotes(turns: readonly RowTurn[], cutTokens: number | undefined): RowNote[] {
  if (cutTokens === undefined) return []
  let letters = 0
  for (const { pieces } of turns) for (const piece of pieces) if (piece.kind === 'text') letters += piece.text.length
  const tokens = Math.round(letters / lettersPerToken)
  if (tokens <= cutTokens) return []
  const message = `About ${tokens} tokens of text: the trainer cuts at ${cutTokens} unless it is told otherwise.`
  return [{ severity: 'warning', code: 'long', message }]
}

function importedShape(shape: DialectShape): ImportedShape {
  if (shape.kind !== 'polygon') return shape
  return { kind: 'polygon', closed: true, points: shape.points.map(({ x, y }) => [x, y] as const) }
}

function plainShape(shape: DialectShape): Shape {
  return shape.kind === 'polygon' ? { kind: 'polygon', points: [...shape.points] } : { ...shape }
}

type Reading = {
  readonly dialect: Dialect | null
  readonly sizes: readonly (Size | null)[]
  readonly regions: DraftRegion[]
  readonly known: Map<string, number>
  readonly notes: RowNote[]
  /** What coordinates could not be read: they stay as text, and the row is taken. */
  readonly spans: RowNote[]
}

/** Coordinates for certain, and wrong ones; what only looks like a bracket may be words. */
const wrongNumbers: ReadonlySet<string> = new Set(['corners-swapped', 'out-of-range'])

/** The place of a region in the draft; the same shape under the same label is one region. */
function placeOf(
  shape: DialectShape,
  label: string,
  image: number,
  { regions, known }: Reading,
  name?: string,
): number {
  const key = name ?? JSON.stringify([image, label, shape])
  const found = known.get(key)
  if (found !== undefined) return found
  known.set(key, regions.length)
  return regions.push({ shape: importedShape(shape), label, image }) - 1
}

function checkArea(shape: DialectShape, notes: RowNote[]): void {
  if (shape.kind !== 'box' || (shape.x2 > shape.x1 && shape.y2 > shape.y1)) return
  notes.push({
    severity: 'error',
    code: 'corners-swapped',
    message: 'A box has no area: a corner is not beyond the other.',
  })
}

function readText(text: string, image: number, reading: Reading, parts: DraftPart[]): void {
  const size = reading.sizes[image] ?? null
  const add = (words: string): void => {
    const last = parts.at(-1)
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + words }
    else if (words !== '') parts.push({ kind: 'text', text: words })
  }
  if (reading.dialect === null || size === null) {
    add(text)
    return
  }
  for (const span of reading.dialect.decode(text, size)) {
    switch (span.kind) {
      case 'text':
        for (const hazard of reading.dialect.hazards(span.text)) {
          if (hazard.code === 'brace') continue
          const message = `“${hazard.text}” means something to ${reading.dialect.title}.`
          reading.notes.push({ severity: 'warning', code: hazard.code, message })
        }
        add(span.text)
        break
      case 'malformed': {
        const message = `“${span.text}” could not be read as coordinates: ${span.message}.`
        reading.spans.push({ severity: wrongNumbers.has(span.code) ? 'error' : 'warning', code: span.code, message })
        add(span.text)
        break
      }
      case 'mention': {
        for (const { code, message } of span.warnings) {
          reading.notes.push({ severity: 'warning', code, message: `“${span.text}”: ${message}.` })
        }
        const regions = span.shapes.map((shape, index) => {
          checkArea(shape, reading.notes)
          return placeOf(shape, span.labels?.[index] ?? '', image, reading)
        })
        // Words with a blank behind them stand apart: as a phrase they would be written next to the coordinates.
        const words = span.phrase === undefined || /\s$/.test(span.phrase) ? undefined : span.phrase.trim()
        if (span.phrase !== undefined) add(span.phrase)
        parts.push({ kind: 'mention', regions, ...(words === undefined || words === '' ? {} : { phrase: words }) })
        break
      }
      default:
        assertNever(span)
    }
  }
}

function readTurn(turn: RowTurn, reading: Reading, fronted: number): DraftTurn {
  const parts: DraftPart[] = []
  for (const [index, piece] of turn.pieces.entries()) {
    switch (piece.kind) {
      case 'image':
        // Pictures in front of everything need no mark of their own.
        if (index >= fronted) parts.push({ kind: 'image', image: piece.image })
        break
      case 'text':
        readText(piece.text, 0, reading, parts)
        break
      case 'mention': {
        const size = reading.sizes[piece.image]
        const regions = piece.shapes.map((given, at) => {
          const shape = piece.isUnit === true && size ? placeInFrame(plainShape(given), 'unit', size) : given
          checkArea(shape, reading.notes)
          return placeOf(shape, piece.phrase ?? '', piece.image, reading, piece.names?.[at])
        })
        if (piece.phrase !== undefined) readText(piece.phrase, -1, reading, parts)
        parts.push({ kind: 'mention', regions, ...(piece.phrase === undefined ? {} : { phrase: piece.phrase }) })
        break
      }
      default:
        assertNever(piece)
    }
  }
  // A wrong answer may hold wrong coordinates: they are named, and do not keep the row out.
  const notes: RowNote[] = []
  const rejected = (turn.rejected ?? []).map((text) => {
    const said: DraftPart[] = []
    readText(text, 0, { ...reading, notes, spans: notes }, said)
    return said
  })
  reading.notes.push(...notes.map((note) => ({ ...note, severity: 'warning' as const })))
  return {
    role: turn.role,
    parts,
    ...(turn.isTaught === undefined ? {} : { isTaught: turn.isTaught }),
    ...(rejected.length === 0 ? {} : { rejected }),
  }
}

/** How many pictures stand, in order, in front of all words of the first question. */
function picturesInFront(turn: RowTurn | undefined): number {
  const pieces = turn?.pieces ?? []
  const end = pieces.findIndex((piece, index) => piece.kind !== 'image' || piece.image !== index)
  return end < 0 ? pieces.length : end
}

/** The size to read coordinates with; an assumed one tells nothing of absolute pixels, which are then left as text. */
function sizeOf(image: DraftImage, context: ReadContext): Size | null {
  const known = context.picture(image.file)
  if (known !== null) return known
  const { width, height } = image
  if (width !== null && height !== null && width > 0 && height > 0) return { width, height }
  const { assumedSide, dialect } = context
  const isAbsolute = dialect?.resized !== undefined || dialect?.id === 'plain-pixels'
  return assumedSide === undefined || isAbsolute ? null : { width: assumedSide, height: assumedSide }
}

/**
 * A row as records: its texts read with the context's dialect, in pixels of the upright picture. What a trainer would stop at or misread
 * is in the report: with an error nothing of the row is taken, but for coordinates that cannot be read, which stay text.
 */
export function readTurns(row: RowReading, piece: Piece, context: ReadContext): Read {
  const notes: RowNote[] = [...row.notes]
  const spans: RowNote[] = []
  const finish = (read: Read | null): Read => {
    const report = [
      ...[...notes, ...spans].map((note): ReportLine => ({ ...note, ...piece.place })),
      ...(read?.report ?? []),
    ]
    return { records: read?.records ?? [], report, unknown: row.unknown }
  }
  const { dialogue } = row
  if (dialogue === null) return finish(null)
  notes.push(...checkTurns(dialogue.turns), ...lengthNotes(dialogue.turns, row.cutTokens))
  const sizes = dialogue.images.map((image) => sizeOf(image, context))
  const reading: Reading = { dialect: context.dialect, sizes, regions: [], known: new Map(), notes, spans }
  const fronted = picturesInFront(dialogue.turns[0])
  const turns = dialogue.turns.map((turn, index) => readTurn(turn, reading, index === 0 ? fronted : 0))
  for (const { name, shape } of dialogue.shapes ?? []) {
    checkArea(shape, notes)
    placeOf(shape, '', 0, reading, name)
  }
  const isText = dialogue.turns.some((turn) => turn.pieces.some((one) => one.kind === 'mention'))
  if (dialogue.images.length > 1 && reading.regions.length > 0 && !isText) {
    const message = 'The row has several pictures; its coordinates are taken to be on the first.'
    notes.push({ severity: 'warning', code: 'which-picture', message })
  }
  if (notes.some((note) => note.severity === 'error')) return finish(null)
  const { id, images, kind } = dialogue
  return finish(
    makeRecords(
      { id, images, regions: reading.regions, turns, ...(kind === undefined ? {} : { kind }) },
      piece.place,
      context,
    ),
  )
}
