import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import type { Turn } from '../../shared/dialogue/turn.ts'
import { applyEntry } from '../../shared/document/apply.ts'
import type { Document, Entry, RecordChange } from '../../shared/document/document.ts'
import type { ImageId } from '../../shared/ids.ts'
import { imagesOf } from '../db/images-of.ts'

/**
 * The part of an image that is in memory after one more entry: records of other images stay out, so that an answer which
 * arrives after its image was left is stored but not loaded.
 */
export function withEntry(document: Document, imageId: ImageId | null, entry: Entry): Document {
  const dialogues = new Set(Object.keys(document.dialogues))
  for (const change of entry.changes) {
    if (change.table !== 'dialogues' || change.after === null || imageId === null) continue
    if (change.after.imageIds.includes(imageId)) dialogues.add(change.id)
  }
  const turns = entry.changes.flatMap((change): Turn[] =>
    change.table === 'turns' && change.after !== null && dialogues.has(change.after.dialogueId) ? [change.after] : [],
  )
  const mentioned = mentionedRegions(turns)
  const images = imagesOf(imageId, Object.values(document.dialogues))

  function belongs(change: RecordChange): boolean {
    if (document[change.table][change.id] !== undefined) return true
    if (change.after === null) return false
    switch (change.table) {
      case 'regions':
        return images.has(change.after.imageId) || mentioned.has(change.id)
      case 'dialogues':
        return dialogues.has(change.id)
      case 'turns':
        return dialogues.has(change.after.dialogueId)
      case 'marks':
        return change.id === imageId
      case 'settings':
        return true
    }
  }

  return applyEntry(document, { ...entry, changes: entry.changes.filter(belongs) })
}
