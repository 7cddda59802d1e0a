import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { readImageInfo } from '../../services/images/image-info.ts'
import { copyUpright } from './copy-upright.ts'
import { decodeImage } from './decode-image.ts'
import type { RgbPixels } from './pixels.ts'
import { resizePadded } from './resize-padded.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

type Expected = { width: number; height: number; corners: number[][]; sha256: string | null }
const expected = JSON.parse(readFileSync(join(fixtures, 'expected.json'), 'utf8')) as Record<string, Expected>
const recorded = JSON.parse(readFileSync(join(fixtures, 'resize.json'), 'utf8')) as {
  cases: { width: number; height: number; size: number; sha256: string }[]
}
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-pixels-'))
})
afterAll(() => rm(folder, { recursive: true }))

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The picture that the fixtures were made from. */
function pattern(width: number, height: number): RgbPixels {
  const data = new Uint8Array(3 * width * height)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[to++] = (x * 5 + y * 3) % 256
      data[to++] = (x * y) % 251
      data[to++] = ((Math.floor(x / 3) ^ Math.floor(y / 2)) * 7) % 256
    }
  }
  return { width, height, data }
}

describe('resizePadded', () => {
  it.each(recorded.cases)(
    'gives the bytes of Pillow for $width x $height to $size',
    ({ width, height, size, sha256 }) => {
      expect(hash(resizePadded(pattern(width, height), size).data)).toBe(sha256)
    },
  )

  it('keeps a white picture white, whatever its shape', () => {
    return fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 40 }),
        (w, h, size) => {
          const white = { width: w, height: h, data: new Uint8Array(3 * w * h).fill(255) }
          expect(resizePadded(white, size).data.every((value) => value === 255)).toBe(true)
        },
      ),
    )
  })

  it('does not need the square of a very long picture', () => {
    const line = { width: 60_000, height: 1, data: new Uint8Array(180_000) }
    expect(resizePadded(line, 16).data.length).toBe(3 * 16 * 16)
  })
})

describe('decodeImage', () => {
  it.each(Object.entries(expected))('reads %s as Pillow does', async (name, { width, height, corners, sha256 }) => {
    const picture = await decodeImage(join(fixtures, name))
    expect({ width: picture.width, height: picture.height }).toEqual({ width, height })
    const at = [2, width - 3, (height - 3) * width + 2, (height - 3) * width + width - 3].map((i, k) =>
      k < 2 ? 2 * width + i : i,
    )
    const seen = at.flatMap((i) => Array.from(picture.data.slice(3 * i, 3 * i + 3)))
    // Decoders of lossy formats may differ by a few levels; the corners have far-off colours.
    expect(Math.max(...seen.map((value, i) => Math.abs(value - (corners.flat()[i] ?? 0))))).toBeLessThanOrEqual(6)
    if (sha256) expect(hash(picture.data)).toBe(sha256)
  })

  it('agrees with the header about the size', async () => {
    for (const [name, { width, height }] of Object.entries(expected)) {
      const info = await readImageInfo(join(fixtures, name))
      expect({ name, width: info.width, height: info.height }).toEqual({ name, width, height })
    }
  })

  it('refuses damaged files with a code, never otherwise', async () => {
    const names = ['rgb.png', 'turned-6.jpg', 'lossless.webp', 'lossy.webp', 'alpha.png', 'turned-5.png']
    const originals = await Promise.all(names.map((name) => readFile(join(fixtures, name))))
    const path = join(folder, 'damaged')
    const damage = fc.record({
      which: fc.nat(names.length - 1),
      cut: fc.option(fc.nat(400)),
      bytes: fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ which, cut, bytes }) => {
        const file = Buffer.from(originals[which] as Buffer)
        for (const [at, value] of bytes) if (at < file.length) file[at] = value
        await writeFile(path, cut === null ? file : file.subarray(0, cut))
        try {
          const picture = await decodeImage(path)
          expect(picture.data.length).toBe(3 * picture.width * picture.height)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect((error as AppError).code).toBe('image.not-readable')
        }
      }),
      { numRuns: 200 },
    )
  })

  it.each(['turned-6.jpg', 'progressive.jpg', 'rgb.png', 'lossy.webp', 'lossless.webp'])(
    'takes no picture from a part of %s',
    async (name) => {
      const whole = await readFile(join(fixtures, name))
      const path = join(folder, `part-of-${name}`)
      for (const share of [0.9, 0.6]) {
        await writeFile(path, whole.subarray(0, Math.floor(share * whole.length)))
        await expect(decodeImage(path)).rejects.toMatchObject({ code: 'image.not-readable' })
      }
    },
  )

  it('takes a JPEG with something behind its end', async () => {
    const path = join(folder, 'more.jpg')
    await writeFile(path, Buffer.concat([await readFile(join(fixtures, 'turned-6.jpg')), Buffer.from('more')]))
    expect(await decodeImage(path)).toMatchObject({ width: 16 })
  })

  it('says when a file is missing', async () => {
    await expect(decodeImage(join(folder, 'nothing.png'))).rejects.toMatchObject({ code: 'image.not-found' })
  })
})

describe('copyUpright', () => {
  it('writes a turned picture upright and without its tag', async () => {
    const to = join(folder, 'upright.png')
    await copyUpright(join(fixtures, 'turned-5.png'), to)
    expect(await readImageInfo(to)).toEqual({ format: 'png', width: 8, height: 12, orientation: 1 })
    expect(hash((await decodeImage(to)).data)).toBe(expected['turned-5.png']?.sha256)
  })

  it('writes a turned JPEG as a JPEG', async () => {
    const to = join(folder, 'upright.jpg')
    await copyUpright(join(fixtures, 'turned-6.jpg'), to)
    expect(await readImageInfo(to)).toEqual({ format: 'jpeg', width: 16, height: 24, orientation: 1 })
    const before = (await decodeImage(join(fixtures, 'turned-6.jpg'))).data
    const after = (await decodeImage(to)).data
    const error = before.reduce((sum, value, i) => sum + Math.abs(value - (after[i] ?? 0)), 0) / before.length
    expect(error).toBeLessThan(6)
  })

  it('copies an upright picture byte for byte', async () => {
    const to = join(folder, 'same.png')
    await copyUpright(join(fixtures, 'alpha.png'), to)
    expect(await readFile(to)).toEqual(await readFile(join(fixtures, 'alpha.png')))
  })
})
