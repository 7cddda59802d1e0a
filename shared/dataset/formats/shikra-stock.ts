import { shapeNumbers } from '../../dialects/mention.ts'
import type { Region } from '../../dialogue/region.ts'
import { imageMark } from '../../dialogue/write-turn.ts'
import { boxArea, boxContains } from '../../geometry/box.ts'
import type { DialogueSource } from '../source.ts'
import type { MarkedTurn } from './marked-turn.ts'
import { plainTemplates, type ShikraReading } from './shikra-rows.ts'

/** A dialogue as a stock row, and the loader that makes the same question and answer of it again. */
export type StockRow = { readonly file: string; readonly row: unknown; readonly reading: ShikraReading }

/** The files for stock rows and their loaders. */
export const stockFiles: Readonly<Record<string, string>> = {
  'rec.jsonl': 'RECDataset: find the box of an expression; the loader words the question by its templates',
  'reg.jsonl': 'REGDataset: describe a box; the loader words the question by its templates',
  'flickr.jsonl': 'FlickrDataset: captions with boxes; the loader words the question by its templates',
  'pointqa.jsonl': 'Point_QA_local, version p: a question about a point, the box around it beside it',
  'gpt4gen.jsonl': 'GPT4Gen, version bc: reasoning with boxes and a short answer',
}

const asksWhere =
  /^(?:and )?(?:please )?(?:where (?:is|are|can i see|do you see)|(?:can you )?find|locate|show me|point (?:to|at|out)|mark|box|give me the box of) (.+?)[\s?.!]*$/i
