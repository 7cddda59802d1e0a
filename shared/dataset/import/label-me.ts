import type { Size } from '../../geometry/spaces.ts'
import { base64Size } from '../base64-size.ts'
import { createImportLog, type ImportLog } from './import-log.ts'
import type { Imported } from './imported.ts'
import { asList, asRecord, asSide, asText, otherFields } from './json-field.ts'
import { readLabelMeShape } from './label-me-shape.ts'

/** The size of the picture inside; what is wrong with it is in the log. Null where there is none that can be read. */
function embeddedSize(
  data: unknown,
  { width, height }: { width: number | null; height: number | null },
  log: ImportLog,
): Size | null {
  if (data === undefined || data === null) return null
  const size = typeof data === 'string' ? base64Size(data) : null
  if (size === null) {
    log.noted('imageData', 'embedded picture', 'it is no PNG or JPEG picture in base64 and is not looked at')
    return null
  }
  // A tag may turn it: then the sides stand the other way round.
  const isSame = [size.width, size.height].sort().join() === [width, height].sort().join()
  if (width !== null && height !== null && !isSame) {
    const message = `the picture inside has ${size.width} × ${size.height} pixels, the file says ${width} × ${height}`
    log.noted('imageData', 'embedded picture differs', message)
  }
  return size
}

/**
 * Reads one LabelMe file that was parsed from JSON: one picture and its shapes, in pixels of the picture after its EXIF orientation. Of an
 * embedded picture (`imageData`) only the size is looked at; `file` is relative to the JSON file. Reads anything without throwing.
 */
export function importLabelMe(json: unknown): Imported {
  const log = createImportLog()
  const root = asRecord(json)
  const shapes = asList(root?.shapes)
  if (root === null || shapes === null) {
    log.dropped('file', 'not LabelMe', 'the file is no object with a list of shapes')
    return { pictures: [], warnings: log.warnings }
  }
  const file = asText(root.imagePath)
  if (file === '') log.noted('imagePath', 'no file name', 'the file does not name its picture')
  const fields = otherFields(root, ['version', 'imagePath', 'imageData', 'imageHeight', 'imageWidth', 'shapes'])
  const claimed = { width: asSide(root.imageWidth), height: asSide(root.imageHeight) }
  const size = embeddedSize(root.imageData, claimed, log)
  const picture = {
    file,
    width: claimed.width ?? size?.width ?? null,
    height: claimed.height ?? size?.height ?? null,
    regions: shapes.flatMap((shape, index) => readLabelMeShape(shape, `shapes[${index}]`, 'labelme', log)),
    dialogues: [],
    ...(fields === undefined ? {} : { fields }),
    ...(size === null ? {} : { isInside: true as const }),
  }
  return { pictures: [picture], warnings: log.warnings }
}
