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
