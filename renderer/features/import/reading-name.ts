import type { ImportReading } from '../../../shared/api/import.ts'
import { isMessageKey, label } from '../../text/translate.ts'

/** What a reading is called: a dialect by its title, a frame in words. */
export function readingName(reading: Pick<ImportReading, 'id' | 'kind' | 'title'>): string {
  if (reading.kind === 'dialect') return reading.title
  const key = `import.frame.${reading.id}`
  return isMessageKey(key) ? label(key) : reading.id
}

/** What a format is called. */
export function formatName(id: string): string {
  const key = `export.format.${id}`
  return isMessageKey(key) ? label(key) : id
}
