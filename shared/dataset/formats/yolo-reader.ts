import type { ImageFile } from '../../dialogue/image.ts'
import { baseName, fileStem } from '../file-stem.ts'
import { importYolo } from '../import/yolo.ts'
import { readImported } from '../read-imported.ts'
import type { Piece, Read, ReadContext, ReadSession } from '../reader.ts'
import { pictureOfStem } from './picture-of-stem.ts'
import { yoloNames } from './yolo-names.ts'

const nothing: Read = { records: [], report: [], unknown: [] }

/** Names that hold no objects, whatever folder they stand in. */
const lists = new Set([
  'classes.txt',
  'obj.names',
  'train.txt',
  'val.txt',
  'test.txt',
  'readme.txt',
  'requirements.txt',
])

function isClassList(name: string): boolean {
  return name === 'classes.txt' || name === 'obj.names'
}

/** Stands for a picture in a check that has none: shares of its sides say the same whatever they are. */
function assumedPicture(stem: string, { assumedSide, imageId }: ReadContext): ImageFile | null {
  if (assumedSide === undefined) return null
  const path = `${stem}.jpg`
  return { id: imageId(path), path, width: assumedSide, height: assumedSide, bytes: 0 }
}

/** Reads a folder of YOLO labels: class names first, then a file for each picture. */
export function openYoloReader(context: ReadContext): ReadSession {
  let classes: readonly string[] = []
  let isFromYaml = false

  function readClasses({ text }: Piece): void {
    const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
    classes = lines.map((line) => line.trim())
  }

  return {
    read(piece) {
      const { file, line } = piece.place
      const path = file.replaceAll('\\', '/')
      const name = baseName(path).toLowerCase()
      if (/\.ya?ml$/.test(name)) {
        const names = yoloNames(piece.text)
        if (names === null) return nothing
        classes = names
        isFromYaml = true
        return nothing
      }
      if (isClassList(name)) {
        if (!isFromYaml) readClasses(piece)
        return nothing
      }
      if (lists.has(name) || !name.endsWith('.txt')) return nothing
      const stem = fileStem(path)
      const found = pictureOfStem(stem, context)
      const image = found ?? assumedPicture(stem, context)
      if (image === null) {
        const message = `No picture is called ${baseName(stem)}: its size is needed to read the numbers.`
        return { ...nothing, report: [{ severity: 'error', code: 'size-unknown', message, file, line }] }
      }
      const { width, height } = image
      const imported = importYolo(piece.text, { file: image.path, width, height, classes, layout: 'counts' })
      const read = readImported(imported, piece.place, { ...context, picture: () => image })
      if (found !== null) return read
      const message = `The picture of ${baseName(path)} is not known: whether there is one, and what its regions are in pixels, is not checked.`
      return { ...read, report: [{ severity: 'warning', code: 'size-unknown', message, file, line }, ...read.report] }
    },
  }
}
