import type { ReportLine } from '../../api/dataset.ts'
import type { TextHazard } from '../../dialects/dialect.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Region } from '../../dialogue/region.ts'
import type { Part, Turn } from '../../dialogue/turn.ts'
import { assertNever, type Result } from '../../result.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import type { PicturedTurn, TurnPiece } from './pictured-turn.ts'

/** A mention as a format is asked to write it. */
export type WrittenMention = {
  readonly regions: readonly Region[]
  readonly image: ImageFile
  /** The picture's place among those of the dialogue. */
  readonly imageIndex: number
  readonly turn: Turn
  /** The words it belongs to, taken out of the text in front of it; only where the rules take them. */
  readonly phrase?: string
  /** The words it belongs to, wherever they are. */
  readonly words?: string | undefined
}

/** How a format writes texts. */
export type TextRules = {
  /** Marks of the container that people must not type. */
  readonly marks: RegExp
  hazards(text: string): readonly TextHazard[]
  /** Whether the words of a mention are taken out of the text, and where their blank goes. */
  readonly phrases?: 'blank-inside' | 'blank-outside' | undefined
  /** The mention as text. `note` names what it does not keep, and what to look at. */
  mention(
    mention: WrittenMention,
    note: (severity: 'loss' | 'warning', code: string, message: string) => void,
  ): Result<string, { readonly code: string; readonly message: string }>
  isTaught?(turn: Turn): boolean
}

/** A dialogue as turns with pictures and texts in which coordinates are written. */
export type WrittenTurns = {
  readonly turns: readonly PicturedTurn[]
  /** The pictures in the order of their marks. */
  readonly images: readonly ImageFile[]
  readonly report: readonly ReportLine[]
  /** It holds a shape that the format has no kind for; the report says so, and nothing of it may be written. */
  readonly isLeftOut: boolean
}

type Writing = {
  readonly source: DialogueSource
  readonly rules: TextRules
  readonly images: readonly ImageFile[]
  readonly report: ReportLine[]
  readonly shown: Set<number>
  isLeftOut: boolean
}

/** The pictures in the order in which questions name them, those that none names in front. */
function imagesInOrder(source: DialogueSource): { images: ImageFile[]; unnamed: number } {
  const named: string[] = []
  for (const turn of source.turns) {
    if (turn.role !== 'user') continue
    for (const part of turn.parts) {
      if (part.kind === 'image' && !named.includes(part.imageId)) named.push(part.imageId)
    }
  }
  const unnamed = source.images.filter((image) => !named.includes(image.id))
  const rest = named.flatMap((id) => source.images.find((image) => image.id === id) ?? [])
  return { images: [...unnamed, ...rest], unnamed: unnamed.length }
}

function takePhrase(text: string, phrase: string | undefined, rules: TextRules): { text: string; phrase?: string } {
  const words = phrase?.trim() ?? ''
  const before = text.trimEnd()
  if (rules.phrases === undefined || words === '' || !before.endsWith(words)) return { text }
  const rest = before.slice(0, -words.length)
  if (rules.phrases === 'blank-outside' || !rest.endsWith(' ')) return { text: rest, phrase: words }
  return { text: rest.slice(0, -1), phrase: ` ${words}` }
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1)
}

function checkText(text: string, turn: Turn, { source, rules, report }: Writing): void {
  const mark = rules.marks.exec(text)?.[0]
  if (mark !== undefined) {
    const message = `“${mark}” stands in a text as words, and the trainer would take it for a mark of its own.`
    report.push(reportOn(source, 'error', 'placeholder', message, turn.id))
  }
  for (const hazard of rules.hazards(text)) {
    if (hazard.code === 'brace' || hazard.text === mark) continue
    const message = `“${hazard.text}” means something to the model here.`
    const severity = hazard.code === 'placeholder' ? 'error' : 'warning'
    report.push(reportOn(source, severity, hazard.code, message, turn.id))
  }
}

