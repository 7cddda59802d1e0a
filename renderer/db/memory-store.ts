import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import { applyEntry } from '../../shared/document/apply.ts'
import { type Document, emptyDocument, type JournalEntry, type RecordChange } from '../../shared/document/document.ts'
import { highestNumbers } from '../../shared/document/region-numbers.ts'
import { isReviewable } from '../../shared/evaluation/review-queue.ts'
import { type DocumentStore, newEntries } from './document-store.ts'
import { imagesOf } from './images-of.ts'

function recordsBy<T extends { readonly id: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((record) => [record.id, record]))
}

/** A store that lives as long as the page: for tests, and where a browser has no IndexedDB. */
export function createMemoryStore(): DocumentStore {
  let document: Document = emptyDocument
  let entries: JournalEntry[] = []
  let numbers = new Map<string, number>()

  return {
    lastSeq: async () => entries[entries.length - 1]?.seq ?? 0,
    async apply(batch) {
      const fresh = newEntries(entries[entries.length - 1]?.seq ?? 0, batch)
      for (const { entry } of fresh) {
        document = applyEntry(document, entry)
        for (const [id, number] of highestNumbers(entry.changes)) {
          numbers.set(id, Math.max(number, numbers.get(id) ?? 0))
        }
      }
      entries = [...entries, ...fresh]
    },
    recentEntries: async (limit) => (limit > 0 ? entries.slice(-limit) : []),
    settings: async () => document.settings,
    entriesAfter: async (seq) => entries.filter((each) => each.seq > seq),
    async forImage(id) {
      const dialogues = Object.values(document.dialogues).filter((each) => each.imageIds.includes(id))
      const dialogueIds = new Set<string>(dialogues.map((each) => each.id))
      const turns = Object.values(document.turns).filter((each) => dialogueIds.has(each.dialogueId))
      const mentioned = mentionedRegions(turns)
      const images = imagesOf(id, dialogues)
      const regions = Object.values(document.regions).filter(
        (each) => images.has(each.imageId) || mentioned.has(each.id),
      )
      const image = document.images[id]
      const mark = document.marks[id]
      return {
        document: {
          images: image === undefined ? {} : { [id]: image },
          regions: recordsBy(regions),
          dialogues: recordsBy(dialogues),
          turns: recordsBy(turns),
          marks: mark === undefined ? {} : { [id]: mark },
          settings: document.settings,
        },
        highestNumber: numbers.get(id) ?? 0,
      }
    },
    async reviewable() {
      const turns = Object.values(document.turns).filter(isReviewable)
      const mentioned = mentionedRegions(turns)
      const regions = Object.values(document.regions).filter(({ id, proposal }) => proposal || mentioned.has(id))
      return { regions, turns, dialogues: Object.values(document.dialogues) }
    },
    async *records() {
      const tables = ['regions', 'dialogues', 'turns', 'marks', 'settings'] as const
      yield tables.flatMap((table) =>
        Object.entries(document[table]).map(([id, after]) => ({ table, id, before: null, after }) as RecordChange),
      )
    },
    async putImages(images: readonly ImageRecord[]) {
      document = { ...document, images: { ...document.images, ...recordsBy(images) } }
    },
    images: async () => Object.values(document.images),
    async clear() {
      document = { ...emptyDocument, images: document.images }
      entries = []
      numbers = new Map()
    },
    close() {},
  }
}
