import { type Accessor, createSignal } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { ImageId } from '../../shared/ids.ts'
import type { Editor } from './editor.ts'

export type ImageSteps = {
  /** The open image, or the one that is being opened. */
  readonly currentId: Accessor<ImageId | null>
  open(id: ImageId): Promise<void>
  /** The picture that is `by` places further among those shown, also from one that is not; `null` beyond the ends. */
  neighbour(by: 1 | -1, wanted?: (image: ImageRecord) => boolean): ImageRecord | null
  /** Opens the neighbour; stays where there is none. */
  step(by: 1 | -1): Promise<void>
  /**
   * Does something with the open picture, once the one that was asked for last is open: keys come faster than pictures open, and what is
   * said of a picture must not fall on the one before.
   */
  inTurn(work: () => Promise<void> | void): Promise<void>
}

/** Goes from picture to picture. `positions`: where each stands in the project. */
export function createImageSteps(
  editor: Pick<Editor, 'imageId' | 'openImage'>,
  shown: Accessor<readonly ImageRecord[]>,
  positions: Accessor<ReadonlyMap<string, number>>,
): ImageSteps {
  // Keys come faster than images open: a step counts from the image asked for last.
  const [asked, setAsked] = createSignal<ImageId | null>(null)
  const currentId = (): ImageId | null => asked() ?? editor.imageId()
  let opening: Promise<void> = Promise.resolve()
  let turns: Promise<void> = Promise.resolve()
  let waiting = 0

  async function openAsked(id: ImageId): Promise<void> {
    try {
      await editor.openImage(id)
    } finally {
      if (asked() === id) setAsked(null)
    }
  }

  function open(id: ImageId): Promise<void> {
    setAsked(id)
    opening = openAsked(id)
    return opening
  }

  function inTurn(work: () => Promise<void> | void): Promise<void> {
    waiting++
    const next = turns.then(async () => {
      while (asked() !== null) await opening.catch(() => undefined)
      waiting--
      await work()
    })
    turns = next.catch(() => undefined)
    return next
  }

  function neighbour(by: 1 | -1, fits: (image: ImageRecord) => boolean = () => true): ImageRecord | null {
    const list = shown()
    const here = positions().get(currentId() ?? '') ?? -1
    // The first place in the list whose picture does not come before the open one.
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      const image = list[middle]
      if (image !== undefined && (positions().get(image.id) ?? 0) < here) low = middle + 1
      else high = middle
    }
    const isHere = list[low]?.id === currentId()
    for (let at = by < 0 ? low - 1 : isHere ? low + 1 : low; at >= 0 && at < list.length; at += by) {
      const image = list[at]
      if (image !== undefined && fits(image)) return image
    }
    return null
  }

  async function step(by: 1 | -1): Promise<void> {
    const to = neighbour(by)
    if (to) await open(to.id)
  }

  return {
    currentId,
    open,
    neighbour,
    async step(by) {
      if (waiting > 0) return inTurn(() => step(by))
      await step(by)
    },
    inTurn,
  }
}