const asksWhat =
  /^(?:and )?(?:what is|what’s|what's|what does|what do you see|name the object|describe|which object is|tell me what is)(?: in| inside| at| on)?(?: the)?(?: box| region| area)?\s*<boxes>\s*(?:show)?[\s?.!]*$/i
const givesAnswer = /(?:so )?the answer is (.+?)\s*\.?\s*$/i

/** The words of a message, without its picture. */
export function bare(text: string): string {
  return text.replaceAll(imageMark, ' ').replace(/\s+/g, ' ').trim()
}

/** The words of an answer besides its regions, as far as they say something of their own. */
function ownWords(answer: MarkedTurn): string {
  return bare(answer.text.replaceAll('<boxes>', ' '))
    .replace(/^answer:/i, '')
    .replace(/[\s.!:]+$/, '')
    .trim()
    .toLowerCase()
}

function onlyBox(turn: MarkedTurn): Region | null {
  const [mention] = turn.mentions
  const [region] = mention ?? []
  const isSingle = turn.mentions.length === 1 && mention?.length === 1
  return isSingle && region?.shape.kind === 'box' ? region : null
}

function allBoxes(turn: MarkedTurn): boolean {
  return turn.mentions.flat().every((region) => region.shape.kind === 'box')
}

function findRow(ask: MarkedTurn, answer: MarkedTurn, image: string): StockRow | null {
  const region = onlyBox(answer)
  const expression = asksWhere.exec(bare(ask.text))?.[1]?.replace(/ in this picture$/i, '')
  if (region === null || ask.mentions.length > 0 || expression === undefined) return null
  const words = ownWords(answer)
  if (words !== '' && words !== expression.toLowerCase()) return null
  const row = { img_path: image, expression, bbox: shapeNumbers(region.shape) }
  return { file: 'rec.jsonl', row, reading: { loader: 'RECDataset', template: plainTemplates.find } }
}

function describeRow(ask: MarkedTurn, answer: MarkedTurn, image: string): StockRow | null {
  const region = onlyBox(ask)
  if (region === null || answer.mentions.length > 0 || !asksWhat.test(bare(ask.text))) return null
  const row = { img_path: image, expression: answer.text, bbox: shapeNumbers(region.shape) }
  return { file: 'reg.jsonl', row, reading: { loader: 'REGDataset', template: plainTemplates.describe } }
}

/** The text with `<ph_st>` and `<ph_ed>` around the words of each mention; around nothing where a mention has no words in front of it. */
function tagged(turn: MarkedTurn, text: string): string {
  const pieces = text.split('<boxes>')
  const last = pieces.pop() ?? ''
  return (
    pieces
      .map((piece, index) => {
        const words = turn.phrases[index]?.trim() ?? ''
        const before = words !== '' && piece.endsWith(words) ? piece.slice(0, -words.length) : piece
        return `${before}<ph_st>${piece.slice(before.length)}<ph_ed>`
      })
      .join('') + last
  )
}

function captionRow(source: DialogueSource, ask: MarkedTurn, answer: MarkedTurn, image: string): StockRow | null {
  const isCaption = source.dialogue.kind === 'caption' && ask.mentions.length === 0 && answer.mentions.length > 0
  // The loader adds `.jpg` to the image's id.
  if (!isCaption || !allBoxes(answer) || !image.endsWith('.jpg')) return null
  const regions = [...new Set(answer.mentions.flat())]
  const row = {
    id: source.dialogue.id,
    image_id: image.slice(0, -'.jpg'.length),
    boxes: regions.map((region) => shapeNumbers(region.shape)),
    sentence: tagged(answer, answer.text),
    boxes_seq: answer.mentions.map((mention) => mention.map((region) => regions.indexOf(region))),
  }
  return { file: 'flickr.jsonl', row, reading: { loader: 'FlickrDataset', template: plainTemplates.ground } }
}

/** The smallest box of the picture that a person drew or accepted around the point. */
function boxAround(source: DialogueSource, point: Region): Region | null {
  const { shape } = point
  if (shape.kind !== 'point') return null
  let best: { region: Region; area: number } | null = null
  for (const region of source.index.ofImage.get(point.imageId) ?? []) {
    const judgement = region.proposal?.judgement
    const isTrusted = judgement === undefined || judgement === 'accepted' || judgement === 'corrected'
    if (!isTrusted || region.shape.kind !== 'box') continue
    const area = boxArea(region.shape)
    if (area > 0 && boxContains(region.shape, shape) && (best === null || area < best.area)) best = { region, area }
  }
  return best?.region ?? null
}

function pointRow(source: DialogueSource, ask: MarkedTurn, answer: MarkedTurn, image: string): StockRow | null {
  const [point] = ask.mentions[0] ?? []
  const words = bare(ask.text)
  const isPlain = ask.mentions.length === 1 && ask.mentions[0]?.length === 1 && answer.mentions.length === 0
  if (point === undefined || !isPlain || !words.endsWith('<points>')) return null
  const box = boxAround(source, point)
  const said = /^the answer is (.+?)\s*\.$/i.exec(answer.text.trim())?.[1]
  if (box === null || said === undefined) return null
  const row = {
    file_path: image,
    question: words.slice(0, -'<points>'.length),
    answer: said,
    bbox: shapeNumbers(box.shape),
    point: shapeNumbers(point.shape),
  }
  const reading = { loader: 'Point_QA_local', version: 'p', template: plainTemplates.ask } as const
  return { file: 'pointqa.jsonl', row, reading }
}

function reasonRow(ask: MarkedTurn, answer: MarkedTurn, image: string): StockRow | null {
  const short = givesAnswer.exec(answer.text)?.[1]
  if (short === undefined || /<boxes>/.test(short) || answer.mentions.length === 0) return null
  if (!allBoxes(ask) || !allBoxes(answer)) return null
  const regions = [...new Set([...ask.mentions, ...answer.mentions].flat())]
  const seq = (turn: MarkedTurn): number[][] =>
    turn.mentions.map((mention) => mention.map((region) => regions.indexOf(region)))
  const row = {
    img_path: image,
    boxes: regions.map((region) => shapeNumbers(region.shape)),
    question: tagged(ask, bare(ask.text)),
    question_boxes_seq: seq(ask),
    answer: short,
    cot_with_ans: tagged(answer, answer.text),
    answer_boxes_seq: seq(answer),
  }
  const reading = { loader: 'GPT4Gen', version: 'bc', template: plainTemplates.ask } as const
  return { file: 'gpt4gen.jsonl', row, reading }
}

/**
 * The stock row that this dialogue fits, or null: one round whose form the loader gives back. A row never invents a region: PointQA,
 * which asks for a box beside its point, is used only where one was drawn or accepted.
 */
export function stockRow(source: DialogueSource, marked: readonly MarkedTurn[], image: string): StockRow | null {
  const [ask, answer] = marked
  if (marked.length !== 2 || ask === undefined || answer === undefined) return null
  return (
    findRow(ask, answer, image) ??
    describeRow(ask, answer, image) ??
    captionRow(source, ask, answer, image) ??
    pointRow(source, ask, answer, image) ??
    reasonRow(ask, answer, image)
  )
}
