import type { ExportSplit, ReportLine } from '../api/dataset.ts'
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

/** Which split each picture is in. */
export type SplitPlan = {
  /** Null without a split. */
  nameOf(imageId: string | undefined): SplitName | null
  /** What is wrong with a picture's or a dialogue's split; an error keeps the same picture from two splits. */
  problem(imageIds: readonly string[]): Pick<ReportLine, 'severity' | 'code' | 'message'> | null
}

const splitNames: readonly string[] = ['train', 'val', 'test'] satisfies SplitName[]

/**
 * Shares these pictures out, those that are exported. What a picture was given by hand counts before the shares. Pictures of one dialogue
 * go together; the other groups are shuffled by seed and path, and cut where the shares say, so that a small project has pictures in each
 * split. A dialogue over pictures that were given different splits has a problem.
 */
export function splitOf(document: Document, split: ExportSplit | undefined, imageIds: ReadonlySet<string>): SplitPlan {
  if (split === undefined) return { nameOf: () => null, problem: () => null }
  const groupOf = groupsOf(document)
  const members = new Map<string, string[]>()
  const given = new Map<string, Map<string, SplitName>>()
  for (const id of imageIds) {
    const group = groupOf(id)
    const list = members.get(group)
    if (list === undefined) members.set(group, [id])
    else list.push(id)
    const own = document.marks[id]?.split
    if (own === undefined || !splitNames.includes(own)) continue
    given.set(group, (given.get(group) ?? new Map()).set(id, own as SplitName))
  }
  const keyOf = (group: string): string => document.images[group]?.path ?? group
  const groups = [...members.keys()].sort(
    (a, b) => seededShare(split.seed, keyOf(a)) - seededShare(split.seed, keyOf(b)) || (a < b ? -1 : 1),
  )
  const total = imageIds.size
  const names = new Map<string, SplitName>()
  const wanted = { test: Math.round(split.test * total), val: Math.round(split.val * total) }
  const got = { train: 0, test: 0, val: 0 }
  function put(id: string, name: SplitName): void {
    names.set(id, name)
    got[name]++
  }
  for (const [group, own] of given) {
    const [first = 'train'] = own.values()
    for (const id of members.get(group) ?? []) put(id, own.get(id) ?? first)
  }
  for (const group of groups) {
    if (given.has(group)) continue
    const name = got.test < wanted.test ? 'test' : got.val < wanted.val ? 'val' : 'train'
    for (const id of members.get(group) ?? []) put(id, name)
  }
  const pathOf = (id: string): string => document.images[id]?.path ?? id
  return {
    nameOf: (id) => names.get(id ?? '') ?? 'train',
    problem(ids) {
      const apart = new Set(ids.map((id) => names.get(id)))
      if (apart.size > 1) {
        const where = ids.map((id) => `${pathOf(id)} in ${names.get(id)}`).join(', ')
        const message = `Its pictures were given different splits: ${where}.`
        return { severity: 'error', code: 'split-conflict', message }
      }
      const odd = ids.find((id) => !splitNames.includes(document.marks[id]?.split ?? 'train'))
      if (odd === undefined) return null
      const message = `The split "${document.marks[odd]?.split}" of ${pathOf(odd)} is none of train, val and test; it is shared out by the seed.`
      return { severity: 'warning', code: 'split-unknown', message }
    },
  }
}

/** The name of a file of one split: `a.jsonl` becomes `a-train.jsonl`. */
export function splitFileName(file: string, split: string): string {
  const name = file.lastIndexOf('/') + 1
  const dot = file.indexOf('.', name)
  return dot < 0 ? `${file}-${split}` : `${file.slice(0, dot)}-${split}${file.slice(dot)}`
}
