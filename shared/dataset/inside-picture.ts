import { dataUrlSize } from './base64-size.ts'
import type { DraftImage } from './make-record.ts'
import { textHash } from './text-hash.ts'

/** A picture that stands in its row as a data URL, under a name made from what it holds; its size in pixels where its header says one. */
export function insidePicture(url: string): DraftImage {
  const { width = null, height = null } = dataUrlSize(url) ?? {}
  const suffix = /^data:image\/(\w+)/.exec(url.slice(0, 40))?.[1] ?? 'bin'
  return { file: `data-url-${textHash(url)}.${suffix}`, width, height }
}

/** True for the name of such a picture: no folder has a file for it. */
export function isInsidePicture(file: string): boolean {
  return /^data-url-[0-9a-z]+\.\w+$/.test(file)
}
