import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { type ByteSource, parseImageInfo, readImageInfo } from './image-info.ts'

const fixtures = join(import.meta.dirname, '../../engine/pixels/fixtures')

function source(bytes: Uint8Array): ByteSource & { reads: number } {
  const made = {
    size: bytes.length,
    reads: 0,
    read: async (offset: number, length: number) => {
      made.reads++
      return bytes.subarray(offset, offset + length)
    },
  }
  return made
}

describe('readImageInfo', () => {
  it.each([
    ['rgb.png', { format: 'png', width: 12, height: 8, orientation: 1 }],
    ['turned-5.png', { format: 'png', width: 8, height: 12, orientation: 5 }],
    ['turned-3.jpg', { format: 'jpeg', width: 24, height: 16, orientation: 3 }],
    ['turned-6.jpg', { format: 'jpeg', width: 16, height: 24, orientation: 6 }],
    ['progressive.jpg', { format: 'jpeg', width: 24, height: 16, orientation: 1 }],
    ['lossless.webp', { format: 'webp', width: 12, height: 8, orientation: 1 }],
    ['lossy.webp', { format: 'webp', width: 24, height: 16, orientation: 1 }],
    ['tagged-6.webp', { format: 'webp', width: 12, height: 8, orientation: 1 }],
  ])('reads %s', async (name, info) => {
    expect(await readImageInfo(join(fixtures, name))).toEqual(info)
  })

  it('says what is not a picture', async () => {
    const code = (path: string) => readImageInfo(path).catch((error: AppError) => error.code)
    expect(await code(join(fixtures, 'resize.json'))).toBe('image.not-readable')
    expect(await code(join(fixtures, 'nothing.png'))).toBe('image.not-found')
    expect(await code(fixtures)).toBe('image.not-readable')
  })

  it('answers with a size or a code for any bytes, after few reads', async () => {
    const starts = await Promise.all(
      ['turned-5.png', 'turned-6.jpg', 'lossy.webp', 'tagged-6.webp'].map((name) => readFile(join(fixtures, name))),
    )
    const damage = fc.record({
      start: fc.constantFrom(...starts),
      kept: fc.nat(120),
      noise: fc.uint8Array({ maxLength: 4000 }),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ start, kept, noise }) => {
        const bytes = source(Buffer.concat([start.subarray(0, kept), noise]))
        try {
          const { width, height, orientation } = await parseImageInfo(bytes)
          expect(width * height).toBeGreaterThan(0)
          expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(orientation)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect((error as AppError).code).toBe('image.not-readable')
        }
        expect(bytes.reads).toBeLessThan(5000)
      }),
      { numRuns: 500 },
    )
  })

  it('refuses pictures too large to be decoded', async () => {
    const png = Buffer.from(await readFile(join(fixtures, 'rgb.png')))
    png.writeUInt32BE(200_000, 16)
    png.writeUInt32BE(200_000, 20)
    await expect(parseImageInfo(source(png))).rejects.toMatchObject({
      code: 'image.not-readable',
      message: expect.stringContaining('200000 x 200000'),
    })
  })
})