function writeMention(part: Part & { kind: 'mention' }, turn: Turn, text: string, writing: Writing): string {
  const { source, rules, images, report } = writing
  const regions = part.regionIds.flatMap((id) => source.regions[id] ?? [])
  // What is gone is an error of the audit already.
  if (regions.length < part.regionIds.length) return text
  const imageIndex = images.findIndex((image) => image.id === regions[0]?.imageId)
  const image = images[imageIndex]
  if (image === undefined || regions.some((region) => region.imageId !== image.id)) {
    const message = 'A mention names regions of a picture that is not the dialogue’s, or of several.'
    report.push(reportOn(source, 'error', 'other-image', message, turn.id))
    return text
  }
  const taken = takePhrase(text, part.phrase, rules)
  const phrase = taken.phrase === undefined ? {} : { phrase: taken.phrase }
  const note = (severity: 'loss' | 'warning', code: string, message: string): void => {
    report.push(reportOn(source, severity, code, message, turn.id))
  }
  const written = rules.mention({ regions, image, imageIndex, turn, words: part.phrase, ...phrase }, note)
  if (written.ok) return taken.text + written.value
  const { code, message } = written.error
  if (code === 'kind-unsupported') {
    if (!writing.isLeftOut) {
      report.push(reportOn(source, 'loss', code, `The dialogue is left out: ${message}.`, turn.id))
    }
    writing.isLeftOut = true
  } else report.push(reportOn(source, 'error', code, `${sentence(message)}.`, turn.id))
  return text
}

function writeTurn(turn: Turn, front: readonly TurnPiece[], writing: Writing): PicturedTurn {
  const { source, rules, images, report, shown } = writing
  const pieces: TurnPiece[] = [...front]
  let text = ''
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
  }
  for (const part of turn.parts) {
    switch (part.kind) {
      case 'text':
        checkText(part.text, turn, writing)
        text += part.text
        break
      case 'malformed': {
        const message = `“${part.text}” could not be read as coordinates: ${part.message}.`
        report.push(reportOn(source, 'error', 'malformed', message, turn.id))
        text += part.text
        break
      }
      case 'image': {
        const index = images.findIndex((image) => image.id === part.imageId)
        if (turn.role === 'assistant') {
          report.push(reportOn(source, 'error', 'image-in-answer', 'An answer cannot hold a picture.', turn.id))
        } else if (index < 0) {
          const message = 'A question names a picture that is not the dialogue’s.'
          report.push(reportOn(source, 'error', 'other-image', message, turn.id))
        } else if (shown.has(index)) {
          const message = 'A picture is named again; only its first mark is kept.'
          report.push(reportOn(source, 'loss', 'image-repeated', message, turn.id))
        } else {
          shown.add(index)
          flush()
          pieces.push({ kind: 'image', image: index })
        }
        break
      }
      case 'mention':
        text = writeMention(part, turn, text, writing)
        break
      default:
        assertNever(part)
    }
  }
  flush()
  const taught = rules.isTaught === undefined || turn.role === 'user' ? {} : { isTaught: rules.isTaught(turn) }
  return { role: turn.role, pieces, ...taught }
}

/**
 * A dialogue's turns as a trainer of named pictures takes them. Each picture has one mark: where a question first names it, else in front
 * of the first question. Total: what cannot be written is named in the report.
 */
export function writeTurns(source: DialogueSource, rules: TextRules): WrittenTurns {
  const { images, unnamed } = imagesInOrder(source)
  const report: ReportLine[] = []
  const shown = new Set(Array.from({ length: unnamed }, (_, index) => index))
  const writing: Writing = { source, rules, images, report, shown, isLeftOut: false }
  const first = source.turns.findIndex((turn) => turn.role === 'user')
  const front = [...shown].map((image): TurnPiece => ({ kind: 'image', image }))
  const turns = source.turns.map((turn, index) => writeTurn(turn, index === first ? front : [], writing))
  return { turns, images, report, isLeftOut: writing.isLeftOut }
}
