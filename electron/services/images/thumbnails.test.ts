import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transformer } from '@napi-rs/image'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createThumbnails } from './thumbnails.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-thumbnails-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Noise, which no format makes small. */
async function writePicture(name: string, width: number, height: number): Promise<string> {
  const pixels = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7919) % 251))
  const path = join(folder, name)
  await writeFile(path, await Transformer.fromRgbaPixels(pixels, width, height).jpeg(100))
  return path
}

describe('small copies of pictures', () => {
  it('are made once, keep the shape, and are made again when the file changes', async () => {
    const thumbnails = createThumbnails()
    const picture = await writePicture('a.jpg', 640, 320)
    const cache = join(folder, 'cache')
    const [file, same] = await Promise.all([thumbnails.find(picture, cache, 'a'), thumbnails.find(picture, cache, 'a')])
    expect(same).toBe(file)
    const { width, height, format } = await new Transformer(await readFile(file)).metadata()
    expect({ width, height, format }).toEqual({ width: 160, height: 80, format: 'webp' })
    expect(await thumbnails.find(picture, cache, 'a')).toBe(file)
    await utimes(picture, 1, 1)
    expect(await thumbnails.find(picture, cache, 'a')).not.toBe(file)
    expect(await readdir(cache)).toHaveLength(2)
  })

  it('are the picture itself where it is small, and fail where there is none', async () => {
    const thumbnails = createThumbnails()
    const picture = await writePicture('small.jpg', 20, 10)
    await mkdir(join(folder, 'cache'))
    expect(await thumbnails.find(picture, join(folder, 'cache'), 'small')).toBe(picture)
    const broken = join(folder, 'broken.png')
    await writeFile(broken, new Uint8Array(100_000))
    await expect(thumbnails.find(broken, join(folder, 'cache'), 'broken')).rejects.toThrow()
    expect(await readdir(join(folder, 'cache'))).toEqual([])
  })
})
