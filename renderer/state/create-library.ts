import { type Accessor, batch, createMemo, createSignal, onCleanup } from 'solid-js'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { FilterError } from '../../shared/document/filter-words.ts'
import type { ImageFacts } from '../../shared/document/image-facts.ts'
import { filterTerm, type ImageFilter, parseImageFilter } from '../../shared/document/image-filter.ts'
import type { ImageState } from '../../shared/document/mark.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import type { ImageId } from '../../shared/ids.ts'
import { assertNever } from '../../shared/result.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Facts } from './create-facts.ts'
import { createSavedFilters, type SavedFilters } from './create-saved-filters.ts'
import { createShownImages } from './create-shown-images.ts'
import type { KeyValueStore } from './create-stored.ts'
import type { Editor } from './editor.ts'

export type UnreadableFile = { readonly path: string; readonly reason: string }

/** So many files whose names end so; '' has no ending, `*` stands for all further kinds. */
export type SkippedFiles = { readonly type: string; readonly n: number }

/** The pictures of the open project, in the order of their folder: natural order of names, a folder's pictures before its folders. */
export type Library = {
  readonly images: Accessor<readonly ImageRecord[]>
  readonly unreadable: Accessor<readonly UnreadableFile[]>
  /** Files that are no pictures, by how their names end; known once the folder was read. */
  readonly skipped: Accessor<readonly SkippedFiles[]>
  /** Images with work on them whose files the last scan did not meet. */
  readonly missing: Accessor<readonly ImageRecord[]>
  /** How many of them the last scan found again, under another path. */
  readonly foundAgain: Accessor<number>
  readonly scanning: Accessor<boolean>
  /** Why the folder could not be read to its end. */
  readonly failure: Accessor<ErrorData | null>
  /** Whether that is because the folder is not there. */
  folderGone(): boolean
  image(id: ImageId): ImageRecord | undefined
  /** Where the open image stands among `images`, from 0; -1 when none is open. */
  readonly currentIndex: Accessor<number>
  /** The open image, or the one that is being opened. */
  readonly currentId: Accessor<ImageId | null>
  /** Where the page finds the picture's bytes. */
  imageUrl(id: ImageId): string
  /** Where the page finds a small copy; another one when the file changes. */
  thumbnailUrl(image: ImageRecord): string
  open(id: ImageId): Promise<void>
  /** The text of the filter; `shown` keeps to the last one that could be read. */
  readonly filter: Accessor<string>
  setFilter(text: string): void
  readonly filterError: Accessor<FilterError | null>
  /** Filters by a set of pictures, which the filter box names. Known until the project is closed. */
  showSet(name: string, ids: ReadonlySet<ImageId>): void
  readonly saved: SavedFilters
  /** The pictures that pass the filter, in order. */
  readonly shown: Accessor<readonly ImageRecord[]>
  /** What is known of a picture; tracked. */
  facts(id: ImageId): ImageFacts
  /** How many regions of the project have each label; tracked. */
  labels(): ReadonlyMap<string, number>
  /** The picture that is `by` places further among those shown, also from one that is not; `null` beyond the ends. */
  neighbour(by: 1 | -1, wanted?: (image: ImageRecord) => boolean): ImageRecord | null
  /** Opens the neighbour; stays where there is none. */
  step(by: 1 | -1): Promise<void>
  /** The next picture shown that is neither done nor skipped. */
  neighbourToDo(by: 1 | -1): ImageRecord | null
  /**
   * Does something with the open picture, once the one that was asked for last is open: keys come faster than pictures open, and what is
   * said of a picture must not fall on the one before.
   */
  inTurn(work: () => Promise<void> | void): Promise<void>
  /** Says how far the open picture is; `null` leaves it to what is drawn and said. One step to undo. */
  setState(state: ImageState | null): void
  /** Reads the folder again. */
  rescan(): Promise<void>
}

export type LibraryParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Pick<Editor, 'imageId' | 'openImage' | 'commit'>
  readonly facts: Facts
  readonly store: KeyValueStore
  /** Hears every batch before the first of its pictures is opened. */
  readonly onImages: (images: readonly ImageRecord[]) => Promise<void>
}

