import { Transformer } from '@napi-rs/image'

/** Where a colour was painted: whole pixels, edges. */
export type Painted = readonly [x1: number, y1: number, x2: number, y2: number]

/** A picture with one rectangle of each colour on grey, as people see it. `turned` files hold it on its side with an EXIF tag. */
export type PaintedPicture = {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly turned?: boolean
  readonly red: Painted
  readonly blue: Painted
}

/** One of each kind that loaders treat differently: usual, over every limit, upright, turned by its tag, small. */
export const pictures: readonly PaintedPicture[] = [
  { path: 'usual.png', width: 640, height: 480, red: [40, 60, 200, 300], blue: [333, 111, 611, 444] },
  { path: 'large.png', width: 1600, height: 1200, red: [7, 9, 801, 455], blue: [1000, 600, 1593, 1191] },
  { path: 'upright ü.png', width: 333, height: 500, red: [30, 40, 130, 140], blue: [101, 251, 307, 489] },
  { path: 'turned.jpg', width: 480, height: 640, turned: true, red: [64, 32, 192, 160], blue: [240, 320, 464, 624] },
  { path: 'small.png', width: 90, height: 61, red: [3, 5, 43, 29], blue: [48, 33, 86, 57] },
]

const colours = { red: [220, 20, 20], blue: [20, 20, 220], grey: [205, 205, 205] } as const

function contains([x1, y1, x2, y2]: Painted, x: number, y: number): boolean {
  return x >= x1 && x < x2 && y >= y1 && y < y2
}

/** EXIF with nothing but orientation 6: turn the file's picture clockwise to see it upright. */
const exif = Buffer.concat([
  Buffer.from([0xff, 0xe1, 0x00, 0x22]),
  Buffer.from('Exif\0\0', 'latin1'),
  Buffer.from([0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]),
])

/** The file's bytes: PNG, or JPEG for the turned one. */
export function paint(picture: PaintedPicture): Buffer {
  const { width, height, turned = false } = picture
  const [fileWidth, fileHeight] = turned ? [height, width] : [width, height]
  const rgba = new Uint8Array(fileWidth * fileHeight * 4).fill(255)
  for (let row = 0; row < fileHeight; row++) {
    for (let column = 0; column < fileWidth; column++) {
      const [x, y] = turned ? [width - 1 - row, column] : [column, row]
      const name = contains(picture.red, x, y) ? 'red' : contains(picture.blue, x, y) ? 'blue' : 'grey'
      rgba.set(colours[name], (row * fileWidth + column) * 4)
    }
  }
  const image = Transformer.fromRgbaPixels(rgba, fileWidth, fileHeight)
  if (!turned) return image.pngSync()
  const jpeg = image.jpegSync(98)
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
}
