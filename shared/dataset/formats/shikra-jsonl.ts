import type { DialectShape } from '../../dialects/dialect.ts'
import { shapeNumbers } from '../../dialects/mention.ts'
import { shikra } from '../../dialects/shikra.ts'
import { placeImage } from '../../dialogue/prompt.ts'
import type { Region } from '../../dialogue/region.ts'
import { auditForDialect } from '../audit.ts'
import type { FileNames, Format, Written } from '../format.ts'
import { hasErrors, reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { type MarkedTurn, markTurn } from './marked-turn.ts'
import { rowReader } from './row-reader.ts'
import { breaksFormat, fillShikraItem, type ShikraItem } from './shikra-item.ts'
import { readShikraLine } from './shikra-read.ts'
import { readShikraRow } from './shikra-rows.ts'
import { stockFiles, stockRow } from './shikra-stock.ts'

const itemsFile = 'items.jsonl'

function markOf(regions: readonly Region[]): string {
  return regions[0]?.shape.kind === 'point' ? '<points>' : '<boxes>'
}

/** The dialogue as the item that every Shikra loader hands to training; fits any number of rounds. */
function itemOf(image: string, marked: readonly MarkedTurn[]): ShikraItem {
  const boxes: Region[] = []
  const points: Region[] = []
  const indexIn = (list: Region[], region: Region): number => {
    const at = list.indexOf(region)
    return at >= 0 ? at : list.push(region) - 1
  }
  const placed = placeImage(marked, shikra.template)
  const conversations = marked.map((turn, index): ShikraItem['conversations'][number] => {
    const boxesSeq: number[][] = []
    const pointsSeq: number[][] = []
    for (const regions of turn.mentions) {
      if (regions[0]?.shape.kind === 'point') pointsSeq.push(regions.map((region) => indexIn(points, region)))
      else boxesSeq.push(regions.map((region) => indexIn(boxes, region)))
    }
    return {
      from: turn.role === 'user' ? 'human' : 'gpt',
      value: placed[index]?.text ?? turn.text,
      boxes_seq: boxesSeq.length > 0 ? boxesSeq : null,
      points_seq: pointsSeq.length > 0 ? pointsSeq : null,
    }
  })
  const numbers = (list: readonly Region[]): number[][] => list.map((region) => shapeNumbers(region.shape))
  return { image, target: { boxes: numbers(boxes), points: numbers(points) }, conversations }
}

function lineFor(
  source: DialogueSource,
  marked: readonly MarkedTurn[],
  image: string,
): { file: string; row: unknown; item: ShikraItem } | { problem: string } {
  const stock = stockRow(source, marked, image)
  if (stock === null) {
    const item = itemOf(image, marked)
    return { file: itemsFile, row: item, item }
  }
  const read = readShikraRow(stock.row, stock.reading)
  return read.ok ? { file: stock.file, row: stock.row, item: read.value } : { problem: read.error }
}

/** One dialogue as its row; an error where upstream's loader would stop. */
function writeShikra(source: DialogueSource, fileOf: FileNames): Written {
  const [image] = source.images
  const report = auditForDialect(source, shikra)
  if (image === undefined || hasErrors(report)) return { lines: [], report }
  const fail = (code: string, message: string) => ({
    lines: [],
    report: [...report, reportOn(source, 'error', code, message)],
  })
  const marked = source.turns.map((turn) => markTurn(turn, source, markOf))
  const line = lineFor(source, marked, fileOf(image))
  if ('problem' in line) return fail('placeholders', line.problem)
  if (line.item.conversations.some(breaksFormat)) {
    return fail('brace', 'A message with regions holds a brace, which stops Shikra’s loader.')
  }
  const filled = fillShikraItem(line.item, image)
  if (!filled.ok) return fail('placeholders', filled.error)
  const shapes = (): DialectShape[] =>
    filled.value.flatMap((turn): readonly DialectShape[] =>
      shikra.decode(turn.text, image).flatMap((span) => (span.kind === 'mention' ? span.shapes : [])),
    )
  return { lines: [{ file: line.file, text: JSON.stringify(line.row), image, shapes }], report }
}

/**
 * Shikra's files: a stock row where the dialogue fits one, else the loaders' in-memory item. Each file is for one loader. What upstream
 * would stop at (braces where regions are filled in, marks that people typed) is refused.
 */
export const shikraJsonl: Format = {
  id: 'shikra-jsonl',
  takes: 'dialogues',
  dialects: [shikra],
  frame: () => `Rows: pixels of the upright picture, boxes by their corners. Text after loading: ${shikra.frame}`,
  files: [
    ...Object.entries(stockFiles).map(([name, about]) => ({ name, about, layout: { kind: 'lines' } as const })),
    {
      name: itemsFile,
      about: 'In-memory items (image, target, conversations); for a loader that returns them',
      layout: { kind: 'lines' },
    },
  ],
  can: { points: true, boxes: true, polygons: false, dialogue: true, severalImages: false, loss: false },
  pictures: 'named',
  lossless: false,
  stateless: true,
  open: ({ fileOf }) => ({ writeDialogue: (source) => writeShikra(source, fileOf) }),
  reader: rowReader({ kind: 'lines' }, readShikraLine),
}
