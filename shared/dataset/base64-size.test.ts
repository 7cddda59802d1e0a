import { expect, it } from 'vitest'
import { dataUrlSize } from './base64-size.ts'

const png = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 2, 128, 0, 0, 1, 224]
const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 1, 224, 2, 128, 3, 0, 0, 0]

function url(bytes: readonly number[]): string {
  return `data:image/x;base64,${Buffer.from(bytes).toString('base64')}`
}

it.each([
  ['a PNG', url(png), { width: 640, height: 480 }],
  ['a JPEG with another segment in front', url(jpeg), { width: 640, height: 480 }],
  ['a JPEG that is cut', url(jpeg.slice(0, 10)), null],
  ['a WebP', 'data:image/webp;base64,UklGRlgCAABXRUJQVlA4IEwCAADQQwCdASqAAuABP3G42WW0', { width: 640, height: 480 }],
  [
    'a lossless WebP',
    'data:image/webp;base64,UklGRjQAAABXRUJQVlA4TCgAAAAvf8J3AAdQgVQIIAAKmv7H',
    { width: 640, height: 480 },
  ],
  [
    'a WebP with more',
    'data:image/webp;base64,UklGRqQCAABXRUJQVlA4WAoAAAAYAAAAfwIA3wEAQUxQSB0A',
    { width: 640, height: 480 },
  ],
  ['a WebP that is cut', 'data:image/webp;base64,UklGRqQCAABXRUJQVlA4WAoAAAAYAAAA', null],
  ['something else', url([1, 2, 3]), null],
  ['nothing', 'data:image/png;base64,', null],
  ['a name', 'a.jpg', null],
])('knows the size of %s', (_, given, size) => {
  expect(dataUrlSize(given)).toEqual(size)
})
