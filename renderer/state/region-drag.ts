import type { RegionId } from '../../shared/ids.ts'

const type = 'application/x-deixis-regions'

/** Makes a drag carry regions, so that a message takes them as a mention where they are dropped. */
export function dragRegions(event: DragEvent, ids: readonly RegionId[]): void {
  if (!event.dataTransfer || ids.length === 0) return
  event.dataTransfer.setData(type, ids.join(' '))
  event.dataTransfer.effectAllowed = 'copyMove'
}

/** Whether a drag carries regions; which ones is told when they are dropped. */
export function carriesRegions(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes(type) ?? false
}

/** The regions that were dropped; none for any other drag. */
export function droppedRegions(event: DragEvent): RegionId[] {
  return (event.dataTransfer?.getData(type) ?? '').split(' ').filter(Boolean) as RegionId[]
}
