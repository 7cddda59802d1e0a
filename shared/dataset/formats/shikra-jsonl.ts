import type { ReportLine } from '../../api/dataset.ts'
import type { DialectShape } from '../../dialects/dialect.ts'
import { shapeNumbers } from '../../dialects/mention.ts'
import { shikra } from '../../dialects/shikra.ts'
import { placeImage } from '../../dialogue/prompt.ts'
import type { Region } from '../../dialogue/region.ts'
import { auditForDialect } from '../audit.ts'
import type { FileNames, Format, Written } from '../format.ts'
import { hasErrors, reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'
import { splitFileName } from '../split.ts'
import { type MarkedTurn, markTurn } from './marked-turn.ts'
import { rowReader } from './row-reader.ts'
import { breaksFormat, fillShikraItem, type ShikraItem } from './shikra-item.ts'
import { shikraLoader, shikraLoaderFile } from './shikra-loader.ts'
import { readShikraLine } from './shikra-read.ts'
import { readShikraRow } from './shikra-rows.ts'
import { bare, stockFiles, stockRow } from './shikra-stock.ts'

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

type ShikraLine = { readonly file: string; readonly row: unknown; readonly item: ShikraItem }

function lineFor(
  source: DialogueSource,
  marked: readonly MarkedTurn[],
  image: string,
): ShikraLine | { problem: string } {
  const stock = stockRow(source, marked, image)
  if (stock === null) {
    const item = itemOf(image, marked)
    return { file: itemsFile, row: item, item }
  }
  const read = readShikraRow(stock.row, stock.reading)
  return read.ok ? { file: stock.file, row: stock.row, item: read.value } : { problem: read.error }
}

/** What a line does not keep of the turns, each kind named once. */
function lossesOf(source: DialogueSource, marked: readonly MarkedTurn[], line: ShikraLine): ReportLine[] {
  const isStock = line.file !== itemsFile
  const hasPhrases = line.file === 'flickr.jsonl' || line.file === 'gpt4gen.jsonl'
  const losses = new Map<string, ReportLine>()
  const note = (code: string, message: string, at: number): void => {
    if (!losses.has(code)) losses.set(code, reportOn(source, 'loss', code, message, source.turns[at]?.id))
  }
  for (const [at, turn] of marked.entries()) {
    const said = bare(line.item.conversations[at]?.value ?? '')
    // What a loader puts around the words loses none of them.
    if (isStock && !said.includes(bare(turn.text).replace(/[\s.]+$/, ''))) {
      if (at > 0) note('answer-worded', `Shikra’s loader words the answer: “${said}”.`, at)
      else note('question-worded', 'Shikra’s loader words the question by its templates.', at)
    }
    for (const [index, regions] of turn.mentions.entries()) {
      const phrase = turn.phrases[index]
      if (!hasPhrases && phrase !== undefined) {
        note('phrase-lost', 'Shikra’s lines do not say which words a mention belongs to.', at)
      }
      if (regions.some(({ label }) => label !== '' && !(hasPhrases && label === phrase))) {
        note('label-lost', 'Shikra has no place for what regions are called.', at)
      }
    }
  }
  return [...losses.values()]
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
  report.push(...lossesOf(source, marked, line))
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
      about: `In-memory items (image, target, conversations) of any number of rounds, for ${shikraLoaderFile}`,
      layout: { kind: 'lines' },
    },
    { name: shikraLoaderFile, about: 'Loader of items.jsonl for Shikra’s training code', layout: { kind: 'whole' } },
  ],
  can: { points: true, boxes: true, polygons: false, dialogue: true, severalImages: false, loss: false },
  pictures: 'named',
  lossless: false,
  stateless: true,
  splitFile: (file, split) => (file === shikraLoaderFile ? file : splitFileName(file, split)),
  open: ({ fileOf, labels }) => ({
    writeDialogue: (source) => writeShikra(source, fileOf),
    end(files) {
      if (!files.has(itemsFile) || !labels.claim(shikraLoaderFile)) return []
      return [{ file: shikraLoaderFile, text: shikraLoader, image: null, shapes: () => [] }]
    },
  }),
  reader: rowReader({ kind: 'lines' }, readShikraLine),
}
