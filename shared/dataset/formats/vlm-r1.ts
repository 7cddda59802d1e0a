import type { ReportLine } from '../../api/dataset.ts'
import type { DialectShape } from '../../dialects/dialect.ts'
import type { Turn } from '../../dialogue/turn.ts'
import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import { importVlmR1Row } from '../import/vlm-r1.ts'
import { readImported } from '../read-imported.ts'
import { unlabelled } from '../region-losses.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { vlmR1Row } from '../vlm-r1-row.ts'

const file = 'vlm-r1.jsonl'

/** Words of a turn, mentions left out. */
function wordsOf(turn: Turn): string {
  return turn.parts.map((part) => (part.kind === 'text' || part.kind === 'malformed' ? part.text : '')).join('')
}

type Box = Extract<DialectShape, { kind: 'box' }>

type Answer = {
  readonly regions: readonly { readonly shape: Box; readonly label: string }[]
  readonly report: readonly ReportLine[]
}

/** The boxes of an answer, each with its label, else the words that it grounds. */
function boxesOf(source: DialogueSource, turn: Turn): Answer {
  const report: ReportLine[] = []
  const regions = turn.parts.flatMap((part) => {
    if (part.kind !== 'mention') return []
    return part.regionIds.flatMap((id) => {
      const region = source.regions[id]
      if (region === undefined) return []
      if (region.shape.kind === 'box') return [{ shape: region.shape, label: region.label || (part.phrase ?? '') }]
      const message = `A ${region.shape.kind} is left out: VLM-R1 has boxes alone.`
      report.push(reportOn(source, 'loss', 'kind-unsupported', message, turn.id))
      return []
    })
  })
  const named = regions.map(({ shape, label }) => ({ shape, label: label === '' ? unlabelled : label }))
  if (regions.some(({ label }) => label === '')) {
    const message = `A box has neither a label nor a phrase: VLM-R1 calls it “${unlabelled}”.`
    report.push(reportOn(source, 'loss', 'label-missing', message, turn.id))
  }
  if (regions.length > 0 && wordsOf(turn).trim() !== '') {
    const message = 'The words of the answer are left out: VLM-R1’s answers are lists of boxes.'
    report.push(reportOn(source, 'loss', 'words-lost', message, turn.id))
  }
  return { regions: named, report }
}

function write({ fileOf }: WriteContext): WriteSession {
  let id = 0
  return {
    writeDialogue(source) {
      const [image] = source.images
      if (image === undefined) return { lines: [], report: [] }
      const report: ReportLine[] = []
      const lines: WrittenLine[] = []
      for (const [index, turn] of source.turns.entries()) {
        const question = source.turns[index - 1]
        if (turn.role !== 'assistant' || question?.role !== 'user') continue
        if (question.parts.some((part) => part.kind === 'mention')) {
          const message = 'A question that points at a region is left out: VLM-R1 has no place for it.'
          report.push(reportOn(source, 'loss', 'pointing-question', message, question.id))
          continue
        }
        const answer = boxesOf(source, turn)
        report.push(...answer.report)
        const row = vlmR1Row(++id, fileOf(image), wordsOf(question).trim(), answer.regions, [])
        const [asked, answered] = row.conversations
        const isText = answer.regions.length === 0 && !turn.parts.some((part) => part.kind === 'mention')
        const conversations = isText ? [asked, { ...answered, value: wordsOf(turn) }] : row.conversations
        const text = JSON.stringify({ ...row, conversations })
        lines.push({ file, text, image, shapes: () => truncated(answer.regions) })
      }
      if (lines.length > 1) {
        const message = 'VLM-R1 has one question a line: the turns of the dialogue no longer know of each other.'
        report.push(reportOn(source, 'loss', 'dialogue-cut', message))
      }
      return { lines, report }
    },
  }
}

function truncated(regions: Answer['regions']): Box[] {
  return regions.map(({ shape }) => {
    const [x1, y1, x2, y2] = [Math.trunc(shape.x1), Math.trunc(shape.y1), Math.trunc(shape.x2), Math.trunc(shape.y2)]
    return { kind: 'box', x1, y1, x2, y2 }
  })
}

/** VLM-R1's detection data as X-AnyLabeling writes it: a question and a list of boxes a line. */
export const vlmR1: Format = {
  id: 'vlm-r1-jsonl',
  takes: 'dialogues',
  dialects: [],
  frame: () => 'Pixels of the upright picture, cut to whole numbers',
  files: [{ name: file, about: 'One question and its boxes a line', layout: { kind: 'lines' } }],
  can: { points: false, boxes: true, polygons: false, dialogue: false, severalImages: false, loss: false },
  pictures: 'named',
  lossless: false,
  stateless: false,
  open: write,
  reader: {
    layout: { kind: 'lines' },
    stateless: true,
    open: (context) => ({
      read: ({ value, place }) => readImported(importVlmR1Row(value, `line ${place.line}`), place, context),
    }),
  },
}
