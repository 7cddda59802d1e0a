import { batch, createMemo, createSignal } from 'solid-js'
import type { ProjectInfo } from '../../shared/api/project.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import { type Document, type Entry, emptyDocument, type RecordChange } from '../../shared/document/document.ts'
import {
  emptyHistory,
  type History,
  historyOf,
  nextRedo,
  nextUndo,
  redoEntry,
  type Stamp,
  takeEntry,
  undoEntry,
} from '../../shared/document/history.ts'
import { keepSeconds } from '../../shared/document/mark.ts'
import { changesOf, type Recipe } from '../../shared/document/record-changes.ts'
import { sharedNumbers } from '../../shared/document/region-numbers.ts'
import { type CommitId, type ImageId, newId, type RegionId } from '../../shared/ids.ts'
import type { DocumentStore, ImageDocument } from '../db/document-store.ts'
import { createCorrectionClock } from './correction-clock.ts'
import { createNumbers } from './create-numbers.ts'
import type { Editor, Gesture, ToolName } from './editor.ts'
import { withEntry } from './loaded-document.ts'
import { createMirror, plainChanges } from './mirror.ts'
import { createPersistence, type ProjectClient } from './persistence.ts'

export type EditorOptions = {
  readonly client: ProjectClient
  readonly store: DocumentStore
  readonly project: ProjectInfo
  readonly now?: () => number
  readonly retryDelaysMs?: readonly number[]
}

/** How many entries of the journal's end are read back for undo after a start. */
const historyLength = 1000

const nothing: readonly RecordChange[] = []

function withImage(loaded: ImageDocument, image: ImageRecord | undefined): ImageDocument {
  return image === undefined ? loaded : { ...loaded, document: { ...loaded.document, images: { [image.id]: image } } }
}

/**
 * The editor of an open project. Call it inside a Solid root that lives as long as the project, `await editor.ready`, then
 * `openImage`. Call `dispose` when the project is closed.
 */
