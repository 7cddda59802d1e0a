import { extname } from 'node:path'
import { pictureAddress } from '../../../shared/dataset/format.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import type { EntryWriter } from './entry-writer.ts'
import { openDraft } from './export-draft.ts'

const types: Readonly<Record<string, string>> = { '.png': 'image/png', '.webp': 'image/webp' }

/** A file of lines in which the addresses of pictures are replaced by data URLs of the upright pictures, or by their base64 alone. */
export async function openDataUrlFile(
  path: string,
  pictureBytes: (image: ImageFile) => Promise<Uint8Array>,
  isBare = false,
): Promise<EntryWriter> {
  const draft = await openDraft(path, { kind: 'lines' })
  return {
    async add({ text, image, otherImages = [] }) {
      let written = text
      for (const [index, one] of [image, ...otherImages].entries()) {
        // Quotes inside a text are escaped, so that only an address itself can look like this.
        const address = JSON.stringify(pictureAddress(index))
        if (one === null || !written.includes(address)) continue
        const type = types[extname(one.path).toLowerCase()] ?? 'image/jpeg'
        const base64 = Buffer.from(await pictureBytes(one)).toString('base64')
        const url = JSON.stringify(isBare ? base64 : `data:${type};base64,${base64}`)
        written = written.replaceAll(address, () => url)
      }
      await draft.add(written)
    },
    end: () => draft.end(),
    close: () => draft.close(),
  }
}
