import { paintBackground } from './backgrounds/paint.ts'
import { pixelSize, type SceneObject, type SceneSpec } from './scene.ts'
import { rotation, type SpriteLevel, spriteOf } from './sprites.ts'

/** Three bytes a pixel, row by row. */
export type Raster = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

/** Draws a scene with the given long side in pixels; `into` is reused when it is large enough. */
export function renderScene(scene: SceneSpec, longSide: number, into?: Uint8Array): Raster {
  const { width, height } = pixelSize(scene, longSide)
  const length = width * height * 3
  const rgb = into && into.length >= length ? into.subarray(0, length) : new Uint8Array(length)
  paintBackground(scene.background, width, height, rgb)
  for (const object of scene.objects) drawObject(object, { width, height, rgb }, longSide)
  return { width, height, rgb }
}

/** Source over in sRGB values, from the reduction that is closest in size, between its four nearest texels. */
export function drawObject(object: SceneObject, { width, height, rgb }: Raster, longSide: number): void {
  const sprite = spriteOf(object.style, object.name)
  const zoom = object.scale * longSide
  let reduction = 0
  while (reduction < sprite.levels.length - 1 && zoom * (1 << reduction) < 0.66) reduction++
  const { width: levelWidth, height: levelHeight, rgba } = sprite.levels[reduction] as SpriteLevel
  const step = 1 / (zoom * (1 << reduction))
  const stride = (levelWidth + 2) * 4
  const { cos, sin } = rotation(object.tanHalf)
  const turn = object.flip ? -1 : 1
  const left = Math.max(0, Math.floor(object.box.x1 * longSide) - 2)
  const right = Math.min(width, Math.ceil(object.box.x2 * longSide) + 2)
  const top = Math.max(0, Math.floor(object.box.y1 * longSide) - 2)
  const bottom = Math.min(height, Math.ceil(object.box.y2 * longSide) + 2)
  const du = turn * cos * step
  const dv = -sin * step
  const middleU = sprite.width / 2 / (1 << reduction) + 0.5
  const middleV = sprite.height / 2 / (1 << reduction) + 0.5
  const red = object.gain[0] * object.opacity
  const green = object.gain[1] * object.opacity
  const blue = object.gain[2] * object.opacity
  const cover = object.opacity / 255
  const startX = left + 0.5 - object.center.x * longSide
  for (let y = top; y < bottom; y++) {
    const dy = y + 0.5 - object.center.y * longSide
    let u = turn * (cos * startX + sin * dy) * step + middleU
    let v = (cos * dy - sin * startX) * step + middleV
    let to = (y * width + left) * 3
    for (let x = left; x < right; x++, u += du, v += dv, to += 3) {
      if (u < 0 || v < 0 || u >= levelWidth + 1 || v >= levelHeight + 1) continue
      const column = u | 0
      const row = v | 0
      const fu = u - column
      const fv = v - row
      const w00 = (1 - fu) * (1 - fv)
      const w10 = fu * (1 - fv)
      const w01 = (1 - fu) * fv
      const w11 = fu * fv
      const a = row * stride + column * 4
      const b = a + stride
      const alpha =
        (rgba[a + 3] as number) * w00 +
        (rgba[a + 7] as number) * w10 +
        (rgba[b + 3] as number) * w01 +
        (rgba[b + 7] as number) * w11
      if (alpha < 0.5) continue
      const rest = 1 - alpha * cover
      const r =
        (rgba[a] as number) * w00 +
        (rgba[a + 4] as number) * w10 +
        (rgba[b] as number) * w01 +
        (rgba[b + 4] as number) * w11
      const g =
        (rgba[a + 1] as number) * w00 +
        (rgba[a + 5] as number) * w10 +
        (rgba[b + 1] as number) * w01 +
        (rgba[b + 5] as number) * w11
      const bl =
        (rgba[a + 2] as number) * w00 +
        (rgba[a + 6] as number) * w10 +
        (rgba[b + 2] as number) * w01 +
        (rgba[b + 6] as number) * w11
      const outR = r * red + (rgb[to] as number) * rest + 0.5
      const outG = g * green + (rgb[to + 1] as number) * rest + 0.5
      const outB = bl * blue + (rgb[to + 2] as number) * rest + 0.5
      rgb[to] = outR > 255 ? 255 : outR
      rgb[to + 1] = outG > 255 ? 255 : outG
      rgb[to + 2] = outB > 255 ? 255 : outB
    }
  }
}
