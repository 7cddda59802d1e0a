import { type Accessor, createSignal, onCleanup, batch as together } from 'solid-js'
import type { BatchPlan, BatchState, TrialItem } from '../../shared/api/batch.ts'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import type { ImageId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Editor } from './editor.ts'

/** Asking many pictures of the project the same. Goes on in the main process, whatever the page does. */
export type Batch = {
  /** The latest batch; null when there was none. */
  readonly state: Accessor<BatchState | null>
  /** What the pictures tried last would get. */
  readonly trials: Accessor<readonly TrialItem[]>
  readonly trying: Accessor<boolean>
  /** Why the last thing that was wanted did not happen. */
  readonly failure: Accessor<ErrorData | null>
  /** Asks pictures and keeps nothing. */
  try(plan: BatchPlan, imageIds: readonly ImageId[]): Promise<void>
  forgetTrials(): void
  /** False when it could not be begun. */
  start(plan: BatchPlan, imageIds: readonly ImageId[]): Promise<boolean>
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
  /** Pictures of the latest batch; none where it cannot be told. */
  images(which: 'all' | 'unprocessed' | 'failed'): Promise<readonly ImageId[]>
  /** The dialogues that were removed; null when that failed. */
  takeBack(): Promise<number | null>
}

export type BatchParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Pick<Editor, 'ready' | 'applyCommitted'>
}

/** One per open project; takes in what batches commit as long as its owner lives. */
export function createBatch({ client, project, editor }: BatchParts): Batch {
  const [state, setState] = createSignal<BatchState | null>(null)
  const [trials, setTrials] = createSignal<readonly TrialItem[]>([])
  const [trying, setTrying] = createSignal(false)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  const stop = new AbortController()
  onCleanup(() => stop.abort())
  let trial: AbortController | null = null

  async function watch(): Promise<void> {
    await editor.ready
    const { id: projectId, lastSeq: seq } = project()
    for await (const item of client['batch.watch']({ projectId, seq }, stop.signal)) {
      if (item.kind === 'state') setState(item.batch)
      else for (const committed of item.entries) await editor.applyCommitted(committed)
    }
  }
  // A lost connection is reported by whatever is wanted next.
  void watch().catch(() => undefined)

  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    setFailure(null)
    try {
      return await work()
    } catch (thrown) {
      setFailure(toAppError(thrown).toData())
      return null
    }
  }
  const ofProject = (): { projectId: ProjectInfo['id'] } => ({ projectId: project().id })

  return {
    state,
    trials,
    trying,
    failure,
    async try(plan, imageIds) {
      trial?.abort()
      const mine = new AbortController()
      trial = mine
      together(() => {
        setTrying(true)
        setTrials([])
        setFailure(null)
      })
      try {
        const wish = { ...ofProject(), plan, imageIds: [...imageIds] }
        for await (const item of client['batch.try'](wish, mine.signal))
          if (trial === mine) setTrials([...trials(), item])
      } catch (thrown) {
        if (!mine.signal.aborted) setFailure(toAppError(thrown).toData())
      } finally {
        if (trial === mine) setTrying(false)
      }
    },
    forgetTrials() {
      trial?.abort()
      together(() => {
        setTrials([])
        setTrying(false)
      })
    },
    async start(plan, imageIds) {
      const begun = await attempt(() => client['batch.start']({ ...ofProject(), plan, imageIds: [...imageIds] }))
      return begun !== null
    },
    pause: async () => void (await attempt(() => client['batch.pause'](ofProject()))),
    resume: async () => void (await attempt(() => client['batch.resume'](ofProject()))),
    stop: async () => void (await attempt(() => client['batch.stop'](ofProject()))),
    images: async (which) => (await attempt(() => client['batch.images']({ ...ofProject(), which })))?.imageIds ?? [],
    takeBack: async () => (await attempt(() => client['batch.takeBack'](ofProject())))?.dialogues ?? null,
  }
}
