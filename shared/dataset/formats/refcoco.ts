import { baseName } from '../file-stem.ts'
import type { Format } from '../format.ts'
import type { Imported } from '../import/imported.ts'
import { asList, asRecord, parseJson } from '../import/json-field.ts'
import { importRefCoco } from '../import/refcoco.ts'
import { unpickle } from '../import/unpickle.ts'
import { readImported } from '../read-imported.ts'
import type { Piece, Read, ReadContext, ReadSession } from '../reader.ts'
import { readOnly } from './read-only.ts'

const nothing: Read = { records: [], report: [], unknown: [] }

/** The reference's number, and its sentence before it was made lower case: nobody minds losing them. */
const silent = new Set(['ref_id', 'raw'])

/** Dialogues called after the file and the sentence: numbers alone would meet those of other data sets. */
function named({ pictures, warnings }: Imported, file: string): Imported {
  const prefix = baseName(file)
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 24)
  return {
    warnings,
    pictures: pictures
      // Pictures that no expression is about are none of the data set's.
      .filter(({ dialogues }) => dialogues.length > 0)
      .map((picture) => ({
        ...picture,
        dialogues: picture.dialogues.map((one) => ({ ...one, sourceId: `${prefix}-${one.sourceId ?? ''}` })),
      })),
  }
}

function read(context: ReadContext): ReadSession {
  let instances: unknown = null
  const waiting: { readonly refs: unknown; readonly place: Piece['place'] }[] = []
  const finish = ({ refs, place }: { refs: unknown; place: Piece['place'] }): Read => {
    const found = readImported(named(importRefCoco(refs, instances), place.file), place, context)
    return { ...found, unknown: found.unknown.filter((name) => !silent.has(name)) }
  }
  const fail = ({ place }: Piece, code: string, message: string): Read => ({
    ...nothing,
    report: [{ severity: 'error', code, message, ...place }],
  })
  return {
    read(piece) {
      let value: unknown
      if (/\.(?:p|pkl|pickle)$/i.test(piece.place.file)) {
        const found = unpickle(piece.bytes ?? Uint8Array.from(piece.text, (sign) => sign.charCodeAt(0)))
        if (!found.ok) return fail(piece, 'bad-pickle', `${found.error}.`)
        value = found.value
      } else value = parseJson(piece.text)
      if (value === undefined) return fail(piece, 'not-json', 'The file is not JSON.')
      if (asList(asRecord(value)?.annotations) !== null) {
        instances = value
        return nothing
      }
      if (asRecord(value)?.deixisExport === 1) return nothing
      if (asList(value) === null) return fail(piece, 'bad-record', 'The file holds neither references nor instances.')
      if (instances !== null) return finish({ refs: value, place: piece.place })
      waiting.push({ refs: value, place: piece.place })
      return nothing
    },
    *end() {
      for (const one of waiting) {
        if (instances !== null) yield finish(one)
        else {
          const message = 'There is no instances.json beside it, which has the boxes.'
          yield { ...nothing, report: [{ severity: 'error', code: 'no-instances', message, ...one.place }] }
        }
      }
    },
  }
}

/** RefCOCO, RefCOCO+ and RefCOCOg: `instances.json`, and references as a pickle of plain data or as JSON. */
export const refCoco: Format = {
  ...readOnly,
  id: 'refcoco',
  frame: () => 'Pixels of the upright picture, floats: left, top, width, height, edges counted from zero',
  reader: {
    layout: { kind: 'whole', first: ['*instances*.json'], files: ['*.p', '*.pkl', '*.json'], binary: ['*.p', '*.pkl'] },
    stateless: false,
    open: read,
  },
}