/** Scans the project's folder; the first picture found is opened before the scan ends unless one is open already. */
export function createLibrary(parts: LibraryParts): Library {
  const [images, setImages] = createSignal<readonly ImageRecord[]>([])
  const [unreadable, setUnreadable] = createSignal<readonly UnreadableFile[]>([])
  const [skipped, setSkipped] = createSignal<readonly SkippedFiles[]>([])
  const [missing, setMissing] = createSignal<readonly ImageRecord[]>([])
  const [foundAgain, setFoundAgain] = createSignal(0)
  const [scanning, setScanning] = createSignal(false)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  const positions = createMemo(() => new Map<string, number>(images().map((image, at) => [image.id, at])))
  const currentIndex = createMemo(() => positions().get(parts.editor.imageId() ?? '') ?? -1)

  const [filter, setFilterText] = createSignal('')
  const [filterError, setFilterError] = createSignal<FilterError | null>(null)
  const [wanted, setWanted] = createSignal<ImageFilter>({ kind: 'all' })
  const sets = new Map<string, ReadonlySet<string>>()
  const isIn = (imageId: string, set: string): boolean => sets.get(set)?.has(imageId) ?? false
  const shown = createShownImages(images, positions, wanted, parts.facts, isIn)

  const controller = new AbortController()
  onCleanup(() => controller.abort())

  async function rescan(): Promise<void> {
    if (scanning()) return
    batch(() => {
      setScanning(true)
      setFailure(null)
      setFoundAgain(0)
      setUnreadable([])
    })
    const seen: ImageRecord[] = []
    const first = images().length === 0
    let nextAt = 0
    // A long list takes time to show: it is shown at once for the first pictures, then ever more rarely while a scan goes on.
    const publish = (): void => {
      const start = performance.now()
      setImages([...seen])
      const took = performance.now() - start
      nextAt = start + took + Math.max(100, 10 * took)
    }
    try {
      const items = parts.client['project.scan']({ projectId: parts.project().id }, controller.signal)
      for await (const item of items) {
        switch (item.kind) {
          case 'images': {
            seen.push(...item.images)
            await parts.onImages(item.images)
            if (first && performance.now() >= nextAt) publish()
            const opened = images()[0]
            if (parts.editor.imageId() === null && opened) await parts.editor.openImage(opened.id)
            break
          }
          case 'unreadable':
            setUnreadable([...unreadable(), { path: item.path, reason: item.reason }])
            break
          case 'moved': {
            const now = new Map(item.moved.map((each) => [each.was as string, each.image]))
            for (const [at, image] of seen.entries()) seen[at] = now.get(image.id) ?? image
            await parts.onImages(item.moved.map(({ image }) => image))
            setFoundAgain(item.moved.length)
            publish()
            const open = now.get(parts.editor.imageId() ?? '')
            if (open) await parts.editor.openImage(open.id)
            break
          }
          case 'missing':
            setMissing(item.images)
            break
          case 'skipped':
            setSkipped(item.types)
            break
          case 'progress':
            break
          default:
            assertNever(item)
        }
      }
    } catch (thrown) {
      if (!controller.signal.aborted) setFailure(toAppError(thrown).toData())
    } finally {
      if (first || failure() === null) publish()
      setScanning(false)
    }
  }

  // Keys come faster than images open: a step counts from the image asked for last.
  const [asked, setAsked] = createSignal<ImageId | null>(null)
  const currentId = (): ImageId | null => asked() ?? parts.editor.imageId()
  let opening: Promise<void> = Promise.resolve()
  let turns: Promise<void> = Promise.resolve()
  let waiting = 0

  async function openAsked(id: ImageId): Promise<void> {
    try {
      await parts.editor.openImage(id)
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

  function setFilter(text: string): void {
    const read = parseImageFilter(text)
    batch(() => {
      setFilterText(text)
      setFilterError(read.ok ? null : read.error)
      if (read.ok) setWanted(read.value)
    })
  }

  return {
    images,
    unreadable,
    skipped,
    missing,
    foundAgain,
    scanning,
    failure,
    folderGone: () => failure()?.code === 'project.not-found',
    image: (id) => images()[positions().get(id) ?? -1],
    currentIndex,
    currentId,
    imageUrl: (id) => `${parts.project().imageBase}${id}`,
    thumbnailUrl: (image) => `${parts.project().imageBase}${image.id}?small=${image.modifiedAt}-${image.bytes}`,
    open,
    filter,
    setFilter,
    showSet(name, ids) {
      sets.set(name, ids)
      setFilter(filterTerm('set', name))
    },
    filterError,
    saved: createSavedFilters(parts.store, parts.project().id),
    shown,
    facts: parts.facts.of,
    labels: parts.facts.labels,
    neighbour,
    async step(by) {
      if (waiting > 0) return inTurn(() => step(by))
      await step(by)
    },
    inTurn,
    neighbourToDo: (by) => neighbour(by, ({ id }) => !['done', 'skipped'].includes(parts.facts.of(id).state)),
    setState(state) {
      const id = parts.editor.imageId()
      if (id === null) return
      parts.editor.commit(`history.mark-${state ?? 'auto'}`, (draft) => {
        const { state: _, ...rest } = draft.marks[id] ?? { id }
        draft.marks[id] = state === null ? rest : { ...rest, id, state }
      })
    },
    rescan,
  }
}
