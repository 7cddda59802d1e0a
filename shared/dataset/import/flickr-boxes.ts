import type { ImportLog } from './import-log.ts'
import { plainNumber } from './plain-number.ts'
import { type XmlElement, xmlChild, xmlChildren, xmlText } from './xml-element.ts'

/** Corners as the file's authors read them: pixel numbers from 0, the last ones inclusive. */
export type FlickrBox = {
  readonly chains: readonly string[]
  readonly pixels: readonly [number, number, number, number]
}

export type FlickrBoxes = {
  readonly file: string
  readonly width: number | null
  readonly height: number | null
  readonly depth: number | null
  readonly boxes: readonly FlickrBox[]
  /** Chains that are the whole scene, and chains that have no box. */
  readonly scene: readonly string[]
  readonly nobox: readonly string[]
}

/** Reads `Annotations/<id>.xml` of Flickr30k Entities. One object may belong to several chains, one chain may have several boxes. */
export function readFlickrBoxes(root: XmlElement, log: ImportLog): FlickrBoxes {
  const boxes: FlickrBox[] = []
  const [scene, nobox]: [string[], string[]] = [[], []]
  for (const [index, object] of xmlChildren(root, 'object').entries()) {
    const place = `object ${index + 1}, line ${object.line}`
    const chains = xmlChildren(object, 'name').map(({ text }) => text.trim())
    if (chains.length === 0) log.noted(place, 'no name', 'the object belongs to no chain')
    const box = xmlChild(object, 'bndbox')
    if (box === null) {
      const isSet = (name: string): boolean => (plainNumber(xmlText(object, name) ?? '') ?? 0) > 0
      if (isSet('scene')) scene.push(...chains)
      if (isSet('nobndbox')) nobox.push(...chains)
      if (!isSet('scene') && !isSet('nobndbox'))
        log.noted(place, 'no geometry', 'neither a box nor a mark that it has none')
      continue
    }
    const [x1, y1, x2, y2] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => plainNumber(xmlText(box, name) ?? ''))
    if (x1 == null || y1 == null || x2 == null || y2 == null) {
      log.dropped(place, 'bad box', 'a corner of the box is missing or no number')
      continue
    }
    boxes.push({ chains, pixels: [x1 - 1, y1 - 1, x2 - 1, y2 - 1] })
  }
  const size = xmlChild(root, 'size')
  const side = (name: string): number | null => (size === null ? null : plainNumber(xmlText(size, name) ?? ''))
  if (side('width') === null || side('height') === null) log.noted('size', 'no size', 'the file does not say the size')
  const file = (xmlText(root, 'filename') ?? '').trim()
  return { file, width: side('width'), height: side('height'), depth: side('depth'), boxes, scene, nobox }
}