export function createEditor(options: EditorOptions): Editor {
  const { client, store, project } = options
  const projectId = project.id
  const now = options.now ?? Date.now
  const stamp: Stamp = { id: () => newId<CommitId>(Math.random, now), at: now }
  const stop = new AbortController()

  const corrections = createCorrectionClock(now)
  const mirror = createMirror()
  const [snapshot, setSnapshot] = createSignal<Document>(emptyDocument)
  const [previewed, setPreviewed] = createSignal<readonly RecordChange[]>(nothing)
  const [history, setHistory] = createSignal<History>(emptyHistory)
  const [imageId, setImageId] = createSignal<ImageId | null>(null)
  const [selection, setSelection] = createSignal<readonly RegionId[]>([])
  const [hovered, setHovered] = createSignal<RegionId | null>(null)
  const [tool, setTool] = createSignal<ToolName>('select')
  const [showOriginals, setShowOriginals] = createSignal(false)
  const [provisional, setProvisional] = createSignal<readonly Region[]>([])
  const [writable, setWritable] = createSignal(project.writer)

  const persistence = createPersistence({
    client,
    store,
    projectId,
    now,
    onNotWriter: () => setWritable(false),
    onUnheard: (entries) => {
      for (const each of entries) hear(each)
    },
    ...(options.retryDelaysMs === undefined ? {} : { retryDelaysMs: options.retryDelaysMs }),
  })

  let committed: Document = emptyDocument
  let inHand: { readonly token: object; readonly recipe: Recipe } | null = null
  let openings = 0
  const numbers = createNumbers(imageId)
  const overlays = new Set<Entry[]>()
  /** What scans found. The store gets only images that are opened: writing 100,000 of them takes as long as half a minute. */
  const known = new Map<string, ImageRecord>()
  const listeners = new Set<(changes: readonly RecordChange[] | null) => void>()

  /** `changed`: what is new in `committed`, where that is known. */
  function show(changed?: readonly RecordChange[]): void {
    const preview = inHand === null ? nothing : changesOf(committed, inHand.recipe)
    batch(() => {
      mirror.show(committed, preview, changed)
      setSnapshot(committed)
      setPreviewed(preview)
    })
  }

  function dropGesture(): void {
    if (inHand === null) return
    inHand = null
    show(nothing)
  }

  /** Gives regions of the open image that have the number of another one a number of their own. */
  function settleNumbers(): void {
    if (!writable()) return
    const own = Object.values(committed.regions).filter((region) => region.imageId === imageId())
    const shared = sharedNumbers(own)
    if (shared.length === 0) return
    const first = numbers.next()
    const recipe: Recipe = (draft) => {
      for (const [at, { id }] of shared.entries()) {
        const region = draft.regions[id]
        if (region) draft.regions[id] = { ...region, number: first + at }
      }
    }
    commit('history.number-region', recipe, { silent: true })
  }

  /** One entry more in history, document and every image that is being loaded. */
  function take(entry: Entry): void {
    const next = withEntry(committed, imageId(), entry)
    const changed = entry.changes.filter(({ table, id }) => committed[table][id] !== next[table][id])
    batch(() => {
      committed = next
      setHistory(takeEntry(history(), entry))
      numbers.note(entry)
      for (const overlay of overlays) overlay.push(entry)
      show(changed)
      for (const listener of listeners) listener(entry.changes)
      const regions = snapshot().regions
      if (selection().some((id) => regions[id] === undefined)) {
        setSelection(selection().filter((id) => regions[id] !== undefined))
      }
    })
  }

  /** An entry that others committed, told of for the first time. */
  function hear(entry: Entry): void {
    const { done, undone } = history()
    if ([...done, ...undone].some((each) => each.id === entry.id)) return
    take(entry)
    if (entry.changes.some(({ table }) => table === 'regions')) settleNumbers()
  }

  function commit(label: string, recipe: Recipe, settings: { group?: string; silent?: boolean } = {}): Entry | null {
    if (!writable()) return null
    const changes = corrections.note(plainChanges(changesOf(committed, recipe)))
    if (changes.length === 0) return null
    const group = settings.group === undefined ? {} : { group: settings.group }
    const entry: Entry = {
      id: stamp.id(),
      kind: settings.silent === true ? 'base' : 'commit',
      ...group,
      label,
      imageId: imageId(),
      changes,
      at: stamp.at(),
    }
    take(entry)
    persistence.push([entry])
    return entry
  }

  function gesture(label: string): Gesture {
    dropGesture()
    const token = {}
    let last: Recipe | null = null
    let over = false
    return {
      preview(recipe) {
        if (over || !writable() || (inHand !== null && inHand.token !== token)) return
        last = recipe
        inHand = { token, recipe }
        show(nothing)
      },
      end() {
        if (over) return
        over = true
        if (inHand?.token !== token || last === null) return
        const recipe = last
        batch(() => {
          inHand = null
          if (commit(label, recipe) === null) show(nothing)
        })
      },
      cancel() {
        over = true
        if (inHand?.token === token) dropGesture()
      },
    }
  }

  async function load(id: ImageId): Promise<void> {
    const opening = ++openings
    const overlay = persistence.unsaved()
    overlays.add(overlay)
    try {
      const image = known.get(id)
      const loaded = withImage(await store.forImage(id), image)
      if (opening !== openings) return
      if (image !== undefined) void store.putImages([image]).catch(() => undefined)
      batch(() => {
        inHand = null
        const moved = imageId() !== id
        setImageId(id)
        numbers.open(loaded.highestNumber)
        committed = overlay.reduce((document, entry) => withEntry(document, id, entry), loaded.document)
        for (const entry of overlay) numbers.note(entry)
        if (moved) {
          setSelection([])
          setHovered(null)
          setProvisional([])
        }
        show()
        settleNumbers()
      })
    } finally {
      overlays.delete(overlay)
    }
  }

  async function openImage(id: ImageId): Promise<void> {
    await ready
    await load(id)
  }

  async function step(
    unitOf: (history: History) => Entry[],
    entryOf: (commit: Entry, stamp: Stamp) => Entry,
  ): Promise<void> {
    await ready
    dropGesture()
    const where = unitOf(history())[0]?.imageId
    if (where !== undefined && where !== null && where !== imageId()) await load(where)
    if (!writable()) return
    const entries = unitOf(history()).map((each) => keepSeconds(entryOf(each, stamp), committed.marks))
    if (entries.length === 0) return
    batch(() => {
      for (const entry of entries) take(entry)
      const touched = entries.flatMap((entry) => entry.changes).filter((change) => change.table === 'regions')
      const there = touched.filter((change) => committed.regions[change.id]?.imageId === imageId())
      setSelection([...new Set(there.map((change) => change.id as RegionId))])
    })
    persistence.push(entries)
    settleNumbers()
  }

  let steps: Promise<void> = Promise.resolve()
  function inTurn(work: () => Promise<void>): Promise<void> {
    const next = steps.then(work)
    steps = next.catch(() => undefined)
    return next
  }

  async function goToStep(id: CommitId | null): Promise<void> {
    await ready
    const reached = (): boolean => {
      const { done } = history()
      return id === null ? done.length === 0 : done.at(-1)?.id === id
    }
    const { done, undone } = history()
    const back = id === null || done.some((each) => each.id === id)
    if (!back && !undone.some((each) => each.id === id)) return
    while (!reached()) {
      const before = history()
      if (back && !before.done.some((each) => each.id === id) && id !== null) return
      await (back ? step(nextUndo, undoEntry) : step(nextRedo, redoEntry))
      if (history() === before) return
    }
  }

  /** Reads back what the store has by now: at the start, and after another window wrote. */
  async function refresh(info: ProjectInfo): Promise<void> {
    await persistence.catchUp(info)
    const recent = (await store.recentEntries(historyLength)).map((each) => each.entry)
    // A step whose first entries were not read back cannot be taken back whole, so it is left out.
    const cut = recent.length < historyLength ? undefined : recent[0]?.group
    const start = cut === undefined ? 0 : recent.findIndex((each) => each.group !== cut)
    const entries = start < 0 ? [] : recent.slice(start)
    setHistory(historyOf([...entries, ...persistence.unsaved()]))
    for (const listener of listeners) {
      listener(null)
      for (const entry of persistence.unsaved()) listener(entry.changes)
    }
    const open = imageId()
    if (open !== null) return load(open)
    const settings = await store.settings()
    committed = persistence.unsaved().reduce((document, entry) => withEntry(document, null, entry), {
      ...emptyDocument,
      settings,
    })
    show()
  }

  let taking: Promise<void> | null = null
  function takeOver(): Promise<void> {
    taking ??= becomeWriter().finally(() => {
      taking = null
    })
    return taking
  }

  async function becomeWriter(): Promise<void> {
    const info = await client['project.takeOver']({ projectId })
    await refresh(info)
    setWritable(info.writer)
    if (!info.writer) return
    persistence.retry()
    settleNumbers()
  }

  async function watchWriter(): Promise<void> {
    for await (const { writer } of client['project.watch']({ projectId }, stop.signal)) {
      if (!writer) setWritable(false)
      // The other window has gone: what it did must be here before anything is built upon it.
      else if (!writable()) await takeOver()
    }
  }

  const ready = refresh(project)
  // A lost connection ends the watch; the next save or question reports it, so there is nothing to tell here.
  void watchWriter().catch(() => undefined)

  const undoable = createMemo(() => nextUndo(history())[0])
  const redoable = createMemo(() => nextRedo(history())[0])

  return {
    ready,
    document: mirror.document,
    snapshot,
    previewed,
    imageId,
    openImage,
    selection,
    select(ids) {
      corrections.look(ids)
      setSelection([...ids])
    },
    hovered,
    hover: (id) => setHovered(id),
    tool,
    setTool: (name) => setTool(name),
    async addImages(images: readonly ImageRecord[]) {
      for (const image of images) known.set(image.id, image)
      const here = images.find((image) => image.id === imageId())
      if (here !== undefined) {
        committed = { ...committed, images: { ...committed.images, [here.id]: here } }
        show()
        await store.putImages([here])
      }
    },
    nextRegionNumber: numbers.next,
    reserveNumbers: numbers.reserve,
    provisional,
    setProvisional: (regions) => setProvisional([...regions]),
    showOriginals,
    setShowOriginals: (shown) => setShowOriginals(shown),
    commit,
    gesture,
    undo: () => inTurn(() => step(nextUndo, undoEntry)),
    redo: () => inTurn(() => step(nextRedo, redoEntry)),
    canUndo: () => writable() && undoable() !== undefined,
    canRedo: () => writable() && redoable() !== undefined,
    history,
    goToStep: (id) => inTurn(() => goToStep(id)),
    replayed: persistence.replayed,
    undoLabel: () => undoable()?.label ?? null,
    redoLabel: () => redoable()?.label ?? null,
    async applyCommitted(received) {
      await ready
      // Told again, it would lay what was over what is.
      if (!persistence.has(received.seq)) hear(received.entry)
      await persistence.takeIn(received)
    },
    watchChanges(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    saveState: persistence.state,
    unsaved: persistence.unsaved,
    lowOnSpace: persistence.lowOnSpace,
    retrySave: persistence.retry,
    writable,
    takeOver,
    dispose() {
      stop.abort()
      persistence.dispose()
      store.close()
    },
  }
}
