import type { Size } from '../geometry/spaces.ts'
import { type CellPair, cellBox, patchToken, type UnitBox } from './kosmos-cells.ts'

/** A piece of Kosmos-2 text: plain, or a phrase with the cells of its boxes (none: a phrase without a box). */
export type KosmosPart = string | { readonly phrase: string; readonly cells: readonly CellPair[] }

const delimiter = '</delimiter_of_multi_objects/>'

/** The text that Hugging Face's processor gives to the tokenizer: patch tokens stand between blanks. */
export function writeKosmosHf(parts: readonly KosmosPart[]): string {
  const written = parts.map((part) => {
    if (typeof part === 'string') return part
    const pairs = part.cells.map((pair) => pair.map(patchToken).join(' ')).join(` ${delimiter} `)
    return `<phrase>${part.phrase}</phrase>${pairs === '' ? '' : `<object> ${pairs} </object>`}`
  })
  return `<grounding>${written.join('')}`
}

/** The text of a training sample: one blank in front of the first word, no tags around a phrase without a box, an end mark. */
export function writeKosmosTraining(parts: readonly KosmosPart[]): string {
  const written = parts.map((part) => {
    if (typeof part === 'string') return part
    if (part.cells.length === 0) return part.phrase
    const pairs = part.cells.map((pair) => pair.map(patchToken).join('')).join(delimiter)
    return `<phrase>${part.phrase}</phrase><object>${pairs}</object>`
  })
  const text = written.join('')
  return `<grounding>${text.startsWith('<') || text.startsWith(' ') ? text : ` ${text}`}</s>`
}

const pictureTokens = 64

/** A prompt with a picture as the processor writes it: a start mark, 64 places for the picture between its tags, then the text. */
export function kosmosPrompt(text: string): string {
  return `<s>${Array.from({ length: pictureTokens + 1 }, () => '<image>').join(' ')} </image> ${text}`
}

/** A phrase of an answer with its place in the cleaned text (in characters) and its boxes in 0 to 1 and in pixels. */
export type KosmosEntity = {
  readonly phrase: string
  readonly span: readonly [start: number, end: number]
  readonly boxesNorm: readonly UnitBox[]
  readonly boxesPx: readonly UnitBox[]
}

const pair = String.raw`<patch_index_\d+><patch_index_\d+>`
const entity = new RegExp(`(<phrase>([^<]+)</phrase>)?<object>((?:${pair}${delimiter})*${pair})</object>`, 'g')

function bare(text: string): string {
  return text.replace(/<.*?>/g, '')
}

function characters(text: string): number {
  return [...text].length
}

/**
 * What Hugging Face's `post_process_generation` reads (transformers 5.23.0, written anew): the text after the picture without anything
 * between angle brackets, and the phrases with boxes. A box without a phrase is named after its cells. No checks, as upstream.
 */
export function readKosmosAnswer(
  answer: string,
  size: Size,
): { readonly text: string; readonly entities: KosmosEntity[] } {
  const text = answer.split('</image>').at(-1) ?? ''
  const cleaned = bare(text)
  const lead = characters(cleaned) - characters(cleaned.trimStart())
  const entities: KosmosEntity[] = []
  const add = (name: string, start: number, end: number, cells: readonly CellPair[]): void => {
    const before = characters(name) - characters(name.trimStart())
    const after = characters(name) - characters(name.trimEnd())
    const boxesNorm = cells.map(cellBox)
    entities.push({
      phrase: name.trim(),
      span: [
        characters(bare(text.slice(0, start))) - lead + before,
        characters(bare(text.slice(0, end))) - lead - after,
      ],
      boxesNorm,
      boxesPx: boxesNorm.map(([x1, y1, x2, y2]) => [
        x1 * size.width,
        y1 * size.height,
        x2 * size.width,
        y2 * size.height,
      ]),
    })
  }
  for (const match of text.matchAll(entity)) {
    const phrase = match[2]
    const cells = (match[3] ?? '').split(delimiter).map((one): CellPair => {
      const [a = 0, b = 0] = [...one.matchAll(/\d+/g)].map((index) => Number(index[0]))
      return [a, b]
    })
    if (phrase === undefined) {
      for (const one of cells) add(`<patch_index_${one[0]}><patch_index_${one[1]}>`, match.index, match.index, [one])
    } else {
      const start = match.index + '<phrase>'.length
      add(phrase, start, start + phrase.length, cells)
    }
  }
  return { text: cleaned.trim(), entities }
}
