import { createImportLog } from './import-log.ts'
import type { Imported } from './imported.ts'
import { asList, asRecord, asSide, asText, otherFields } from './json-field.ts'
import { readLabelMeShape } from './label-me-shape.ts'

/**
 * Reads one LabelMe file that was parsed from JSON: one picture and its shapes, in pixels of the picture after its EXIF orientation. The
 * embedded picture (`imageData`) is left out; `file` is relative to the JSON file. Reads anything without throwing.
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
  const picture = {
    file,
    width: asSide(root.imageWidth),
    height: asSide(root.imageHeight),
    regions: shapes.flatMap((shape, index) => readLabelMeShape(shape, `shapes[${index}]`, 'labelme', log)),
    dialogues: [],
    ...(fields === undefined ? {} : { fields }),
  }
  return { pictures: [picture], warnings: log.warnings }
}
