import type { ImportWarning } from './imported.ts'

/** Collects what did not come over whole, in the order of the file. */
export type ImportLog = {
  readonly warnings: ImportWarning[]
  dropped(place: string, code: string, message: string, sourceId?: string | null): void
  changed(place: string, code: string, message: string, sourceId?: string | null): void
  noted(place: string, code: string, message: string, sourceId?: string | null): void
}

/** An empty log. */
export function createImportLog(): ImportLog {
  const warnings: ImportWarning[] = []
  const add =
    (effect: ImportWarning['effect']): ImportLog['dropped'] =>
    (place, code, message, sourceId) => {
      warnings.push({ effect, code, message, place, ...(typeof sourceId === 'string' ? { sourceId } : {}) })
    }
  return { warnings, dropped: add('dropped'), changed: add('changed'), noted: add('noted') }
}
