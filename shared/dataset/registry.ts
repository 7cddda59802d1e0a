import type { Format } from './format.ts'
import { chatspotJsonl } from './formats/chatspot-jsonl.ts'
import { deixisJsonl } from './formats/deixis-jsonl.ts'
import { dialogueFormats } from './formats/dialogue-formats.ts'
import { regionFormats } from './formats/region-formats.ts'
import { shikraJsonl } from './formats/shikra-jsonl.ts'

/** Every format this version writes or reads, in the order of menus. */
export const formats: readonly Format[] = [
  deixisJsonl,
  shikraJsonl,
  chatspotJsonl,
  ...dialogueFormats,
  ...regionFormats,
]

const byId = new Map(formats.map((format) => [format.id, format]))

/** The format of this name, as in `--format`; its id without `-jsonl` or `-json` is enough. Null when there is none. */
export function formatById(name: string): Format | null {
  return byId.get(name) ?? byId.get(`${name}-jsonl`) ?? byId.get(`${name}-json`) ?? null
}

/** True for the id of a format. */
export function isFormatId(id: string): boolean {
  return byId.has(id)
}
