/**
 * `node scenes/build-sprites.ts [STYLE…]`: draws the categories of `nouns.ts` from emoji sets (`@iconify-json/STYLE`) into the
 * committed atlases of `resources/sprites`; the trained styles unless told.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { CompressionType, Transformer } from '@napi-rs/image'
import { Resvg } from '@resvg/resvg-js'
import { nouns } from './nouns.ts'
import { styles } from './sprites.ts'

const require = createRequire(import.meta.url)
const outDir = new URL('../resources/sprites/', import.meta.url)
const side = 256
const columns = 8
const wanted = process.argv.length > 2 ? process.argv.slice(2) : styles

type IconSet = {
  width?: number
  height?: number
  icons: Record<string, { body: string; width?: number; height?: number }>
}
type Sprite = { readonly width: number; readonly height: number; readonly rgba: Uint8Array }

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(require.resolve(path), 'utf8')) as T
}

function draw(svg: string, mode: 'width' | 'height', zoomTo: number): Sprite {
  const image = new Resvg(svg, { fitTo: { mode, value: zoomTo } }).render()
  return { width: image.width, height: image.height, rgba: image.pixels }
}

/** The box of pixels with alpha of at least half. */
function inkBox({ width, height, rgba }: Sprite) {
  let [x1, y1, x2, y2] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((rgba[(y * width + x) * 4 + 3] as number) < 128) continue
      x1 = Math.min(x1, x)
      y1 = Math.min(y1, y)
      x2 = Math.max(x2, x + 1)
      y2 = Math.max(y2, y + 1)
    }
  }
  return { x1, y1, x2, y2 }
}

/** Draws twice: once to find the ink, once with that part of the view box stretched to the wanted long side. */
function sprite(set: IconSet, icon: IconSet['icons'][string]): Sprite {
  const viewWidth = icon.width ?? set.width ?? 16
  const viewHeight = icon.height ?? set.height ?? 16
  const svg = (view: string, width: number, height: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${view}" ` +
    `width="${width}" height="${height}">${icon.body}</svg>`
  const probe = 1024
  const ink = inkBox(draw(svg(`0 0 ${viewWidth} ${viewHeight}`, viewWidth, viewHeight), 'width', probe))
  const unit = viewWidth / probe
  const [w, h] = [(ink.x2 - ink.x1) * unit, (ink.y2 - ink.y1) * unit]
  const zoom = side / Math.max(w, h)
  const view = `${ink.x1 * unit} ${ink.y1 * unit} ${w} ${h}`
  return draw(svg(view, w * zoom, h * zoom), w >= h ? 'width' : 'height', side)
}

for (const style of wanted) {
  const set = readJson<IconSet>(`@iconify-json/${style}/icons.json`)
  const chars = readJson<Record<string, string>>(`@iconify-json/${style}/chars.json`)
  const rows = Math.ceil(nouns.length / columns)
  const atlas = { width: columns * side, height: rows * side }
  const rgba = new Uint8Array(atlas.width * atlas.height * 4)
  const sprites = nouns.map((noun, index) => {
    const key = noun.codePoint.toLowerCase()
    const icon = chars[key] ?? chars[key.replace('-fe0f', '')]
    const body = icon === undefined ? undefined : set.icons[icon]
    if (icon === undefined || body === undefined) throw new Error(`${style} has no picture of ${noun.name}`)
    const drawn = sprite(set, body)
    const x = (index % columns) * side
    const y = Math.floor(index / columns) * side
    for (let row = 0; row < drawn.height; row++) {
      const from = row * drawn.width * 4
      rgba.set(drawn.rgba.subarray(from, from + drawn.width * 4), ((y + row) * atlas.width + x) * 4)
    }
    return { name: noun.name, icon, x, y, width: drawn.width, height: drawn.height }
  })
  const png = Transformer.fromRgbaPixels(rgba, atlas.width, atlas.height).pngSync({
    compressionType: CompressionType.Best,
  })
  const { version } = readJson<{ version: string }>(`@iconify-json/${style}/package.json`)
  writeFileSync(new URL(`${style}.png`, outDir), png)
  writeFileSync(
    new URL(`${style}.json`, outDir),
    `${JSON.stringify({ style, source: `@iconify-json/${style}@${version}`, side, ...atlas, sprites }, null, 1)}\n`,
  )
  console.log(`${style}: ${sprites.length} sprites, ${png.length} bytes`)
}
