import * as v from 'valibot'
import { Dialogue } from '../dialogue/dialogue.ts'
import { ImageFile } from '../dialogue/image.ts'
import { Region } from '../dialogue/region.ts'
import { Turn } from '../dialogue/turn.ts'
import { err, ok, type Result } from '../result.ts'
import { canonicalCheck } from './canonical.ts'

const version = { deixis: v.literal(1) }
/** A picture and where its file is, as the export was asked to say it. */
const RecordImage = v.object({ ...ImageFile.entries, file: v.string() })

/** A picture as records tell of it: when its file was last written differs from copy to copy and is no part of a dataset. */
export function recordImage(
  { id, path, width, height, bytes }: ImageFile,
  file: string,
): v.InferOutput<typeof RecordImage> {
  return { id, path, width, height, bytes, file }
}

export const DeixisRecord = v.variant('kind', [
  /** A dialogue with everything it names: regions mentioned in it or proposed by its turns. */
  v.object({
    ...version,
    kind: v.literal('dialogue'),
    dialogue: Dialogue,
    images: v.array(RecordImage),
    regions: v.array(Region),
    turns: v.array(Turn),
  }),
  /** A picture's regions that no dialogue carries. */
  v.object({ ...version, kind: v.literal('image'), image: RecordImage, regions: v.array(Region) }),
])
/**
 * One line of Deixis' own JSONL, version 1: nothing of the document is lost. Shapes are pixels of the upright picture; a proposal's
 * `predicted` is what the model said, `shape` what people made of it; a turn's `run` is what produced it.
 */
export type DeixisRecord = v.InferOutput<typeof DeixisRecord>

const isCanonical = canonicalCheck(DeixisRecord)

/**
 * The record as one line without its end. Fields come in the schema's order, so that the same record gives the same bytes. `isOrdered`
 * says that they stand so already: the look at all of them is left out.
 */
export function writeRecord(record: DeixisRecord, isOrdered = false): string {
  return JSON.stringify(isOrdered || isCanonical(record) ? record : v.parse(DeixisRecord, record))
}

/** Reads one line. The error says which field is wrong and how. */
export function parseRecord(line: string): Result<DeixisRecord, string> {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return err('the line is not JSON')
  }
  return readRecord(json)
}

/** The same of parsed JSON. */
export function readRecord(json: unknown): Result<DeixisRecord, string> {
  if (isCanonical(json)) return ok(json as DeixisRecord)
  const parsed = v.safeParse(DeixisRecord, json)
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  return err(`${v.getDotPath(issue) ?? 'the record'}: ${issue.message}`)
}
