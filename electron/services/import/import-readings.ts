import type { ImportDrawing, ImportReading } from '../../../shared/api/import.ts'
import type { Format } from '../../../shared/dataset/format.ts'
import { coordinatesOf } from '../../../shared/dataset/import-frame.ts'
import { recordImages } from '../../../shared/dataset/place-record.ts'
import type { Piece, Read } from '../../../shared/dataset/reader.ts'
import type { DeixisRecord } from '../../../shared/dataset/record.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { Shape } from '../../../shared/dialogue/region.ts'
import { readSample } from './import-guess.ts'
import type { ImportPictures } from './import-pictures.ts'

/** What a sample says about the ways to read a file's numbers. */
export type Readings = {
  readonly readings: readonly ImportReading[]
  readonly chosen: string | null
  readonly ask: boolean
  readonly drawings: readonly ImportDrawing[]
}

const mostAsked = 3
const mostText = 600

/** What a record says, for people: the turns or the labels. */
export function recordText(record: DeixisRecord): string {
  if (record.kind === 'image') {
    const labels = record.regions.slice(0, 40).map((region) => (region.label === '' ? '?' : region.label))
    return labels.join(', ')
  }
  const labels = new Map(record.regions.map((region) => [region.id as string, region.label]))
  const lines = record.turns.map((turn) => {
    const parts = turn.parts.map((part) => {
      if (part.kind === 'text' || part.kind === 'malformed') return part.text
      if (part.kind === 'image') return ''
      const names = part.regionIds.map((id) => labels.get(id) || '□')
      return `${part.phrase ?? ''}⟨${names.join(', ')}⟩`
    })
    return `${turn.role === 'user' ? '?' : '→'} ${parts.join('').trim()}`
  })
  const text = lines.join('\n')
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text
}

/** A record drawn on its first picture in each reading. */
export function drawRecord(
  place: { readonly file: string; readonly line: number },
  image: ImageFile,
  text: string,
  drawings: ImportDrawing['drawings'],
): ImportDrawing {
  const { id, path, width, height } = image
  return { ...place, imageId: id, imagePath: path, imageWidth: width, imageHeight: height, text, drawings }
}

function isOutside(shape: Shape, image: ImageFile): boolean {
  return coordinatesOf(shape).some((value, i) => value < -1 || value > (i % 2 === 0 ? image.width : image.height) + 1)
}

type Drawn = {
  readonly image: ImageFile
  readonly shapes: Shape[]
  readonly record: DeixisRecord
  readonly place: string
}
type Tried = { readonly reading: ImportReading; readonly drawn: readonly Drawn[] }

function measure(
  reads: readonly Read[],
  pictures: ImportPictures,
): { drawn: Drawn[]; counts: Omit<ImportReading, 'id' | 'kind' | 'title'> } {
  const drawn: Drawn[] = []
  let [read, malformed, outside] = [0, 0, 0]
  for (const [index, one] of reads.entries()) {
    for (const { severity, code } of one.report) if (severity !== 'loss' && spanCodes.has(code)) malformed++
    for (const [nth, record] of one.records.entries()) {
      if (record.kind === 'dialogue') {
        for (const turn of record.turns) for (const part of turn.parts) if (part.kind === 'malformed') malformed++
      }
      const [source] = recordImages(record)
      const image = source && pictures.find(source.id, [source.file, source.path], { file: '', line: 0 }, [])
      if (!image) continue
      const shapes = record.regions.filter((region) => region.imageId === source.id).map((region) => region.shape)
      read += shapes.length
      outside += shapes.filter((shape) => isOutside(shape, image)).length
      drawn.push({ image, shapes, record, place: `${index}/${nth}` })
    }
  }
  return { drawn, counts: { read, malformed, outside } }
}

const spanCodes = new Set([
  'out-of-range',
  'corners-swapped',
  'wrong-count',
  'mixed-kinds',
  'not-a-number',
  'unclosed',
  'kind-unsupported',
  'no-frame',
  'numbers-missing',
  'malformed',
])

/**
 * Reads a sample in each dialect of a format of text. The dialect that reads the most coordinates without a fault is proved when no
 * other does as well, or when all that do draw the same.
 */
export function readInDialects(
  format: Format,
  pieces: readonly Piece[],
  pictures: ImportPictures,
  limit: number,
): Readings {
  const tried = format.dialects.map((dialect): Tried => {
    const { drawn, counts } = measure(readSample(pieces, format, pictures.context(dialect)), pictures)
    return { reading: { id: dialect.id, kind: 'dialect', title: dialect.title, ...counts }, drawn }
  })
  const good = ({ reading, drawn }: Tried): number =>
    reading.read - 2 * reading.malformed - 2 * reading.outside - 2 * speckCount(drawn)
  const ranked = [...tried].sort((a, b) => good(b) - good(a))
  const [best] = ranked
  if (best === undefined) return { readings: [], chosen: null, ask: false, drawings: [] }
  const equals = ranked.filter((one) => good(one) === good(best))
  const differing: Tried[] = []
  for (const one of equals) if (!differing.some((other) => drawSame(one, other))) differing.push(one)
  const ask = best.reading.read > 0 && differing.length > 1
  const shown = (ask ? differing : [best]).slice(0, mostAsked)
  const drawings = best.drawn
    .filter((one) =>
      shown.some((each) => (each.drawn.find((other) => other.place === one.place)?.shapes.length ?? 0) > 0),
    )
    .slice(0, limit)
    .map((one) => {
      const place = pieces[Number(one.place.split('/')[0])]?.place ?? { file: '', line: 0 }
      return drawRecord(
        place,
        one.image,
        recordText(one.record),
        shown.map(({ reading, drawn }) => ({
          reading: reading.id,
          shapes: [...(drawn.find((other) => other.place === one.place)?.shapes ?? [])],
        })),
      )
    })
  const readings = [...shown, ...ranked.filter((one) => !shown.includes(one))].map((one) => one.reading)
  return { readings, chosen: best.reading.id, ask, drawings }
}

/** Shapes hardly larger than a pixel in a corner: fractions that were taken for pixels. */
function speckCount(drawn: readonly Drawn[]): number {
  return drawn.flatMap((one) => one.shapes).filter((shape) => coordinatesOf(shape).every((value) => value <= 3)).length
}

/** True when two readings lie on each other but for what a reader's rounding may do. */
function drawSame(a: Tried, b: Tried): boolean {
  if (a.drawn.length !== b.drawn.length) return false
  return a.drawn.every(({ shapes, image }, index) => {
    const others = b.drawn[index]?.shapes ?? []
    const near = 1 + Math.max(image.width, image.height) / 400
    return (
      shapes.length === others.length &&
      shapes.every((shape, at) => {
        const other = others[at]
        if (other === undefined || other.kind !== shape.kind) return false
        const numbers = coordinatesOf(other)
        return coordinatesOf(shape).every((value, i) => Math.abs(value - (numbers[i] ?? Number.NaN)) <= near)
      })
    )
  })
}
