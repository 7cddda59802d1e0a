import type { Accessor } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { ImageId } from '../../shared/ids.ts'

export type UnreadableFile = { readonly path: string; readonly reason: string }

/** The pictures of the open project, in the order of their paths. */
export type Library = {
  readonly images: Accessor<readonly ImageRecord[]>
  readonly unreadable: Accessor<readonly UnreadableFile[]>
  readonly scanning: Accessor<boolean>
  image(id: ImageId): ImageRecord | undefined
  /** Where the page finds the picture's bytes. */
  imageUrl(id: ImageId): string
  /** Opens the picture after (1) or before (-1) the open one; stays at the ends. */
  step(by: number): Promise<void>
}
