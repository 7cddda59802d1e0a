import { letterbox, toSquareUnit } from '../geometry/letterbox.ts'
import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'
import type { DialectShape } from './dialect.ts'
import { shapeNumbers } from './mention.ts'

const bins = 1000

/**
 * Shikra's bin tokens (`TokenFormatter` of shikras/shikra @ ff79a4ced8), which the released weights do not use: 1001 bins of the
 * padded square, half to even. All shapes are of the first one's kind.
 */
export function encodeShikraBins(shapes: readonly DialectShape[], size: Size): string {
  const frame = letterbox(size)
  const marks = shapes[0]?.kind === 'point' ? 'p' : 'b'
  const texts = shapes.map((shape) => {
    const numbers = shapeNumbers(shape)
    const tokens: string[] = []
    for (let i = 0; i < numbers.length; i += 2) {
      const at = toSquareUnit(frame, { x: numbers[i] ?? 0, y: numbers[i + 1] ?? 0 })
      for (const value of [at.x, at.y]) {
        tokens.push(`<bin_${roundHalfEven(Math.min(Math.max(value, 0), 1) * bins)}>`)
      }
    }
    return tokens.join(' ')
  })
  return `<${marks}_st>${texts.join(`<${marks}_sep>`)}<${marks}_ed>`
}

/** The boxes of bin text, as numbers of the padded square. Spaces do not count; what does not have the form is left out, as upstream. */
export function decodeShikraBins(text: string): number[][][] {
  const box = '(?:<bin_\\d+>){4}'
  const mention = new RegExp(`<b_st>(${box}(?:<b_sep>${box})*)<b_ed>`, 'g')
  return [...text.replaceAll(' ', '').matchAll(mention)].map((match) =>
    (match[1] ?? '').split('<b_sep>').map((one) => [...one.matchAll(/\d+/g)].map((bin) => Number(bin[0]) / bins)),
  )
}
