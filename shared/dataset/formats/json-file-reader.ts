import type { Imported } from '../import/imported.ts'
import { asRecord, parseJson } from '../import/json-field.ts'
import { readImported } from '../read-imported.ts'
import type { ReadContext, ReadSession } from '../reader.ts'

/** The folder that a picture's name in a file of this path is relative to, as part of a path; pictures beside the file come first. */
function besideFile(file: string, context: ReadContext): ReadContext {
  const folder = file.replaceAll('\\', '/').replace(/[^/]*$/, '')
  if (folder === '') return context
  return {
    ...context,
    picture(name) {
      const path = name.replaceAll('\\', '/')
      const beside = /^(?:\/|[A-Za-z]:)/.test(path) ? null : context.picture(normal(folder + path))
      return beside ?? context.picture(name)
    },
  }
}

/** A path without `.` and `..` where that can be. */
function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** Reads JSON files, each about one picture beside it. */
export function openJsonFileReader(read: (json: unknown) => Imported, context: ReadContext): ReadSession {
  return {
    read({ text, place }) {
      const json = parseJson(text.replace(/^\ufeff/, ''))
      // The manifest of an export of ours lies among its files.
      if (asRecord(json)?.deixisExport === 1) return { records: [], report: [], unknown: [] }
      if (json !== undefined) return readImported(read(json), place, besideFile(place.file, context))
      const message = 'The file is not JSON.'
      return { records: [], report: [{ severity: 'error', code: 'not-json', message, ...place }], unknown: [] }
    },
  }
}
