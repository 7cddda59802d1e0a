import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dialects } from '../../../shared/dialects/registry.ts'
import { type DialectsWords, listDialects } from './dialects.ts'
import type { CommandContext } from './open-model.ts'

const picture = join(import.meta.dirname, '../../engine/pixels/fixtures/turned-6.jpg')

async function run(words: DialectsWords): Promise<string> {
  let text = ''
  const context: Pick<CommandContext, 'out'> = {
    out: (piece) => {
      text += piece
    },
  }
  expect(await listDialects(words, context as CommandContext)).toBe(0)
  return text
}

describe('deixis dialects', () => {
  it('shows one region in every dialect', async () => {
    const text = await run({ size: '1200x800', box: '300,150,620,500', label: 'a cat' })
    for (const { id, title } of dialects) expect(text).toContain(`${title} (${id})\n`)
    expect(text).toContain(
      '  out      <ref>a cat</ref><box>(250,188),(517,625)</box>\n           read back within 0.4 px\n',
    )
    expect(text).toContain('  in       – (BLIP text has no coordinates)\n')
    expect(text).toContain('  not sure The tokens and the frame are stated')
  })

  it('takes the size of a picture as it stands upright, and a label', async () => {
    const json = JSON.parse(await run({ image: picture, only: ['plain-pixels'], json: true, point: '3,2' }))
    expect(json).toMatchObject({
      shape: { kind: 'point', x: 3, y: 2 },
      dialects: [{ in: { text: '[3, 2]', error: 0 } }],
    })
    const upright = JSON.parse(await run({ image: picture, only: ['plain-pixels'], json: true })).size
    expect(upright.height).not.toBe(upright.width)
  })

  it('carries polygons where a dialect does', async () => {
    const words = { size: '100x100', polygon: '0,0,50,0,50,50', only: ['florence2', 'shikra'] }
    const text = await run(words)
    expect(text).toContain('<poly><loc_0><loc_0><loc_500><loc_0><loc_500><loc_500></poly>')
    expect(text).toContain('Shikra text has points and boxes, no polygons')
  })

  it.each([
    [{ size: '12' }, '--size 12: it is WIDTHxHEIGHT in pixels, such as 1200x800.'],
    [{ box: '1,2,3' }, '--box 1,2,3: it is x1,y1,x2,y2 in pixels of the upright picture.'],
    [{ point: '1,' }, '--point 1,: it is x,y in pixels of the upright picture.'],
    [{ point: '1,2', box: '1,2,3,4' }, 'One region is shown: give --box, --point or --polygon.'],
    [{ only: ['none'] }, /^--only none: it takes one of shikra, /],
  ])('%j is refused', async (words, message) => {
    await expect(run(words)).rejects.toThrow(message)
  })
})
