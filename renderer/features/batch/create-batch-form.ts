import { type Accessor, createMemo, createResource, createSignal } from 'solid-js'
import * as v from 'valibot'
import { type BatchPlan, batchPolicies } from '../../../shared/api/batch.ts'
import { RowType } from '../../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { createStored } from '../../state/create-stored.ts'
import type { Workspace } from '../../state/workspace.ts'
import { t } from '../../text/translate.ts'
import { readQuestion, writeQuestion } from './batch-question.ts'
import { type BatchScope, imagesOf } from './batch-scope.ts'

const Wish = v.object({
  text: v.string(),
  kind: v.picklist(['chat', 'qa', 'caption']),
  rowType: RowType,
  policy: v.picklist(batchPolicies),
  modelId: v.string(),
})
/** What is asked and how, as the form has it; kept for the next time. */
export type BatchFormWish = v.InferOutput<typeof Wish>

/** The form of a batch and what follows from it. */
export type BatchForm = {
  readonly wish: Accessor<BatchFormWish>
  change(part: Partial<BatchFormWish>): void
  readonly scope: Accessor<BatchScope>
  setScope(scope: BatchScope): void
  readonly chosen: Accessor<ReadonlySet<ImageId>>
  choose(ids: ReadonlySet<ImageId>): void
  readonly images: Accessor<readonly ImageRecord[]>
  countOf(scope: BatchScope): number
  /** Of the images, those that the policy passes over. */
  skipped(): number
  readonly plan: Accessor<BatchPlan>
  /** Why it cannot be begun; null = it can. */
  readonly reason: Accessor<string | null>
  /** Takes over what the latest batch asked. */
  repeat(scope: BatchScope): void
}

export function createBatchForm(workspace: Workspace): BatchForm {
  const { batch, library, settings, editor } = workspace
  const { models } = workspace.chat
  const [wish, setWish] = createStored<BatchFormWish>(settings.store, `deixis.batch.${workspace.project().id}`, Wish, {
    text: workspace.templates.built().find(({ id }) => id === 'caption')?.text ?? '',
    kind: 'caption',
    rowType: 'text',
    policy: 'skip',
    modelId: '',
  })
  const [scope, setScope] = createSignal<BatchScope>('shown')
  const [chosen, choose] = createSignal<ReadonlySet<ImageId>>(new Set())
  const ended = createMemo(() => {
    const state = batch.state()
    return state !== null && state.state !== 'running' ? `${state.id} ${state.state} ${state.failed}` : null
  })
  const [last] = createResource(
    ended,
    async () => ({ failed: await batch.images('failed'), unprocessed: await batch.images('unprocessed') }),
    { initialValue: { failed: [], unprocessed: [] } },
  )
  const of = (name: BatchScope): readonly ImageRecord[] => imagesOf(name, library, chosen(), last.latest)
  // While a batch runs every answer changes the facts, and nobody sees the form.
  const images = createMemo<readonly ImageRecord[]>(
    (before) => (batch.state()?.state === 'running' ? before : of(scope())),
    [],
  )
  const modelId = (): string => {
    const usable = models.cards().filter((card) => card.problem === undefined)
    const state = models.state()
    const loaded = state.kind === 'ready' || state.kind === 'loading' ? state.card.id : undefined
    return [wish().modelId, loaded, usable[0]?.id].find((id) => usable.some((card) => card.id === id)) ?? ''
  }
  const read = createMemo(() => readQuestion(wish().text))
  const skipped = (): number =>
    wish().policy === 'skip' ? images().filter(({ id }) => library.facts(id).turns > 0).length : 0

  return {
    wish: () => ({ ...wish(), modelId: modelId() }),
    change(part) {
      setWish({ ...wish(), ...part })
      batch.forgetTrials()
    },
    scope,
    setScope(name) {
      setScope(name)
      batch.forgetTrials()
    },
    chosen,
    choose: (ids) => void choose(ids),
    images,
    countOf: (name) => of(name).length,
    skipped,
    plan: () => ({
      modelId: modelId(),
      question: read().question,
      kind: wish().kind,
      ...(wish().kind === 'qa' && { row: { type: wish().rowType } }),
      policy: wish().policy,
      options: { ...settings.generate() },
      ...(settings.reviewer() !== '' && { author: settings.reviewer() }),
    }),
    reason() {
      const { open } = read()
      if (!editor.writable()) return t('batch.unavailable.read-only')
      if (modelId() === '') return t('batch.unavailable.no-model')
      if (wish().text.trim() === '') return t('batch.unavailable.no-question')
      if (open !== null) return t('batch.unavailable.slot', { slot: open })
      return images().length === 0 ? t('batch.unavailable.no-images') : null
    },
    repeat(name) {
      const plan = batch.state()?.plan
      if (!plan) return
      setWish({
        text: writeQuestion(plan.question),
        kind: plan.kind,
        rowType: plan.row?.type ?? wish().rowType,
        policy: name === 'failed' || name === 'unprocessed' ? plan.policy : 'replace',
        modelId: plan.modelId,
      })
      setScope(name)
      batch.forgetTrials()
    },
  }
}
