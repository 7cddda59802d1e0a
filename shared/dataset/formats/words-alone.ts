import type { ReportLine } from '../../api/dataset.ts'
import type { FormatCan } from '../format.ts'
import { otherFields } from '../import/json-field.ts'
import { type Draft, makeRecords } from '../make-record.ts'
import type { Place, Read, ReadContext } from '../reader.ts'
import { reportOn } from '../report.ts'
import type { DialogueSource } from '../source.ts'

/** What a format holds that has words and no places. */
export const wordsAlone: FormatCan = {
  points: false,
  boxes: false,
  polygons: false,
  dialogue: false,
  severalImages: false,
  loss: false,
  captions: true,
}

/** What comes of a line that is no record of its format. */
export function noRecord(message: string, place: Place): Read {
  return { records: [], report: [{ severity: 'error', code: 'bad-record', message, ...place }], unknown: [] }
}

type Words = Pick<Draft, 'turns' | 'id'> & { readonly files: readonly string[]; readonly kind: 'qa' | 'caption' }

/** The record of a row that has words alone; fields besides the `known` ones are named. */
export function wordsRecord(
  { files, turns, kind, id = null }: Words,
  row: Readonly<Record<string, unknown>>,
  known: readonly string[],
  place: Place,
  context: ReadContext,
): Read {
  const images = files.map((file) => ({ file, width: null, height: null }))
  const found = makeRecords({ images, regions: [], turns, kind, id }, place, context)
  return { ...found, unknown: Object.keys(otherFields(row, known) ?? {}) }
}

/** That a document does not say who speaks; `become` is what its turns are then. */
export function rolesLosses(source: DialogueSource, name: string, become: string): ReportLine[] {
  if (source.turns.every(({ role }) => role !== 'user')) return []
  return [reportOn(source, 'loss', 'roles-lost', `${name} has no roles: the turns become ${become}.`)]
}
