import type { ImageFile } from '../dialogue/image.ts'
import type { Region, Shape } from '../dialogue/region.ts'
import type { Part, Turn } from '../dialogue/turn.ts'
import type { ImageId } from '../ids.ts'
import { type DeixisRecord, recordImage } from './record.ts'

type RecordImage = Extract<DeixisRecord, { kind: 'image' }>['image']

/** A record on the pictures of a project, or the pictures it names that the project does not have. */
export type Placed =
  | { readonly kind: 'placed'; readonly record: DeixisRecord; readonly images: readonly ImageFile[] }
  | { readonly kind: 'missing'; readonly files: readonly string[] }

/** The pictures that a record names, in its order. */
export function recordImages(record: DeixisRecord): readonly RecordImage[] {
  return record.kind === 'image' ? [record.image] : record.images
}

function withShapes(region: Region, place: (shape: Shape) => Shape): Region {
  const shape = place(region.shape)
  const { proposal } = region
  if (shape === region.shape && proposal === undefined) return region
  if (proposal === undefined) return { ...region, shape }
  return { ...region, shape, proposal: { ...proposal, predicted: place(proposal.predicted) } }
}

/**
 * Puts a record onto a project's pictures: every id of a picture becomes the project's. `imageOf` finds the project's picture;
 * `placeShape` puts a shape of the record onto it. Nothing of a record is placed unless all of its pictures are there.
 */
export function placeRecord(
  record: DeixisRecord,
  imageOf: (image: RecordImage) => ImageFile | null,
  placeShape: (shape: Shape, source: RecordImage, image: ImageFile) => Shape,
): Placed {
  const found = new Map<string, { readonly source: RecordImage; readonly image: ImageFile }>()
  const missing: string[] = []
  for (const source of recordImages(record)) {
    const image = imageOf(source)
    if (image === null) missing.push(source.file === '' ? source.path : source.file)
    else found.set(source.id, { source, image })
  }
  if (missing.length > 0) return { kind: 'missing', files: missing }
  const idOf = (id: ImageId): ImageId => found.get(id)?.image.id ?? id
  const placedRegion = (region: Region): Region => {
    const on = found.get(region.imageId)
    if (on === undefined) return region
    const placed = withShapes(region, (shape) => placeShape(shape, on.source, on.image))
    return placed.imageId === on.image.id ? placed : { ...placed, imageId: on.image.id }
  }
  const regions = record.regions.map(placedRegion)
  const here = (source: RecordImage): RecordImage => {
    const image = found.get(source.id)?.image
    return image === undefined ? source : recordImage(image, source.file)
  }
  const images = [...found.values()].map((one) => one.image)
  if (record.kind === 'image') {
    return { kind: 'placed', record: { ...record, image: here(record.image), regions }, images }
  }
  const dialogue = { ...record.dialogue, imageIds: record.dialogue.imageIds.map(idOf) }
  const partsHere = (parts: readonly Part[]): Part[] =>
    parts.map((part) => (part.kind === 'image' ? { ...part, imageId: idOf(part.imageId) } : part))
  const turns = record.turns.map((turn): Turn => {
    const { alternatives } = turn
    const here = { ...turn, parts: partsHere(turn.parts) }
    if (alternatives === undefined) return here
    const others = alternatives.map((one) => ({
      ...one,
      parts: partsHere(one.parts),
      regions: one.regions.map(placedRegion),
    }))
    return { ...here, alternatives: others }
  })
  return { kind: 'placed', record: { ...record, dialogue, images: record.images.map(here), regions, turns }, images }
}
