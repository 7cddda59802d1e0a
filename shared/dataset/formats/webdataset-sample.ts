/** Name of a tar member as WebDataset's readers take it apart: they skip names without a key. */
export type MemberName = { readonly key: string; readonly field: string } | null

const memberPattern = /^((?:[^\n]*\/|)[^.]+)\.([^/]*)$/

/**
 * The key and the field of a member: the path up to the first dot of the base name, and all the rest (`base_plus_ext` of
 * webdataset/webdataset @ e0953f9). Null for names without a dot. A base name that starts with a dot belongs to a sample named after
 * the folder, where there is one without a dot.
 */
export function splitMemberName(name: string): MemberName {
  const [, key, field] = memberPattern.exec(name) ?? []
  return key === undefined || field === undefined ? null : { key, field }
}

/** What a member's `json` says of one picture. */
type SamplePicture = { readonly width: number; readonly height: number }

/** The `json` of a sample: one schema for all samples, so that loaders which derive it from the first ones can read the rest. */
export type WebDatasetJson = {
  readonly id: string
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[]
  /** JSON in a text: shapes of several kinds have no common schema. */
  readonly regions_json: string
  readonly images: readonly SamplePicture[]
}

/** The last suffix of a picture's name, in lower case as readers make it; `bin` when it has none. */
function suffixOf(path: string): string {
  return /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? 'bin'
}

/**
 * Names of a sample's members in the order in which they must stand in the tar, pictures first. `index` counts samples over all shards,
 * from 0; six digits at least, so that the names sort.
 */
export function memberNames(index: number, pictures: readonly string[]): { pictures: string[]; json: string } {
  const key = String(index).padStart(6, '0')
  return {
    pictures: pictures.map((path, at) => `${key}.${pictures.length > 1 ? `${at}.` : ''}${suffixOf(path)}`),
    json: `${key}.json`,
  }
}
