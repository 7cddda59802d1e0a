import { baseName, fileStem } from '../file-stem.ts'
import type { Format } from '../format.ts'
import { importFlickr30k } from '../import/flickr30k.ts'
import { readImported } from '../read-imported.ts'
import type { Piece, Read, ReadContext, ReadSession } from '../reader.ts'
import { readOnly } from './read-only.ts'

const nothing: Read = { records: [], report: [], unknown: [] }

function read(context: ReadContext): ReadSession {
  const annotations = new Map<string, Piece>()
  let hasSentences = false

  function finish(sentences: string, annotation: Piece, place: Piece['place']): Read {
    const tree = context.parseXml(annotation.text)
    if (tree.ok) return readImported(importFlickr30k(sentences, tree.value), place, context)
    const message = `${tree.error}.`
    return { ...nothing, report: [{ severity: 'error', code: 'not-xml', message, ...annotation.place }] }
  }

  return {
    read(piece) {
      const file = piece.place.file.replaceAll('\\', '/')
      const stem = baseName(fileStem(file))
      if (file.toLowerCase().endsWith('.xml')) {
        annotations.set(stem, piece)
        return nothing
      }
      const annotation = annotations.get(stem)
      // Lists of splits and unrelated captions stand beside the sentences.
      if (annotation === undefined && !/\[\/EN#/.test(piece.text)) return nothing
      if (annotation === undefined) {
        const message = `There is no ${stem}.xml, which has the boxes.`
        return { ...nothing, report: [{ severity: 'error', code: 'no-boxes', message, ...piece.place }] }
      }
      annotations.delete(stem)
      hasSentences = true
      return finish(piece.text, annotation, piece.place)
    },
    *end() {
      // Boxes without any captions are those of Pascal VOC.
      const message = 'There are no captions beside the boxes.'
      for (const annotation of annotations.values()) {
        if (hasSentences) yield finish('', annotation, annotation.place)
        else yield { ...nothing, report: [{ severity: 'error', code: 'no-sentences', message, ...annotation.place }] }
      }
    },
  }
}

/** Flickr30k Entities: captions of `Sentences`, boxes of `Annotations`. */
export const flickr30k: Format = {
  ...readOnly,
  id: 'flickr30k',
  frame: () => 'Pixel numbers from 1, both ends inclusive; read as the edges around them',
  reader: { layout: { kind: 'whole', first: ['*.xml'], files: ['*.txt'] }, stateless: false, open: read },
}
