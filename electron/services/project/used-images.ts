import type { Document, RecordChange, TableName } from '../../../shared/document/document.ts'

/** The images that a change is about; a turn's are those of its dialogue. */
export function imagesOfChange(change: RecordChange): readonly string[] {
  switch (change.table) {
    case 'regions':
      return [change.after ?? change.before].flatMap((region) => region?.imageId ?? [])
    case 'dialogues':
      return change.after?.imageIds ?? []
    case 'marks':
      return [change.id]
    case 'settings':
    case 'turns':
      return []
  }
}

/** Every image that records are about. */
export function usedImages(records: Pick<Document, TableName>): Set<string> {
  const used = new Set(Object.keys(records.marks))
  for (const { imageId } of Object.values(records.regions)) used.add(imageId)
  for (const { imageIds } of Object.values(records.dialogues)) for (const id of imageIds) used.add(id)
  return used
}
