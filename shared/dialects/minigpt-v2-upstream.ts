import type { Size } from '../geometry/spaces.ts'
import type { DialectShape } from './dialect.ts'
import { minigptText, minigptWords } from './minigpt-v2.ts'

const picture = '<Img><ImageHere></Img>'

/** A referring row: the question with the words of the object in `{}` of the template, and the answer. Templates are upstream's. */
export function minigptRefer(template: string, phrase: string, box: DialectShape, size: Size): [string, string] {
  const asked = template.replace('{}', () => minigptWords(phrase))
  return [`${picture} [refer] ${asked} `, minigptText(box, size)]
}

/** An identifying row: the question with the box in `{}` of the template, and the words as the answer. */
export function minigptIdentify(template: string, phrase: string, box: DialectShape, size: Size): [string, string] {
  const asked = template.replace('{}', () => minigptText(box, size))
  return [`${picture} [identify] ${asked} `, minigptWords(phrase)]
}

type Pixels = [number, number, number, number]

function toPixels(numbers: readonly number[], size: Size): Pixels {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers
  return [(x1 / 100) * size.width, (y1 / 100) * size.height, (x2 / 100) * size.width, (y2 / 100) * size.height]
}

/**
 * What REC evaluation takes (`eval_ref.py` of Vision-CAIR/MiniGPT-4, written anew): without blanks the answer must begin with a box of
 * up to three digits each; more than four numbers in all cannot be scored. Null: not accepted.
 */
export function readMinigptRec(text: string, size: Size): Pixels | null {
  const answer = text.replaceAll('<unk>', '').replaceAll(' ', '').trim()
  if (!/^\{<\d{1,3}><\d{1,3}><\d{1,3}><\d{1,3}>\}/.test(answer)) return null
  return toPixels([...answer.matchAll(/\d+/g)].slice(0, 4).map(Number), size)
}

/** What MiniGPT-v2's demo draws: boxes by phrase, or the only box of an answer. */
export type MinigptDemo =
  | { readonly mode: 'all'; readonly boxes: ReadonlyMap<string, Pixels[]> }
  | { readonly mode: 'single'; readonly boxes: Pixels[] }

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
}

function unescapeHtml(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|#x27);/g, (mark) => entities[mark] ?? mark).replaceAll('&amp;', '&')
}

function integers(text: string): number[] {
  return [...text.matchAll(/-?\d+/g)].map((match) => Number(match[0]))
}

/** The demo's reader (`demo_v2.py`, written anew): any four whole numbers are a box. Null when it draws nothing. */
export function readMinigptDemo(text: string, size: Size): MinigptDemo | null {
  const answer = unescapeHtml(text)
  const last = answer.lastIndexOf('}')
  const finished = last < 0 ? answer : answer.slice(0, last + 1)
  const groups = [...finished.matchAll(/<p>(.*?)\}(?!<)/g)].map((match) => (match[1] ?? '').split('</p>'))
  if (groups.length === 0) {
    const numbers = integers(answer)
    return numbers.length === 4 ? { mode: 'single', boxes: [toPixels(numbers, size)] } : null
  }
  const boxes = new Map<string, Pixels[]>()
  for (const [phrase, list, ...more] of groups) {
    if (phrase === undefined || list === undefined || more.length > 0) continue
    for (const one of list.split('<delim>')) {
      const numbers = integers(one)
      if (numbers.length === 4) boxes.set(phrase, [...(boxes.get(phrase) ?? []), toPixels(numbers, size)])
    }
  }
  return boxes.size > 0 ? { mode: 'all', boxes } : null
}
