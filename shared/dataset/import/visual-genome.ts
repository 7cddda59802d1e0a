import { clipBox } from './clip-box.ts'
import { createImportLog } from './import-log.ts'
import type { Imported, ImportedPicture, ImportedRegion } from './imported.ts'
import { asId, asList, asNumber, asRecord, asSide, asText, otherFields } from './json-field.ts'

const read = ['region_id', 'id', 'image_id', 'image', 'phrase', 'x', 'y', 'width', 'height']

/** The last part of a URL, without what follows `?` or `#`. */
function baseName(url: string): string {
  return url.split(/[?#]/)[0]?.split('/').at(-1) ?? ''
}

/**
 * Reads Visual Genome's `region_descriptions.json` and `image_data.json`, both parsed from JSON: a picture per entry, a region per
 * phrase. Phrases stay as they are; boxes are cut at the picture's edge with the source's numbers beside them. A picture that
 * `image_data` does not know has no size and no name. Reads anything without throwing.
 */
export function importVisualGenome(descriptions: unknown, imageData: unknown): Imported {
  const log = createImportLog()
  const known = new Map<string, Readonly<Record<string, unknown>>>()
  if (asList(imageData) === null) log.noted('image_data', 'not a list', 'image_data is not a list')
  for (const [index, one] of (asList(imageData) ?? []).entries()) {
    const record = asRecord(one)
    const id = asId(record?.image_id) ?? asId(record?.id)
    if (record === null || id === null)
      log.dropped(`image_data[${index}]`, 'no id', 'the entry is no object with an id')
    else known.set(id, record)
  }
  const entries = asList(descriptions)
  if (entries === null) log.dropped('file', 'not a list', 'region_descriptions is not a list')
  const pictures: ImportedPicture[] = []
  for (const [index, one] of (entries ?? []).entries()) {
    const entry = asRecord(one)
    const list = asList(entry?.regions)
    if (entry === null || list === null) {
      log.dropped(`[${index}]`, 'no regions', 'the entry is no object with a list of regions')
      continue
    }
    const first = asRecord(list[0])
    const id = asId(entry.id) ?? asId(entry.image_id) ?? asId(first?.image_id) ?? asId(first?.image)
    const image = id === null ? undefined : known.get(id)
    if (image === undefined) log.noted(`[${index}]`, 'unknown image', `image_data has no picture ${id ?? ''}`, id)
    const regions: ImportedRegion[] = []
    const size = { width: asSide(image?.width), height: asSide(image?.height) }
    for (const [at, value] of list.entries()) {
      const place = `[${index}].regions[${at}]`
      const record = asRecord(value)
      const regionId = asId(record?.region_id) ?? asId(record?.id)
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => asNumber(record?.[name]))
      if (record === null || x == null || y == null || width == null || height == null) {
        log.dropped(place, 'bad box', 'x, y, width and height are not four numbers', regionId)
        continue
      }
      const placed = clipBox([x, y, width, height], size, log, place, regionId)
      if (placed === null) continue
      if (typeof record.phrase !== 'string') log.noted(place, 'no phrase', 'the region has no phrase', regionId)
      const fields = otherFields(record, read)
      regions.push({
        ...placed,
        label: asText(record.phrase),
        ...(regionId === null ? {} : { sourceId: regionId }),
        ...(fields === undefined ? {} : { fields }),
      })
    }
    const fields = image === undefined ? undefined : otherFields(image, ['image_id', 'id', 'width', 'height'])
    pictures.push({
      file: baseName(asText(image?.url)),
      ...size,
      ...(id === null ? {} : { sourceId: id }),
      regions,
      dialogues: [],
      ...(fields === undefined ? {} : { fields }),
    })
  }
  return { pictures, warnings: log.warnings }
}
