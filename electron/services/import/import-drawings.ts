import type { ImportChoice, ImportDrawing, ImportReading } from '../../../shared/api/import.ts'
import {
  coordinatesOf,
  type ImportFrame,
  importFrames,
  placeInFrame,
  possibleFrames,
} from '../../../shared/dataset/import-frame.ts'
import type { ImportedRecord } from './import-read.ts'
import { drawRecord, recordText } from './import-readings.ts'

const sampled = 400
const endless = { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY }

type FrameReadings = {
  readonly readings: ImportReading[]
  readonly ask: boolean
  readonly frames: readonly ImportFrame[]
}

/** Shapes of a record's first picture as the file has them. */
function rawShapes({ raw, record, image }: ImportedRecord) {
  return raw.regions.filter((_, index) => record.regions[index]?.imageId === image.id).map((region) => region.shape)
}

/** The frames that a file's numbers may be in, judged by the first records. */
export function frameReadings(records: readonly ImportedRecord[]): FrameReadings {
  const sample = records.slice(0, sampled)
  const shapes = sample.flatMap((one) => rawShapes(one).map((shape) => ({ shape, size: one.image })))
  // Where the file gives a picture another size, numbers beyond the real one prove nothing.
  const judged = sample.flatMap((one) =>
    rawShapes(one).map((shape) => ({ shape, size: one.isOtherSize ? endless : one.image })),
  )
  const frames = possibleFrames(judged)
  const readings = [...frames, ...importFrames.filter((frame) => !frames.includes(frame))].map(
    (frame): ImportReading => {
      const outside = shapes.filter(({ shape, size }) =>
        coordinatesOf(placeInFrame(shape, frame, size)).some(
          (value, index) => value < -1 || value > (index % 2 === 0 ? size.width : size.height) + 1,
        ),
      )
      return { id: frame, kind: 'frame', title: '', read: shapes.length, malformed: 0, outside: outside.length }
    },
  )
  return { readings, ask: frames.length > 1, frames }
}

/** The first records with regions, in each frame that is asked about, or as they will lie where nothing is asked. */
export function drawInFrames(
  records: readonly ImportedRecord[],
  { ask, frames }: FrameReadings,
  choice: ImportChoice,
  limit: number,
): ImportDrawing[] {
  const drawn = records.filter((one) => one.record.regions.length > 0).slice(0, limit)
  return drawn.map((one) => {
    const { image, record, place } = one
    const asIs = record.regions.filter((region) => region.imageId === image.id).map((region) => region.shape)
    const drawings = ask
      ? frames.map((frame) => ({
          reading: frame as string,
          shapes: rawShapes(one).map((shape) => placeInFrame(shape, frame, image)),
        }))
      : [{ reading: choice.frame ?? 'pixels', shapes: asIs }]
    return drawRecord(place, image, recordText(record), drawings)
  })
}
