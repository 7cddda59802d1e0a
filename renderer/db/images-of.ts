import type { Dialogue } from '../../shared/dialogue/dialogue.ts'

/** An image and the others that its dialogues are about. */
export function imagesOf(id: string | null, dialogues: Iterable<Dialogue>): Set<string> {
  const images = new Set<string>(id === null ? [] : [id])
  for (const dialogue of dialogues) for (const imageId of dialogue.imageIds) images.add(imageId)
  return images
}
