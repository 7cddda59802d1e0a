import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser, SpanWarning } from './dialect.ts'
import { findTokens } from './hazards.ts'
import { shapeNumbers } from './mention.ts'
import { type Found, literalAt, type PlaceReader, plain, scanParser } from './scan-parser.ts'
import { checkShapes, noShapes, onlyBoxes } from './shape-kinds.ts'

const last = 1023
const token = /<loc\d{4}>/y
const masks = /(?:<seg\d{3}>){16}/y
const maskRun = 16 * '<seg000>'.length

/** The location tokens of a box, y first: the share of the side in float32 times 1023, half to even, kept within 0..1023. */
function paligemmaTokens(shape: DialectShape, size: Size): string {
  const bins = shapeNumbers(shape).map((value, index) => {
    const unit = Math.fround(value / (index % 2 === 0 ? size.width : size.height))
    return Math.min(Math.max(roundHalfEven(Math.fround(unit * last)), 0), last) || 0
  })
  return [bins[1], bins[0], bins[3], bins[2]].map((bin) => `<loc${String(bin).padStart(4, '0')}>`).join('')
}

function encode(shapes: readonly DialectShape[], size: Size, context?: MentionContext): Result<string, EncodeLoss> {
  const loss = checkShapes(shapes, 'PaliGemma', onlyBoxes)
  if (loss !== null) return err(loss)
  const texts: string[] = []
  for (const [index, shape] of shapes.entries()) {
    const label = (context?.labels?.[index] || (context?.phrase ?? '')).trim()
    if (/[;<>\n]/.test(label)) {
      return err({ code: 'unsafe-label', message: `“${label}” holds a semicolon, an angle bracket or a line break` })
    }
    texts.push(paligemmaTokens(shape, size) + (label === '' ? '' : ` ${label}`))
  }
  return ok(texts.join(' ; '))
}

function boxOf(bins: readonly number[], size: Size, place: { start: number; end: number }): Found {
  const [y1 = 0, x1 = 0, y2 = 0, x2 = 0] = bins
  const problem = (code: 'out-of-range' | 'corners-swapped', message: string): Found => ({
    kind: 'malformed',
    ...place,
    code,
    message,
  })
  const beyond = bins.find((bin) => bin > last)
  if (beyond !== undefined) return problem('out-of-range', `${beyond} is outside 0 to ${last}`)
  if (x2 < x1) return problem('corners-swapped', `x2 ${x2} is smaller than x1 ${x1}`)
  if (y2 < y1) return problem('corners-swapped', `y2 ${y2} is smaller than y1 ${y1}`)
  const across = (bin: number): number => (bin / last) * size.width
  const down = (bin: number): number => (bin / last) * size.height
  const shape: DialectShape = { kind: 'box', x1: across(x1), y1: down(y1), x2: across(x2), y2: down(y2) }
  return { kind: 'mention', ...place, shapes: [shape], warnings: [] }
}

function reader(size: Size): PlaceReader {
  return (text, at, final) => {
    const bins: number[] = []
    let from = at
    while (bins.length < 4) {
      token.lastIndex = from
      if (token.test(text)) {
        bins.push(Number(text.slice(from + 4, from + 8)))
        from += 9
        continue
      }
      const rest = text.slice(from, from + 9)
      if (!final && from + rest.length === text.length && '<loc0000>'.startsWith(rest.replace(/\d/g, '0')))
        return 'wait'
      break
    }
    if (bins.length === 0) return plain(at, at + 1)
    if (bins.length < 4) {
      const message = `${bins.length} number${bins.length === 1 ? '' : 's'}: a box has 4`
      return [{ kind: 'malformed', start: at, end: from, code: 'wrong-count', message }]
    }
    const warnings: SpanWarning[] = []
    const seg = literalAt(text, from, '<seg', final)
    if (seg === 'wait') return 'wait'
    if (seg) {
      const rest = text.slice(from, from + maskRun)
      masks.lastIndex = from
      if (masks.test(text)) {
        from += maskRun
        warnings.push({ code: 'mask-ignored', message: 'the mask behind the box cannot be shown' })
      } else if (!final && rest.length < maskRun && /^(?:<seg\d{3}>)*(?:<(?:s(?:e(?:g\d{0,3})?)?)?)?$/.test(rest)) {
        return 'wait'
      }
    }
    const behind = from + text.slice(from).search(/[;<>]|$/)
    if (behind === text.length && !final) return 'wait'
    const label = text.slice(from, behind).trim()
    const end = label === '' ? from : from + text.slice(from, behind).trimEnd().length
    const found = boxOf(bins, size, { start: at, end: label === '' ? from : end })
    return [found.kind === 'mention' ? { ...found, warnings, labels: [label] } : { ...found, end: from }]
  }
}

function createParser(size: Size): SpanParser {
  return scanParser(/</g, reader(size))
}

/**
 * PaliGemma and PaliGemma 2 (PaLI's tokens): four location tokens, y first, then the label; objects are set apart by ` ; `. Read back by
 * 1023, as big_vision's own evaluator does; demo and supervision divide by 1024. Source: google-research/big_vision @ 0127fb6.
 */
export const paligemma: Dialect = {
  id: 'paligemma',
  title: 'PaliGemma (PaLI)',
  frame: 'Whole picture, each axis by itself, y first; 0 to 1023; rounded half to even',
  source: { paper: '2407.07726', code: 'https://github.com/google-research/big_vision' },
  note: 'Segmentation tokens behind a box stand for a mask, not for a polygon; they are named and left out.',
  points: false,
  can: {
    asks: noShapes,
    answers: onlyBoxes,
    images: 'one',
    loss: 'answers',
  },
  halfStep: (size) => ({ x: size.width / last / 2, y: size.height / last / 2 }),
  encode,
  parser: createParser,
  decode: (text, size) => readAll(createParser(size), text),
  hazards: (text) => findTokens(text, /<(?:loc\d{4}|seg\d{3}|image|bos|eos|pad|unk)>/g),
  template: { system: '', user: '{text}\n', assistant: '{text}<eos>', image: '<image><bos>', imagePlacement: 'front' },
}
