import { createResource, createUniqueId, For, type JSX, Show } from 'solid-js'
import { sceneLimit, sceneSplits, sceneStyles } from '../../../shared/api/evaluate.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { count, t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Switch } from '../../ui/Switch.tsx'
import '../../ui/form.css'

const wishStyles = ['trained', ...sceneStyles] as const

/** What is to be evaluated, as the form has it. */
export type EvaluateWish = {
  readonly modelId: string
  readonly kind: 'scenes' | 'reviewed'
  readonly count: number
  readonly seed: number
  readonly dialogues: boolean
  readonly split: (typeof sceneSplits)[number]
  /** `trained`: those that the bundled model has learned from. */
  readonly style: (typeof wishStyles)[number]
  readonly constrained: boolean
}

/** Which model is asked what. */
export function EvaluateForm(props: {
  readonly wish: EvaluateWish
  readonly onChange: (change: Partial<EvaluateWish>) => void
}): JSX.Element {
  const workspace = useWorkspace()
  const modelField = createUniqueId()
  const styleField = createUniqueId()
  const [reviewed] = createResource(
    () => props.wish.kind === 'reviewed' && workspace.project().id,
    (projectId) => workspace.client['evaluate.reviewed']({ projectId }),
  )
  return (
    <form class="form-beside" aria-label={t('evaluate.options')} onSubmit={(event) => event.preventDefault()}>
      <label class="field-below" for={modelField}>
        <span>{t('evaluate.model')}</span>
        <select
          id={modelField}
          class="field-select"
          onChange={(event) => props.onChange({ modelId: event.currentTarget.value })}
        >
          <For each={workspace.chat.models.cards()}>
            {(card) => (
              <option value={card.id} selected={card.id === props.wish.modelId} disabled={card.problem !== undefined}>
                {card.title}
              </option>
            )}
          </For>
        </select>
      </label>
      <div class="field-below">
        <span>{t('evaluate.set')}</span>
        <Choice
          small
          label={t('evaluate.set')}
          value={props.wish.kind}
          options={[
            { value: 'scenes', label: t('evaluate.set.scenes') },
            { value: 'reviewed', label: t('evaluate.set.reviewed') },
          ]}
          onChange={(kind) => props.onChange({ kind })}
        />
      </div>
      <Show
        when={props.wish.kind === 'scenes'}
        fallback={
          <p class="muted" role="status">
            <Show when={reviewed.state === 'ready' && reviewed()} fallback={reviewedState(reviewed.error)}>
              {(found) => (
                <>
                  {count('evaluate.reviewed', found().questions)}{' '}
                  <Show when={found().skipped > 0}>{count('evaluate.skipped', found().skipped)}</Show>
                </>
              )}
            </Show>
          </p>
        }
      >
        <p class="muted">{t(`evaluate.set.scenes.hint.${props.wish.split}`)}</p>
        <NumberField
          label={t('evaluate.scenes')}
          value={props.wish.count}
          min={1}
          max={sceneLimit}
          step={1}
          onChange={(value) => props.onChange({ count: value })}
        />
        <NumberField
          label={t('evaluate.seed')}
          value={props.wish.seed}
          min={0}
          max={2 ** 31 - 1}
          step={1}
          onChange={(seed) => props.onChange({ seed })}
        />
        <label class="field-below" for={styleField}>
          <span>{t('evaluate.style')}</span>
          <select
            id={styleField}
            class="field-select"
            onChange={(event) => props.onChange({ style: wishStyles[event.currentTarget.selectedIndex] })}
          >
            <For each={wishStyles}>
              {(style) => (
                <option value={style} selected={style === props.wish.style}>
                  {t(`evaluate.style.${style}`)}
                </option>
              )}
            </For>
          </select>
        </label>
        <div class="field-below">
          <span>{t('evaluate.split')}</span>
          <Choice
            small
            label={t('evaluate.split')}
            value={props.wish.split}
            options={sceneSplits.map((split) => ({ value: split, label: t(`evaluate.split.${split}`) }))}
            onChange={(split) => props.onChange({ split })}
          />
        </div>
        <Switch
          label={t('evaluate.dialogues')}
          hint={t('evaluate.dialogues.hint')}
          checked={props.wish.dialogues}
          onChange={(dialogues) => props.onChange({ dialogues })}
        />
      </Show>
      <Switch
        label={t('evaluate.constrained')}
        hint={t('evaluate.constrained.hint')}
        checked={props.wish.constrained}
        onChange={(constrained) => props.onChange({ constrained })}
      />
    </form>
  )
}

function reviewedState(error: unknown): string {
  return error ? t('evaluate.reviewed.failed') : t('evaluate.reviewed.counting')
}
