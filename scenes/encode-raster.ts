import { Transformer } from '@napi-rs/image'
import type { Raster } from './render.ts'

/** A raster as a PNG file. */
export function encodePng(picture: Raster): Buffer {
  return Transformer.fromRgbaPixels(rgbaOf(picture), picture.width, picture.height).pngSync()
}

/** A raster as a JPEG file. */
export function encodeJpeg(picture: Raster, quality: number): Buffer {
  return Transformer.fromRgbaPixels(rgbaOf(picture), picture.width, picture.height).jpegSync(quality)
}

function rgbaOf({ width, height, rgb }: Raster): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let i = 0, to = 0; i < rgb.length; i += 3, to += 4) rgba.set(rgb.subarray(i, i + 3), to)
  return rgba
}
