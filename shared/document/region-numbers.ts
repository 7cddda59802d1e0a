import type { Region } from '../dialogue/region.ts'
import type { RecordChange } from './document.ts'

/**
 * The highest region number that these changes saw on each image, by image id: deleted regions count too, since "R3" is never
 * given twice.
 */
export function highestNumbers(changes: readonly RecordChange[]): Map<string, number> {
  const highest = new Map<string, number>()
  for (const change of changes) {
    if (change.table !== 'regions') continue
    for (const region of [change.before, change.after]) {
      if (region === null) continue
      highest.set(region.imageId, Math.max(highest.get(region.imageId) ?? 0, region.number))
    }
  }
  return highest
}

/**
 * Regions of one image whose number another has too, in an order that hangs on them alone: what people drew keeps its number before what
 * a model or a file brought, and the older one keeps it before the younger. Two that give numbers at the same time (somebody draws while
 * a batch answers) cannot know of each other; this says which of the two gets a new one.
 */
export function sharedNumbers(regions: readonly Region[]): Region[] {
  const kept = new Map<number, Region>()
  const others: Region[] = []
  for (const region of regions) {
    const known = kept.get(region.number)
    if (known === undefined) kept.set(region.number, region)
    else if (keepsBefore(region, known)) {
      kept.set(region.number, region)
      others.push(known)
    } else others.push(region)
  }
  return others.sort((a, b) => (keepsBefore(a, b) ? -1 : 1))
}

function keepsBefore(a: Region, b: Region): boolean {
  const [first, second] = [a.origin === 'human', b.origin === 'human']
  if (first !== second) return first
  return a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt
}
