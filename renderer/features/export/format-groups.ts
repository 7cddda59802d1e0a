import type { Format } from '../../../shared/dataset/format.ts'
import { formats } from '../../../shared/dataset/registry.ts'
import { isMessageKey, label } from '../../text/translate.ts'

/** What formats are for, in the order of the dialog. */
export const formatGroups = ['own', 'grounding', 'chat', 'preference', 'detection', 'documents'] as const
export type FormatGroup = (typeof formatGroups)[number]

const groupOf: Readonly<Record<string, FormatGroup>> = {
  'deixis-jsonl': 'own',
  'shikra-jsonl': 'grounding',
  'chatspot-jsonl': 'grounding',
  'molmo-jsonl': 'grounding',
  'florence2-jsonl': 'grounding',
  'paligemma-jsonl': 'grounding',
  'kosmos-2-jsonl': 'grounding',
  'vlm-r1-jsonl': 'grounding',
  'grit-jsonl': 'grounding',
  'x-anylabeling': 'detection',
}
const documentNames = /donut|nougat|flamingo|mmc4|obelics|lavis|blip|webdataset|parquet|imagefolder/

/** What a format is for; one that is not listed is told by its name and by what it takes. */
function groupOfFormat(format: Format): FormatGroup {
  const known = groupOf[format.id]
  if (known !== undefined) return known
  if (format.id.startsWith('preference-')) return 'preference'
  if (documentNames.test(format.id)) return 'documents'
  return format.takes === 'pictures' ? 'detection' : 'chat'
}

/** A format's name and what it is for; its id and files where the catalogue has no words for it. */
export function formatTexts(format: Format): { readonly name: string; readonly hint: string } {
  const name = `export.format.${format.id}`
  const hint = `${name}.hint`
  return {
    name: isMessageKey(name) ? label(name) : format.id,
    hint: isMessageKey(hint) ? label(hint) : format.files.map((file) => file.name).join(', '),
  }
}

/** The formats that can be written in which every word of the query stands, by group; groups without one are left out. */
export function findFormats(query: string): { readonly group: FormatGroup; readonly formats: readonly Format[] }[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = formats.filter((format) => {
    const { name, hint } = formatTexts(format)
    const about = [format.id, name, hint, ...format.files.map((file) => `${file.name} ${file.about}`)]
    const all = [...about, ...format.dialects.map((dialect) => dialect.title)].join('\n').toLowerCase()
    return format.readOnly !== true && words.every((word) => all.includes(word))
  })
  return formatGroups
    .map((group) => ({ group, formats: found.filter((format) => groupOfFormat(format) === group) }))
    .filter((each) => each.formats.length > 0)
}
