import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import type { ImageId } from '../../shared/ids.ts'
import { assertNever } from '../../shared/result.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Editor } from './editor.ts'

export type UnreadableFile = { readonly path: string; readonly reason: string }

/** The pictures of the open project, in the order of their paths. */
export type Library = {
  readonly images: Accessor<readonly ImageRecord[]>
  readonly unreadable: Accessor<readonly UnreadableFile[]>
  readonly scanning: Accessor<boolean>
  /** Why the folder could not be read to its end. */
  readonly failure: Accessor<ErrorData | null>
  image(id: ImageId): ImageRecord | undefined
  /** Where the open image stands among `images`, from 0; -1 when none is open. */
  readonly currentIndex: Accessor<number>
  /** Where the page finds the picture's bytes. */
  imageUrl(id: ImageId): string
  open(id: ImageId): Promise<void>
  /** Opens the picture that is `by` places further; stays at the ends. */
  step(by: number): Promise<void>
  /** Reads the folder again. */
  rescan(): Promise<void>
}

export type LibraryParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Pick<Editor, 'imageId' | 'openImage'>
  /** Hears every batch before the first of its pictures is opened. */
  readonly onImages: (images: readonly ImageRecord[]) => Promise<void>
}

/** Scans the project's folder; the first picture found is opened before the scan ends unless one is open already. */
export function createLibrary(parts: LibraryParts): Library {
  const [found, setFound] = createSignal<ReadonlyMap<string, ImageRecord>>(new Map(), { equals: false })
  const [unreadable, setUnreadable] = createSignal<readonly UnreadableFile[]>([])
  const [scanning, setScanning] = createSignal(false)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  const images = createMemo(() => [...found().values()].sort((a, b) => comparePaths(a.path, b.path)))
  const currentIndex = createMemo(() => images().findIndex((image) => image.id === parts.editor.imageId()))

  const controller = new AbortController()
  onCleanup(() => controller.abort())

  async function rescan(): Promise<void> {
    if (scanning()) return
    batch(() => {
      setScanning(true)
      setFailure(null)
      setUnreadable([])
    })
    const seen = new Map<string, ImageRecord>()
    let fresh: ImageRecord[] = []
    let nextAt = 0
    // Sorting a long list takes time: it is done at once for the first pictures, then ever more rarely while a scan goes on.
    const publish = (): void => {
      const start = performance.now()
      if (fresh.length > 0) setFound(new Map([...found(), ...fresh.map((image) => [image.id, image] as const)]))
      fresh = []
      const took = performance.now() - start
      nextAt = start + took + Math.max(100, 10 * took)
    }
    try {
      const items = parts.client['project.scan']({ projectId: parts.project().id }, controller.signal)
      for await (const item of items) {
        switch (item.kind) {
          case 'images': {
            for (const image of item.images) seen.set(image.id, image)
            await parts.onImages(item.images)
            fresh.push(...item.images)
            if (performance.now() >= nextAt) publish()
            const first = images()[0]
            if (parts.editor.imageId() === null && first) await parts.editor.openImage(first.id)
            break
          }
          case 'unreadable':
            setUnreadable([...unreadable(), { path: item.path, reason: item.reason }])
            break
          case 'progress':
            break
          default:
            assertNever(item)
        }
      }
      setFound(seen)
      fresh = []
    } catch (thrown) {
      if (!controller.signal.aborted) setFailure(toAppError(thrown).toData())
    } finally {
      publish()
      setScanning(false)
    }
  }

  const open = (id: ImageId): Promise<void> => parts.editor.openImage(id)
  return {
    images,
    unreadable,
    scanning,
    failure,
    image: (id) => found().get(id),
    currentIndex,
    imageUrl: (id) => `${parts.project().imageBase}${id}`,
    open,
    async step(by) {
      const to = images()[Math.min(Math.max(currentIndex() + by, 0), images().length - 1)]
      if (to && to.id !== parts.editor.imageId()) await open(to.id)
    },
    rescan,
  }
}

const collator = new Intl.Collator('en', { numeric: true })

function comparePaths(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : 1)
}
