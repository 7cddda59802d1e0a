import { describe, expect, it } from 'vitest'
import { florence2 } from './florence2.ts'
import { florenceAnswer } from './florence2-upstream.ts'

const size = { width: 1000, height: 500 }
const triangle = {
  kind: 'polygon',
  points: [
    { x: 100.5, y: 50.25 },
    { x: 300.5, y: 50.25 },
    { x: 200.5, y: 200.25 },
  ],
} as const
const marked = '<poly><loc_100><loc_100><loc_300><loc_100><loc_200><loc_400></poly>'

describe('polygons of Florence-2', () => {
  it('are written between marks and read by its own reader', () => {
    const written = florence2.encode([triangle, triangle], size, { role: 'assistant', phrase: 'a sail' })
    expect(written).toEqual({ ok: true, value: `a sail${marked}${marked}` })
    const read = florenceAnswer('<REFERRING_EXPRESSION_SEGMENTATION>', `a sail${marked}${marked}`, size, 'float')
    const numbers = [100.5, 50.25, 300.5, 50.25, 200.5, 200.25]
    expect(read).toEqual({ polygons: [[numbers], [numbers]], labels: ['a sail', 'a sail'] })
  })

  const short = (text: string): string[] =>
    florence2.decode(text, size).map((span) => {
      if (span.kind === 'text') return `text ${span.text}`
      if (span.kind === 'malformed') return `${span.code} ${span.text}`
      const kinds = span.shapes.map((shape) => (shape.kind === 'polygon' ? shape.points.length : shape.kind))
      return `${kinds.join('+')} “${span.phrase ?? ''}” ${span.warnings.map(({ code }) => code).join()}`.trim()
    })
  const three = '<loc_1><loc_2><loc_3><loc_4><loc_5><loc_6>'
  it.each([
    [`sails<poly>${three}</poly><poly>${three}<loc_7><loc_8></poly>!`, ['3+4 “sails”', 'text !']],
    [`ring<poly>${three}<sep>${three}</poly>`, ['3+3 “ring” rings-apart']],
    [`a<poly>${three}<loc_7></poly>`, [`wrong-count a<poly>${three}<loc_7></poly>`]],
    ['a<poly><loc_1><loc_2></poly>', ['wrong-count a<poly><loc_1><loc_2></poly>']],
    [`a<poly>${three.replace('5', '1000')}</poly>`, [`out-of-range a<poly>${three.replace('5', '1000')}</poly>`]],
    [`a<poly>${three} and`, [`unclosed a<poly>${three}`, 'text  and']],
    [`cat<loc_1><loc_2><loc_3><loc_4><poly>${three}</poly>`, ['box “cat”', '3 “”']],
  ])('%s', (text, expected) => expect(short(text)).toEqual(expected))
})
