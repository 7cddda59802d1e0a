import type { RecordChange } from '../document/document.ts'
import type { ImageFacts } from '../document/image-facts.ts'
import type { Mark } from '../document/mark.ts'

/** What is counted of each image. */
type ImageCount = Pick<ImageFacts, 'state' | 'split' | 'regions' | 'seconds'>

/**
 * The few facts of images that statistics need, by the rules of `ImageFacts`, in a few bytes an image: a whole index of a million regions
 * takes seconds and hundreds of megabytes. Records may come in any order, each once; `places` says where an image stands.
 */
export function createImageCounts(places: ReadonlyMap<string, number>): {
  take(records: readonly RecordChange[]): void
  finish(): (place: number, imageId: string) => ImageCount
} {
  const regions = new Uint32Array(places.size)
  const begun = new Uint8Array(places.size)
  const marks = new Map<string, Mark>()
  const dialogues = new Map<string, { readonly imageIds: readonly string[]; readonly asked: boolean }>()
  const people = new Map<string, number>()

  return {
    take(records) {
      for (const record of records) {
        if (record.after === null) continue
        if (record.table === 'regions') {
          const at = places.get(record.after.imageId)
          if (at === undefined) continue
          regions[at] = (regions[at] ?? 0) + 1
          if (record.after.proposal?.judgement !== 'open') begun[at] = 1
        } else if (record.table === 'dialogues') {
          const { imageIds, batch } = record.after
          dialogues.set(record.id, { imageIds, asked: batch !== undefined })
        } else if (record.table === 'turns') {
          const { dialogueId, origin } = record.after
          if (origin !== 'model') people.set(dialogueId, (people.get(dialogueId) ?? 0) + 1)
        } else if (record.table === 'marks') marks.set(record.id, record.after)
      }
    },
    finish() {
      for (const [id, count] of people) {
        const dialogue = dialogues.get(id)
        if (dialogue === undefined || count <= (dialogue.asked ? 1 : 0)) continue
        for (const imageId of dialogue.imageIds) {
          const at = places.get(imageId)
          if (at !== undefined) begun[at] = 1
        }
      }
      return (place, imageId) => {
        const mark = marks.get(imageId)
        return {
          state: mark?.state ?? (begun[place] === 1 ? 'doing' : 'todo'),
          split: mark?.split ?? null,
          regions: regions[place] ?? 0,
          seconds: mark?.seconds ?? 0,
        }
      }
    },
  }
}
