import type { ReportLine } from '../api/dataset.ts'
import { assertNever } from '../result.ts'
import type { Imported, ImportedPicture, ImportWarning } from './import/imported.ts'
import { type Draft, type DraftPart, makeRecords } from './make-record.ts'
import type { ClaimedSize, Place, Read, ReadContext } from './reader.ts'
import type { DeixisRecord } from './record.ts'

function severityOf(effect: ImportWarning['effect']): ReportLine['severity'] {
  switch (effect) {
    case 'dropped':
      return 'error'
    case 'changed':
      return 'loss'
    case 'noted':
      return 'warning'
    default:
      return assertNever(effect)
  }
}

/** The drafts of a picture: one for each dialogue, and one for the regions that none mentions. */
function draftsOf(picture: ImportedPicture): Draft[] {
  const images = [{ file: picture.file, width: picture.width, height: picture.height }]
  const mentioned = new Set<number>()
  const drafts = picture.dialogues.map((dialogue): Draft => {
    const used: number[] = []
    const turns = dialogue.turns.map(({ role, parts }) => ({
      role,
      parts: parts.map((part): DraftPart => {
        if (part.kind === 'image') return { kind: 'image', image: 0 }
        if (part.kind === 'text') return part
        for (const index of part.regions) {
          mentioned.add(index)
          if (!used.includes(index)) used.push(index)
        }
        return { ...part, regions: part.regions.map((index) => used.indexOf(index)) }
      }),
    }))
    const regions = used.flatMap((index) => {
      const region = picture.regions[index]
      return region === undefined ? [] : [{ shape: region.shape, label: region.label, image: 0 }]
    })
    return { images, regions, turns, kind: dialogue.kind, id: dialogue.sourceId ?? null }
  })
  const loose = picture.regions.filter((_, index) => !mentioned.has(index))
  if (loose.length > 0 || drafts.length === 0) {
    drafts.push({ images, regions: loose.map(({ shape, label }) => ({ shape, label, image: 0 })), turns: [] })
  }
  return drafts
}

/** Fields of foreign objects that no record keeps, such as `regions[].iscrowd`. */
function unknownOf(picture: ImportedPicture): string[] {
  const found: string[] = []
  const add = (at: string, fields: Readonly<Record<string, unknown>> | undefined): void => {
    if (fields !== undefined) for (const name of Object.keys(fields)) found.push(`${at}${name}`)
  }
  add('', picture.fields)
  for (const region of picture.regions) {
    add('regions[].', region.fields)
    add('regions[].', region.attributes)
  }
  for (const dialogue of picture.dialogues) add('', dialogue.fields)
  return found
}

/** What a reader of foreign files made of one piece, as records. */
export function readImported(imported: Imported, place: Place, context: ReadContext): Read {
  const records: DeixisRecord[] = []
  const unknown: string[] = []
  const claimed: ClaimedSize[] = []
  const report: ReportLine[] = imported.warnings.map(({ effect, code, message, place: where }) => ({
    severity: severityOf(effect),
    code: code.replaceAll(' ', '-'),
    message: `${where}: ${message}.`,
    file: place.file,
    line: place.line,
  }))
  let nth = 0
  for (const picture of imported.pictures) {
    unknown.push(...unknownOf(picture))
    if (picture.isInside && context.looksInFolder && context.picture(picture.file) === null) {
      const message = `${picture.file} was not found, but ${place.file} holds a copy of it: save that as ${picture.file} beside it.`
      report.push({ severity: 'warning', code: 'embedded-picture', message, ...place })
    }
    for (const draft of draftsOf(picture)) {
      const read = makeRecords({ ...draft, isInClaimedPixels: true }, place, context, nth++)
      claimed.push(...(read.claimed ?? []))
      records.push(...read.records)
      report.push(...read.report)
    }
  }
  return { records, report, unknown, place, ...(claimed.length > 0 ? { claimed } : {}) }
}
