import { readCvatShape } from './cvat-shape.ts'
import { createImportLog, type ImportLog } from './import-log.ts'
import type { Imported, ImportedPicture, ImportedRegion } from './imported.ts'
import { plainNumber } from './plain-number.ts'
import { type XmlElement, xmlChildren } from './xml-element.ts'

const geometry = 'label points xtl ytl xbr ybr rotation cx cy rx ry rle left top width height'.split(' ')

/** What the tool itself says of a shape: `occluded`, `z_order`, `source` … as they stand. */
function fieldsOf(element: XmlElement): Record<string, string> {
  return Object.fromEntries([...element.attributes].filter(([name]) => !geometry.includes(name)))
}

function attributesOf(element: XmlElement): Record<string, string> {
  return Object.fromEntries(
    xmlChildren(element, 'attribute').map((one) => [one.attributes.get('name') ?? '', one.text] as const),
  )
}

function readElement(element: XmlElement, place: string, log: ImportLog): ImportedRegion[] {
  const shapes = readCvatShape(element)
  if (!shapes.ok) {
    log.dropped(place, 'bad shape', shapes.error)
    return []
  }
  const [attributes, fields] = [attributesOf(element), fieldsOf(element)]
  return shapes.value.map((shape) => {
    const isEmpty = shape.kind === 'box' && (shape.x1 === shape.x2 || shape.y1 === shape.y2)
    if (isEmpty) log.noted(place, 'degenerate', 'the box has no width or no height')
    return {
      shape,
      label: element.attributes.get('label') ?? '',
      ...(isEmpty ? { degenerate: true as const } : {}),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(Object.keys(fields).length > 0 ? { fields } : {}),
    }
  })
}

/** The named points of a skeleton; those that the tool marks as outside are left out and named. */
function readSkeleton(element: XmlElement, place: string, log: ImportLog): ImportedRegion[] {
  const skeleton = element.attributes.get('label') ?? ''
  return element.children.flatMap((child) => {
    const at = `${place}, line ${child.line}`
    if (child.name === 'attribute') {
      log.dropped(at, 'skeleton attribute', 'an attribute of the skeleton itself is not read')
      return []
    }
    if (child.attributes.get('outside') === '1') {
      log.dropped(at, 'outside', `the point “${child.attributes.get('label') ?? ''}” is marked as outside`)
      return []
    }
    return readElement(child, at, log).map((region) => ({ ...region, fields: { ...region.fields, skeleton } }))
  })
}

function readImage(image: XmlElement, place: string, log: ImportLog): ImportedPicture {
  const regions: ImportedRegion[] = []
  const tags: string[] = []
  for (const [index, element] of image.children.entries()) {
    const at = `${place}, ${element.name} ${index + 1}, line ${element.line}`
    if (element.name === 'tag') tags.push(element.attributes.get('label') ?? '')
    else if (element.name === 'skeleton') regions.push(...readSkeleton(element, at, log))
    else regions.push(...readElement(element, at, log))
  }
  const [file, id] = [image.attributes.get('name') ?? '', image.attributes.get('id')]
  const [width, height] = ['width', 'height'].map((name) => plainNumber(image.attributes.get(name) ?? ''))
  if (file === '') log.noted(place, 'no file name', 'the image has no name')
  return {
    file,
    width: width ?? null,
    height: height ?? null,
    ...(id === undefined ? {} : { sourceId: id }),
    regions,
    dialogues: [],
    ...(tags.length > 0 ? { fields: { tags } } : {}),
  }
}

/** Reads a “CVAT for images 1.1” file. Tracks of a video are refused, each with a line in the log. Labels and attributes stay texts. */
export function importCvat(root: XmlElement): Imported {
  const log = createImportLog()
  if (root.name !== 'annotations') log.noted('file', 'not CVAT', `the file is <${root.name}>, not <annotations>`)
  for (const [index, track] of xmlChildren(root, 'track').entries()) {
    log.dropped(
      `track ${index + 1}, line ${track.line}`,
      'video track',
      'tracks of a video are not read: export as images',
    )
  }
  const pictures = xmlChildren(root, 'image').map((image, index) =>
    readImage(image, `image ${index + 1}, line ${image.line}`, log),
  )
  return { pictures, warnings: log.warnings }
}
