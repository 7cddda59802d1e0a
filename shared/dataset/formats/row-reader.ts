import { asRecord } from '../import/json-field.ts'
import type { ReadContext, Reader, ReadLayout } from '../reader.ts'
import { type RowReading, readTurns, unreadable } from './read-turns.ts'

/** The reader of a format whose pieces are rows of turns; `read` gets the row, the name of its file and what readers work with. */
export function rowReader(
  layout: ReadLayout,
  read: (row: Readonly<Record<string, unknown>>, file: string, context: ReadContext) => RowReading,
): Reader {
  return {
    layout,
    stateless: true,
    open: (context) => ({
      read(piece) {
        const row = asRecord(piece.value)
        const reading =
          row === null ? unreadable('no-object', 'The row is no object.') : read(row, piece.place.file, context)
        return readTurns(reading, piece, context)
      },
    }),
  }
}
