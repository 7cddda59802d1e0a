import type { Size } from '../geometry/spaces.ts'

/** An element of Qwen-VL's list form of a message. */
export type QwenVlElement = { readonly [kind in 'image' | 'ref' | 'box' | 'quad' | 'text']?: string }

const pairs = { img: 'image', ref: 'ref', box: 'box', quad: 'quad' } as const

/**
 * A message as the tokenizer's `to_list_format` splits it: tagged pieces and the text between them. `null` where it raises, because
 * a tag is not closed.
 */
export function qwenVlList(text: string): QwenVlElement[] | null {
  const whole = text.normalize('NFC')
  const found: QwenVlElement[] = []
  let at = 0
  for (const match of whole.matchAll(/<(img|ref|box|quad)>/g)) {
    if (match.index < at) continue
    const tag = match[1] as keyof typeof pairs
    const begin = match.index + match[0].length
    const end = whole.indexOf(`</${tag}>`, begin)
    if (end < 0) return null
    if (match.index > at) found.push({ text: whole.slice(at, match.index) })
    found.push({ [pairs[tag]]: whole.slice(begin, end) })
    at = end + tag.length + 3
  }
  if (at < whole.length) found.push({ text: whole.slice(at) })
  return found
}

/**
 * The boxes that the tokenizer's drawing helper draws, in whole pixels; a box is named by a `<ref>` right before it. `null` where it
 * raises.
 */
export function qwenVlDrawn(
  text: string,
  size: Size,
): { px: number[]; ref?: string }[] | 'ValueError' | 'AssertionError' {
  const list = qwenVlList(text)
  if (list === null) return 'ValueError'
  const drawn: { px: number[]; ref?: string }[] = []
  for (const [index, element] of list.entries()) {
    if (element.box === undefined) continue
    const parts = element.box.replace(/[()]/g, '').split(',')
    if (!parts.every((part) => /^\s*[+-]?\d+\s*$/.test(part))) return 'ValueError'
    if (parts.length !== 4) return 'AssertionError'
    const px = parts.map((part, i) => Math.trunc((Number(part) / 1000) * (i % 2 === 0 ? size.width : size.height)))
    const before = list[index - 1]?.ref
    drawn.push(before === undefined ? { px } : { px, ref: before.trim() })
  }
  return drawn
}

/** The first box as the RefCOCO evaluation reads it, in pixels: divided by 999; four zeros when there is none. */
export function qwenVlEvaluated(text: string, size: Size): number[] {
  const match = /\((.*?)\),\((.*?)\)/.exec(text)
  const numbers = [...(match?.[1]?.split(',') ?? []), ...(match?.[2]?.split(',') ?? [])].map((part) =>
    part.trim() === '' ? Number.NaN : Number(part),
  )
  if (numbers.length !== 4 || numbers.some(Number.isNaN)) return [0, 0, 0, 0]
  return numbers.map((value, i) => (value / 999) * (i % 2 === 0 ? size.width : size.height))
}

/** The answer without marks, as the README shows it: boxes go where a phrase stands before them. */
export function qwenVlClean(text: string): string {
  return text.replace(/<ref>(.*?)<\/ref>(?:<box>.*?<\/box>)*(?:<quad>.*?<\/quad>)*/g, '$1').trim()
}

/** An element that `from_list_format` takes. */
export type QwenVlPiece =
  | { readonly image: string }
  | { readonly text: string }
  | { readonly box: readonly (readonly number[])[]; readonly ref?: string | undefined }

/** A message of pieces as `from_list_format` writes it: pictures are counted, without the blank that the README shows. */
export function qwenVlMessage(pieces: readonly QwenVlPiece[]): string {
  let pictures = 0
  return pieces
    .map((piece) => {
      if ('image' in piece) {
        pictures++
        return `Picture ${pictures}:<img>${piece.image}</img>\n`
      }
      if ('text' in piece) return piece.text
      const boxes = piece.box.map(([x1, y1, x2, y2]) => {
        const [a, b, c, d] = [x1, y1, x2, y2].map((value) => Math.trunc(value ?? 0))
        return `<box>(${a},${b}),(${c},${d})</box>`
      })
      return (piece.ref === undefined ? '' : `<ref>${piece.ref}</ref>`) + boxes.join('')
    })
    .join('')
}
