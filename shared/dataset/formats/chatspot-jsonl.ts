import { chatspotResize, rowBox } from '../../dialects/chatspot.ts'
import type { DialectShape } from '../../dialects/dialect.ts'
import { placeImage } from '../../dialogue/prompt.ts'
import { imageMark } from '../../dialogue/write-turn.ts'
import { auditForDialect } from '../audit.ts'
import type { FileNames, Format, Written } from '../format.ts'
import { hasErrors, reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { readChatspotRow } from './chatspot-read.ts'
import { type ChatspotRow, fillChatspotRow } from './chatspot-row.ts'
import { markTurn, mentionLosses } from './marked-turn.ts'
import { rowReader } from './row-reader.ts'

const file = 'chatspot.jsonl'

function writeChatspot(source: DialogueSource, fileOf: FileNames): Written {
  const [image] = source.images
  const report = auditForDialect(source, chatspotResize)
  if (image === undefined || hasErrors(report)) return { lines: [], report }
  const marked = source.turns.map((turn) => markTurn(turn, source, (regions) => regions.map(() => '<box>').join(' ')))
  const boxes: [number, number, number, number][] = []
  for (const { shape } of marked.flatMap((turn) => turn.mentions.flat())) {
    if (shape.kind !== 'box') {
      const message = 'The dialogue is left out: it mentions a point or a polygon, and ChatSpot rows hold boxes only.'
      return { lines: [], report: [...report, reportOn(source, 'loss', 'kind-unsupported', message)] }
    }
    boxes.push([...rowBox(shape)])
  }
  for (const { code, message } of mentionLosses(marked, 'ChatSpot'))
    report.push(reportOn(source, 'loss', code, message))
  const template = { ...chatspotResize.template, image: '' }
  const row: ChatspotRow = {
    image: fileOf(image),
    boxes,
    conversations: placeImage(marked, template).map((turn) => ({
      from: turn.role === 'user' ? 'human' : 'gpt',
      // A mark at the very start says no more than the loader's own words.
      value: turn.text.startsWith(imageMark) ? turn.text.slice(imageMark.length).trimStart() : turn.text,
    })),
  }
  const filled = fillChatspotRow(row, image, 'resize')
  if (!filled.ok) return { lines: [], report: [...report, reportOn(source, 'error', 'placeholders', filled.error)] }
  const shapes = (): DialectShape[] =>
    filled.value.flatMap((turn): readonly DialectShape[] =>
      chatspotResize.decode(turn.text, image).flatMap((span) => (span.kind === 'mention' ? span.shapes : [])),
    )
  return { lines: [{ file, text: JSON.stringify(row), image, shapes }], report }
}

/** MMGPT's conversation rows, which ChatSpot's framework reads. Its loader names the picture itself, so rows do only inside a sentence. */
export const chatspotJsonl: Format = {
  id: 'chatspot-jsonl',
  takes: 'dialogues',
  dialects: [chatspotResize],
  frame: () =>
    `Rows: left, top, width, height in pixels of the upright picture. Text after loading: ${chatspotResize.frame}`,
  files: [{ name: file, about: 'Conversation rows for MMGPT (ConversationDataset)', layout: { kind: 'lines' } }],
  can: { points: false, boxes: true, polygons: false, dialogue: true, severalImages: false, loss: false },
  pictures: 'named',
  lossless: false,
  stateless: true,
  open: ({ fileOf }) => ({ writeDialogue: (source) => writeChatspot(source, fileOf) }),
  reader: rowReader({ kind: 'lines' }, readChatspotRow),
}
