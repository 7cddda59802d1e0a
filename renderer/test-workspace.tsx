import { createRoot, createSignal, type JSX } from 'solid-js'
import { render } from 'solid-js/web'
import type { AskItem, AskRequest, ModelCard } from '../shared/api/chat.ts'
import type { deixisApi } from '../shared/api/deixis.ts'
import type { LoadedModel } from '../shared/api/engine.ts'
import type { ImageRecord } from '../shared/dialogue/image.ts'
import type { Region } from '../shared/dialogue/region.ts'
import type { Entry, JournalEntry } from '../shared/document/document.ts'
import { AppError } from '../shared/errors.ts'
import type { ImageId, RegionId } from '../shared/ids.ts'
import type { Client } from '../shared/rpc/contract.ts'
import type { DocumentStore } from './db/document-store.ts'
import { createMemoryStore } from './db/memory-store.ts'
import { createModels } from './state/create-models.ts'
import { createSettings } from './state/create-settings.ts'
import { createShell } from './state/create-shell.ts'
import { makeMemoryStore } from './state/create-stored.ts'
import { createWorkspace } from './state/create-workspace.ts'
import { createMemoryJournal, type MemoryJournal } from './state/memory-journal.ts'
import type { Workspace } from './state/workspace.ts'
import { WorkspaceContext } from './state/workspace-context.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/notes.css'

const testImage: ImageRecord = {
  id: 'image1' as ImageId,
  path: 'street.png',
  width: 1000,
  height: 1000,
  bytes: 1,
  modifiedAt: 1,
}

/** A box of the test picture, given in thousandths of it. */
export function testBox(number: number, corners: readonly [number, number, number, number], label = ''): Region {
  const [x1, y1, x2, y2] = corners
  return {
    id: `r${number}` as RegionId,
    imageId: testImage.id,
    number,
    shape: { kind: 'box', x1, y1, x2, y2 },
    label,
    origin: 'human',
    createdAt: 1,
  }
}

const card: ModelCard = {
  id: 'tiny',
  title: 'Tiny',
  dialect: 'shikra',
  licence: 'MIT',
  bytes: 1e6,
  capabilities: { boxIn: true, pointIn: true, boxOut: true, pointOut: false, multiTurn: true },
}
/** The test model, loaded. */
export const testLoaded: LoadedModel = {
  modelId: 'tiny',
  modelHash: 'x',
  dialect: 'shikra',
  provider: 'cpu',
  attempts: [{ provider: 'cpu', ok: true }],
  threads: 2,
  loadMs: 5,
}

/** What a test says in the model's place. */
export type TestModel = {
  readonly requests: AskRequest[]
  readonly stopped: () => boolean
  say(item: Exclude<AskItem, { kind: 'done' }>): void
  /** Ends the answer: the entry is committed to the journal as the main process would. */
  finish(entry: Entry): void
  fail(error: AppError): void
}

/** A workspace on a journal in memory, with one picture and a model that the test speaks for. Not part of the app. */
export async function openTestWorkspace(
  regions: readonly Region[] = [],
  methods: Partial<Client<typeof deixisApi>> = {},
  start: {
    /** What the journal has besides. */
    readonly entries?: readonly JournalEntry[]
    /** The page's store, where it has something already. */
    readonly store?: DocumentStore
  } = {},
): Promise<{
  readonly workspace: Workspace
  readonly journal: MemoryJournal
  readonly model: TestModel
  mount(ui: () => JSX.Element): HTMLElement
  dispose(): void
}> {
  const journal = createMemoryJournal([
    {
      seq: 1,
      entry: {
        id: 'first' as never,
        kind: 'commit',
        label: 'history.add-box',
        imageId: testImage.id,
        changes: regions.map((region) => ({ table: 'regions', id: region.id, before: null, after: region })),
        at: 1,
      },
    },
    ...(start.entries ?? []),
  ])
  const requests: AskRequest[] = []
  const items: (AskItem | AppError)[] = []
  const [stopped, setStopped] = createSignal(false)
  let wake: () => void = () => undefined
  const push = (item: AskItem | AppError): void => {
    items.push(item)
    wake()
  }

  const client = {
    ...journal.client,
    async *'project.scan'() {
      yield { kind: 'images', images: [testImage] }
    },
    'chat.models': async () => ({ models: [card] }),
    'chat.load': async () => testLoaded,
    'chat.prepare': async () => ({ encoded: true }),
    'chat.prompt': async ({ turns }: { turns: readonly unknown[] }) => ({ prompt: `<image> ${turns.length} turns` }),
    async *'chat.ask'(request: AskRequest, signal: AbortSignal) {
      requests.push(request)
      signal.addEventListener('abort', () => setStopped(true))
      for (;;) {
        const item = items.shift()
        if (item instanceof AppError) throw item
        if (item) yield item
        else await new Promise<void>((resolve) => (wake = resolve))
        if (item?.kind === 'done') return
      }
    },
    ...methods,
  } as unknown as Client<typeof deixisApi>

  const { workspace, dispose } = createRoot((end) => {
    const settings = createSettings(makeMemoryStore())
    const shell = createShell(client)
    const models = createModels(client, settings.device)
    void models.start()
    const made = createWorkspace({
      shell,
      settings,
      models,
      project: journal.info,
      store: start.store ?? createMemoryStore(),
    })
    return { workspace: made, dispose: end }
  })
  await workspace.library.rescan()

  const places: (() => void)[] = []
  return {
    workspace,
    journal,
    model: {
      requests,
      stopped,
      say: push,
      finish: (entry) => push({ kind: 'done', committed: journal.commit(entry) }),
      fail: push,
    },
    mount(ui) {
      const place = document.createElement('div')
      document.body.append(place)
      const end = render(() => <WorkspaceContext.Provider value={workspace}>{ui()}</WorkspaceContext.Provider>, place)
      places.push(() => {
        end()
        place.remove()
      })
      return place
    },
    dispose() {
      for (const end of places) end()
      dispose()
    },
  }
}
