/** What the page asks: first the picture, then parts of it (picture pixels) in a number of screen pixels. */
export type LargePictureRequest =
  | { readonly kind: 'open'; readonly url: string; readonly longestSide: number }
  | {
      readonly kind: 'part'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly shownWidth: number
      readonly shownHeight: number
    }

/** What it gets: the whole picture reduced, and twice more by half, the largest first; then parts as they were asked for. */
export type LargePictureReply =
  | {
      readonly kind: 'whole'
      readonly bitmaps: readonly ImageBitmap[]
      readonly width: number
      readonly height: number
    }
  | {
      readonly kind: 'part'
      readonly bitmap: ImageBitmap
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  | { readonly kind: 'failed' }

type WorkerScope = {
  onmessage: ((event: MessageEvent<LargePictureRequest>) => void) | null
  postMessage(message: LargePictureReply, transfer: Transferable[]): void
}

const scope = self as unknown as WorkerScope
let full: ImageBitmap | null = null

async function answer(request: LargePictureRequest): Promise<void> {
  if (request.kind === 'open') {
    const response = await fetch(request.url)
    if (!response.ok) throw new Error(`status ${response.status}`)
    full = await createImageBitmap(await response.blob())
    const { width, height } = full
    const share = Math.min(1, request.longestSide / Math.max(width, height))
    const bitmaps: ImageBitmap[] = []
    for (const part of [share, share / 2, share / 4]) {
      const from = bitmaps.at(-1) ?? full
      const resizeWidth = Math.max(1, Math.round(width * part))
      const resizeHeight = Math.max(1, Math.round(height * part))
      bitmaps.push(await createImageBitmap(from, { resizeWidth, resizeHeight, resizeQuality: 'medium' }))
    }
    scope.postMessage({ kind: 'whole', bitmaps, width, height }, bitmaps)
    return
  }
  if (full === null) return
  const { x, y, width, height, shownWidth, shownHeight } = request
  const bitmap = await createImageBitmap(full, x, y, width, height, {
    resizeWidth: Math.min(width, shownWidth),
    resizeHeight: Math.min(height, shownHeight),
    resizeQuality: 'medium',
  })
  scope.postMessage({ kind: 'part', bitmap, x, y, width, height }, [bitmap])
}

scope.onmessage = (event) => {
  answer(event.data).catch(() => scope.postMessage({ kind: 'failed' }, []))
}
