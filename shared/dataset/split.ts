import type { ExportSplit } from '../api/dataset.ts'
import type { Document } from '../document/document.ts'

/** The names of splits. */
export type SplitName = 'train' | 'val' | 'test'

/** A number in [0, 1) that depends on seed and text only. FNV-1a with murmur3's final mix. */
function seededShare(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** The split of a picture by its path alone, for files that are read once: shares hold on average. */
export function splitOfPath(path: string, { seed, val, test }: ExportSplit): SplitName {
  const share = seededShare(seed, path)
  return share < test ? 'test' : share < test + val ? 'val' : 'train'
}

/** Pictures that one dialogue shows belong together: the first picture of each one's group. */
function groupsOf(document: Document): (id: string) => string {
  const parent = new Map<string, string>()
  const find = (id: string): string => {
    let root = id
    for (let next = parent.get(root); next !== undefined; next = parent.get(root)) root = next
    while (id !== root) {
      const next = parent.get(id) ?? root
      parent.set(id, root)
      id = next
    }
    return root
  }
  for (const { imageIds } of Object.values(document.dialogues)) {
    const [first = ''] = imageIds
    for (const id of imageIds) {
      const [a, b] = [find(first), find(id)]
      if (a !== b) parent.set(a < b ? b : a, a < b ? a : b)
    }
  }
  return find
}

/**
 * The split of each of these pictures, those that are exported; null without a split. Pictures of one dialogue go together; groups are shuffled by seed and path, and cut
 * where the shares say, so that a small project has pictures in each split.
 */
export function splitOf(
  document: Document,
  split: ExportSplit | undefined,
  imageIds: ReadonlySet<string>,
): (imageId: string | undefined) => SplitName | null {
  if (split === undefined) return () => null
  const groupOf = groupsOf(document)
  const members = new Map<string, string[]>()
  for (const id of imageIds) {
    const group = groupOf(id)
    const list = members.get(group)
    if (list === undefined) members.set(group, [id])
    else list.push(id)
  }
  const keyOf = (group: string): string => document.images[group]?.path ?? group
  const groups = [...members.keys()].sort(
    (a, b) => seededShare(split.seed, keyOf(a)) - seededShare(split.seed, keyOf(b)) || (a < b ? -1 : 1),
  )
  const total = imageIds.size
  const names = new Map<string, SplitName>()
  const wanted = { test: Math.round(split.test * total), val: Math.round(split.val * total) }
  const got = { test: 0, val: 0 }
  for (const group of groups) {
    const ids = members.get(group) ?? []
    const name = got.test < wanted.test ? 'test' : got.val < wanted.val ? 'val' : 'train'
    if (name !== 'train') got[name] += ids.length
    for (const id of ids) names.set(id, name)
  }
  return (id) => names.get(id ?? '') ?? 'train'
}

/** The name of a file of one split: `a.jsonl` becomes `a-train.jsonl`. */
export function splitFileName(file: string, split: string): string {
  const name = file.lastIndexOf('/') + 1
  const dot = file.indexOf('.', name)
  return dot < 0 ? `${file}-${split}` : `${file.slice(0, dot)}-${split}${file.slice(dot)}`
}
