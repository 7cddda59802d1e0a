import { roundHalfEven } from '../../geometry/rounding.ts'
import { pythonStrip } from './nougat-pattern.ts'

/** One page of Nougat's index. */
export type NougatPage = {
  /** Where the text of a page that was read by OCR stands. */
  readonly ocr?: string
  readonly image: string
  readonly markdown: string
  /** What `pdffigures` found on the page, boxes in pixels at 96 dpi. */
  readonly meta: readonly Readonly<Record<string, unknown>>[]
}

type Json = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function pixels(points: unknown): unknown {
  const pixel = (value: unknown): unknown => (typeof value === 'number' ? roundHalfEven((96 / 72) * value) : value)
  if (Array.isArray(points)) return points.map(pixel)
  if (!isRecord(points)) return null
  return Object.fromEntries(Object.entries(points).map(([key, value]) => [key, pixel(value)]))
}

/** The figures of each page of a `meta.json`; null when it does not say how many pages there are. */
function figuresByPage(meta: unknown): Json[][] | null {
  const pages = isRecord(meta) ? meta.num_pages : null
  if (!isRecord(meta) || typeof pages !== 'number' || !Number.isSafeInteger(pages) || pages > 1e6) return null
  const figures: Json[][] = Array.from({ length: Math.max(0, pages) }, () => [])
  for (const one of Array.isArray(meta.pdffigures) ? meta.pdffigures : []) {
    if (!isRecord(one)) continue
    const { page, ...item } = one
    if (typeof page !== 'number') continue
    const boxes = ['regionBoundary', 'captionBoundary'].flatMap((key) =>
      Object.hasOwn(item, key) ? [[key, pixels(item[key])]] : [],
    )
    figures.at(page)?.push({ ...item, source: 'fig', ...Object.fromEntries(boxes) })
  }
  return figures
}

/**
 * The index lines of one document's folder (`create_index.py` of facebookresearch/nougat @ 5a92920). `files` are its `NN.mmd` with their
 * text and its `NN_OCR.txt`, by path. A page that `meta.json` does not count is left out; without a readable `meta.json` all are.
 */
export function nougatPages(files: Readonly<Record<string, string>>, meta: unknown): NougatPage[] {
  const figures = figuresByPage(meta)
  if (figures === null) return []
  return Object.entries(files).flatMap(([path, text]) => {
    const stem = /^(.*?(\d+))\.mmd$/.exec(path)
    const found = stem === null ? undefined : figures.at(Number(stem[2]) - 1)
    if (stem === null || found === undefined) return []
    const ocr = `${stem[1]}_OCR.txt`
    const page = { image: `${stem[1]}.png`, markdown: pythonStrip(text), meta: found }
    return [Object.hasOwn(files, ocr) ? { ocr, ...page } : page]
  })
}

function utf8Bytes(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
}

/** The number of bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const sign of text) bytes += utf8Bytes(sign.codePointAt(0) ?? 0)
  return bytes
}

/** The byte at which each line of a JSONL text in UTF-8 begins: what `<name>.seek.map` beside it holds. */
export function lineOffsets(text: string): number[] {
  const offsets: number[] = []
  let byte = 0
  let isStart = true
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0
    if (isStart) offsets.push(byte)
    byte += utf8Bytes(code)
    isStart = code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)
    if (code > 0xffff) i++
  }
  return offsets
}
