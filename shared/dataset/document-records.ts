import type { Document } from '../document/document.ts'
import type { DeixisRecord } from './record.ts'

/** The document that these records came from. A record that comes twice counts once, the later one. */
export function documentOfRecords(records: readonly DeixisRecord[]): Document {
  const document = {
    images: {} as Record<string, Document['images'][string]>,
    regions: {} as Record<string, Document['regions'][string]>,
    dialogues: {} as Record<string, Document['dialogues'][string]>,
    turns: {} as Record<string, Document['turns'][string]>,
    marks: {} as Record<string, Document['marks'][string]>,
    settings: {} as Record<string, Document['settings'][string]>,
  }
  for (const record of records) {
    for (const { file: _, ...image } of record.kind === 'image' ? [record.image] : record.images) {
      // When the file was written is nothing that records tell.
      document.images[image.id] = { ...image, modifiedAt: 0 }
    }
    for (const region of record.regions) document.regions[region.id] = region
    if (record.kind === 'image') continue
    document.dialogues[record.dialogue.id] = record.dialogue
    for (const turn of record.turns) document.turns[turn.id] = turn
  }
  return document
}
