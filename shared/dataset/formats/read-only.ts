import type { Format } from '../format.ts'

/** What a format that is read and never written says of writing. */
export const readOnly = {
  takes: 'pictures',
  dialects: [],
  files: [],
  can: { points: true, boxes: true, polygons: true, dialogue: true, severalImages: false, loss: false },
  pictures: 'named',
  lossless: false,
  stateless: true,
  readOnly: true,
  open: () => ({}),
} as const satisfies Omit<Format, 'id' | 'frame' | 'reader'>
