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
import { createImageSteps, type ImageSteps } from './create-image-steps.ts'
import { createLeftOff } from './create-left-off.ts'
import type { SettingEditor } from './create-project-setting.ts'
import { createSavedFilters, type SavedFilters } from './create-saved-filters.ts'
import { createShownImages } from './create-shown-images.ts'
import type { KeyValueStore } from './create-stored.ts'
import type { Editor } from './editor.ts'

export type UnreadableFile = { readonly path: string; readonly reason: string }

/** So many files whose names end so; '' has no ending, `*` stands for all further kinds. */
export type SkippedFiles = { readonly type: string; readonly n: number }

/** The pictures of the open project, in the order of their folder: natural order of names, a folder's pictures before its folders. */
export type Library = ImageSteps & {
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
  /** Where the page finds the picture's bytes. */
  imageUrl(id: ImageId): string
  /** Where the page finds a small copy; another one when the file changes. */
  thumbnailUrl(image: ImageRecord): string
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
  /** The next picture shown that is neither done nor skipped. */
  neighbourToDo(by: 1 | -1): ImageRecord | null
  /** Says how far the open picture is; `null` leaves it to what is drawn and said. One step to undo. */
  setState(state: ImageState | null): void
  /** Reads the folder again. */
  rescan(): Promise<void>
}

export type LibraryParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: SettingEditor & Pick<Editor, 'imageId' | 'openImage'>
  readonly facts: Facts
  readonly store: KeyValueStore
  /** Hears every batch before the first of its pictures is opened. */
  readonly onImages: (images: readonly ImageRecord[]) => Promise<void>
}

/** How long a scan may look for the picture that was open last before the first one is shown instead. */
const patienceMs = 700

/** Scans the project's folder; the picture that was open last, else the first one found, is opened before the scan ends. */
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

  const leftOff = createLeftOff(parts.store, parts.project().id, parts.editor.imageId)

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
    const started = performance.now()
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
            if (currentId() !== null) break
            const back = item.images.find(({ id }) => id === leftOff)
            if (back !== undefined) publish()
            const waits = leftOff !== null && performance.now() - started < patienceMs
            const opened = back ?? (waits ? undefined : images()[0])
            if (opened) await parts.editor.openImage(opened.id)
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
      const [top] = images()
      if (currentId() === null && top) await parts.editor.openImage(top.id)
    }
  }

  const steps = createImageSteps(parts.editor, shown, positions)
  const { currentId, neighbour } = steps

  function setFilter(text: string): void {
    const read = parseImageFilter(text)
    batch(() => {
      setFilterText(text)
      setFilterError(read.ok ? null : read.error)
      if (read.ok) setWanted(read.value)
    })
  }

  return {
    ...steps,
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
    imageUrl: (id) => `${parts.project().imageBase}${id}`,
    thumbnailUrl: (image) => `${parts.project().imageBase}${image.id}?small=${image.modifiedAt}-${image.bytes}`,
    filter,
    setFilter,
    showSet(name, ids) {
      sets.set(name, ids)
      setFilter(filterTerm('set', name))
    },
    filterError,
    saved: createSavedFilters(parts.editor, parts.store, parts.project().id),
    shown,
    facts: parts.facts.of,
    labels: parts.facts.labels,
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
