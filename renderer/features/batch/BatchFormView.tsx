import { createUniqueId, For, type JSX, Show } from 'solid-js'
import { batchPolicies } from '../../../shared/api/batch.ts'
import { RowType } from '../../../shared/dialogue/dialogue.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { type BatchScope, batchScopes } from './batch-scope.ts'
import { ChosenImages } from './ChosenImages.tsx'
import type { BatchForm } from './create-batch-form.ts'
import '../../ui/form.css'

const kinds = ['chat', 'caption', 'qa'] as const

/** Which images are asked what, and what becomes of the answers. */
export function BatchFormView(props: { readonly form: BatchForm }): JSX.Element {
  const workspace = useWorkspace()
  const { form } = props
  const scopeField = createUniqueId()
  const templateField = createUniqueId()
  const questionField = createUniqueId()
  const kindField = createUniqueId()
  const modelField = createUniqueId()
  const templates = () => [
    ...workspace.templates.built(),
    ...workspace.templates.own().filter(({ text }) => text.trim() !== ''),
  ]
  const scopes = (): readonly BatchScope[] =>
    batchScopes.filter(
      (name) => (name !== 'failed' && name !== 'unprocessed') || name === form.scope() || form.countOf(name) > 0,
    )
  const asksRegions = (): boolean => form.plan().question.some(({ kind }) => kind === 'region')
  return (
    <form class="form-beside" aria-label={t('batch.form')} onSubmit={(event) => event.preventDefault()}>
      <label class="field-below" for={scopeField}>
        <span>{t('batch.scope')}</span>
        <select
          id={scopeField}
          class="field-select"
          onChange={(event) => form.setScope(scopes()[event.currentTarget.selectedIndex] ?? 'shown')}
        >
          <For each={scopes()}>
            {(name) => (
              <option value={name} selected={name === form.scope()}>
                {t('batch.scope.count', { name: t(`batch.scope.${name}`), n: form.countOf(name) })}
              </option>
            )}
          </For>
        </select>
      </label>
      <Show when={form.scope() === 'chosen'}>
        <ChosenImages form={form} />
      </Show>
      <label class="field-below" for={templateField}>
        <span>{t('batch.template')}</span>
        <select
          id={templateField}
          class="field-select"
          onChange={(event) => {
            const text = templates()[event.currentTarget.selectedIndex - 1]?.text
            if (text !== undefined) form.change({ text })
          }}
        >
          <option value="" selected={templates().every(({ text }) => text !== form.wish().text)}>
            {t('batch.template.none')}
          </option>
          <For each={templates()}>
            {({ id, name, text }) => (
              <option value={id} selected={text === form.wish().text}>
                {name}
              </option>
            )}
          </For>
        </select>
      </label>
      <label class="field-below" for={questionField}>
        <span>{t('batch.question')}</span>
        <textarea
          id={questionField}
          class="batch-text"
          rows={3}
          value={form.wish().text}
          onInput={(event) => form.change({ text: event.currentTarget.value })}
        />
      </label>
      <Show when={asksRegions()}>
        <p class="muted">{t('batch.question.regions')}</p>
      </Show>
      <label class="field-below" for={kindField}>
        <span>{t('batch.kind')}</span>
        <select
          id={kindField}
          class="field-select"
          onChange={(event) => form.change({ kind: kinds[event.currentTarget.selectedIndex] ?? 'chat' })}
        >
          <For each={kinds}>
            {(kind) => (
              <option value={kind} selected={kind === form.wish().kind}>
                {t(`batch.kind.${kind}`)}
              </option>
            )}
          </For>
        </select>
      </label>
      <Show when={form.wish().kind === 'qa'}>
        <div class="field-below">
          <span>{t('batch.row')}</span>
          <Choice
            small
            label={t('batch.row')}
            value={form.wish().rowType}
            options={RowType.options.map((value) => ({ value, label: t(`qa.type.${value}`) }))}
            onChange={(rowType) => form.change({ rowType })}
          />
        </div>
      </Show>
      <label class="field-below" for={modelField}>
        <span>{t('batch.model')}</span>
        <select
          id={modelField}
          class="field-select"
          onChange={(event) => form.change({ modelId: event.currentTarget.value })}
        >
          <For each={workspace.chat.models.cards()}>
            {(card) => (
              <option value={card.id} selected={card.id === form.wish().modelId} disabled={card.problem !== undefined}>
                {card.title}
              </option>
            )}
          </For>
        </select>
      </label>
      <div class="field-below">
        <span>{t('batch.policy')}</span>
        <Choice
          small
          label={t('batch.policy')}
          value={form.wish().policy}
          options={batchPolicies.map((value) => ({ value, label: t(`batch.policy.${value}`) }))}
          onChange={(policy) => form.change({ policy })}
        />
      </div>
      <p class="muted">{t(`batch.policy.${form.wish().policy}.hint`)}</p>
    </form>
  )
}
