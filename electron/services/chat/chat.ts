import type { AskItem, AskRequest, chatApi } from '../../../shared/api/chat.ts'
import { continuedTurn, partsToGoOn } from '../../../shared/dialogue/continued-turn.ts'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { Entry, RecordChange } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import type { Engine } from '../engine/engine.ts'
import type { Models } from '../engine/models.ts'
import { makeItemQueue } from '../flow/item-queue.ts'
import { checkUnchanged } from '../images/unchanged-picture.ts'
import type { ProjectAccess } from '../project/project-access.ts'
import { type Answer, converse, writePrompt } from './converse.ts'
import { createPromptMeasure } from './prompt-measure.ts'

export type ChatServiceOptions = {
  readonly engine: Engine
  readonly models: Models
  readonly project: Pick<ProjectAccess, 'append' | 'imagePath'>
  readonly appVersion: string
}

/** Talks to models and writes what they say to the project's journal. */
export function createChatService(options: ChatServiceOptions): Handlers<typeof chatApi> {
  const { engine, models, project, appVersion } = options
  const measurePrompt = createPromptMeasure()

  async function answer(request: AskRequest, signal: AbortSignal, tell: (item: AskItem) => void): Promise<void> {
    const { manifest } = await models.find(request.modelId)
    const imagePath = project.imagePath(request.projectId, request.image.id)
    await checkUnchanged(imagePath, request.image)
    const said = await converse({
      engine,
      manifest,
      imagePath,
      question: request,
      turnId: request.instead?.turnId,
      continues: request.continues && { ...request.continues, parts: partsToGoOn(request.continues.parts) },
      nextRegionNumber: request.nextRegionNumber,
      generate: request.options,
      appVersion,
      signal,
      onEvent: tell,
    })
    const entry = answerEntry(request, said)
    const [seq] = await project.append(request.projectId, [entry])
    if (seq === undefined) throw new AppError('journal.write-failed')
    tell({ kind: 'done', committed: { seq, entry } })
    if (said.failure) throw said.failure
  }

  return {
    'chat.models': async () => ({ models: await models.list() }),
    'chat.load': async ({ modelId, device }) => {
      await models.find(modelId)
      return engine.load(modelId, device)
    },
    'chat.prepare': async ({ projectId, modelId, imageId }) => ({
      encoded: await engine.prepare(modelId, project.imagePath(projectId, imageId)),
    }),
    'chat.prompt': async ({ modelId, ...question }) => {
      const { manifest, folder } = await models.find(modelId)
      const { prompt } = writePrompt(manifest, question)
      return { prompt, length: await measurePrompt(folder, manifest, prompt) }
    },
    async *'chat.ask'(request, { signal }) {
      // The answer goes on into the journal on its own: a page that has gone must not take along what was said.
      const stop = new AbortController()
      const onAbort = (): void => stop.abort()
      if (signal.aborted) onAbort()
      signal.addEventListener('abort', onAbort, { once: true })
      const queue = makeItemQueue<AskItem>()
      void answer(request, stop.signal, queue.push).then(queue.end, queue.fail)
      try {
        yield* queue.items
      } finally {
        stop.abort()
        signal.removeEventListener('abort', onAbort)
      }
    },
  }
}

function answerEntry({ dialogue, turns, image, group, instead, continues }: AskRequest, answer: Answer): Entry {
  const now = Date.now()
  const turn: Turn = {
    id: answer.turnId,
    dialogueId: dialogue.id,
    // Between its question and whatever came later, when a question is asked again.
    order: instead?.order ?? (turns.at(-1)?.order ?? 0) + 0.5,
    role: 'assistant',
    parts: answer.parts,
    origin: 'model',
    review: 'open',
    run: answer.run,
    ...(instead && instead.alternatives.length > 0 && { alternatives: instead.alternatives }),
    createdAt: now,
  }
  const changes: RecordChange[] = answer.regions.map((region) => ({
    table: 'regions',
    id: region.id,
    before: null,
    after: region,
  }))
  const after = continues ? continuedTurn(continues, turn) : turn
  changes.push({ table: 'turns', id: turn.id, before: continues ?? null, after })
  return { id: newId(), kind: 'commit', group, label: 'history.answer', imageId: image.id, changes, at: now }
}
