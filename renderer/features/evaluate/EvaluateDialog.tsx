import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EvaluateForm, type EvaluateWish } from './EvaluateForm.tsx'
import { EvaluateProgress } from './EvaluateProgress.tsx'
import { EvaluateResults } from './EvaluateResults.tsx'
import './evaluate.css'
import './worst-cases.css'

/** Measures how good a model is. The evaluation goes on while the dialog is closed. */
export function EvaluateDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { evaluation } = workspace
  const { models } = workspace.chat
  const [wish, setWish] = createStore<EvaluateWish>({
    modelId: '',
    kind: 'scenes',
    count: 50,
    seed: 7,
    dialogues: false,
    split: 'heldout',
    style: 'trained',
    constrained: true,
  })
  const [note, setNote] = createSignal<string | null>(null)
  let picker: HTMLInputElement | undefined
  onMount(() => {
    const state = models.state()
    const loaded = state.kind === 'ready' || state.kind === 'loading' ? state.card.id : undefined
    const usable = models.cards().find((card) => card.problem === undefined)
    setWish({ modelId: loaded ?? usable?.id ?? '' })
  })

  const shown = () => evaluation.report() ?? (evaluation.running() ? null : evaluation.other())
  const beside = () => (evaluation.report() ? evaluation.other() : null)
  const reason = () => (models.cards().some((card) => card.id === wish.modelId) ? null : t('evaluate.no-model'))

  function addressOf(image: string): string | null {
    const report = shown()
    if (!report || report !== evaluation.report()) return null
    const base = evaluation.imageBase()
    if (base !== null) return base + image
    const found = workspace.library.images().find(({ path }) => path === image)
    return found ? workspace.library.imageUrl(found.id) : null
  }

  function start(): void {
    setNote(null)
    const { modelId, kind, count, seed, dialogues, split, style, constrained } = wish
    const projectId = workspace.project().id
    const styles = style === 'trained' ? [] : [style]
    const set = kind === 'scenes' ? { kind, count, seed, dialogues, split, styles } : { kind, projectId }
    void evaluation.start({ modelId, set, constrained })
  }

  async function save(): Promise<void> {
    const folder = await workspace.chooseFolder('export')
    if (folder === null) return
    const path = await evaluation.save(folder)
    if (path !== null) setNote(t('evaluate.saved', { path }))
  }

  async function compare(file: File | undefined): Promise<void> {
    if (!file) return
    const name = file.name
    setNote(evaluation.openOther(await file.text()) ? null : t('evaluate.not-a-report', { name }))
    if (picker) picker.value = ''
  }

  return (
    <Dialog
      wide
      open={workspace.dialog() === 'evaluate'}
      title={t('evaluate.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={
        <>
          <EvaluateProgress evaluation={evaluation} note={note()} />
          <input
            ref={picker}
            class="evaluate-file"
            type="file"
            accept=".json,application/json"
            tabIndex={-1}
            aria-label={t('evaluate.compare')}
            onChange={(event) => void compare(event.currentTarget.files?.[0])}
          />
          <Show
            when={evaluation.other()}
            fallback={<Button onPress={() => picker?.click()}>{t('evaluate.compare')}</Button>}
          >
            <Button onPress={evaluation.closeOther}>{t('evaluate.compare.end')}</Button>
          </Show>
          <Button
            unavailable={evaluation.running() || !evaluation.report() ? t('evaluate.save.nothing') : null}
            onPress={() => void save()}
          >
            {t('evaluate.save')}
          </Button>
          <Show
            when={evaluation.running()}
            fallback={
              <Button variant="primary" unavailable={reason()} onPress={start}>
                {t('evaluate.start')}
              </Button>
            }
          >
            <Button variant="primary" onPress={() => evaluation.stop()}>
              {t('evaluate.stop')}
            </Button>
          </Show>
        </>
      }
    >
      <div class="evaluate">
        <EvaluateForm wish={wish} onChange={(change) => setWish(change)} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
        <section class="evaluate-results" aria-label={t('evaluate.results')} tabIndex={0}>
          <Show
            when={shown()}
            fallback={
              <div class="evaluate-empty">
                <h3>{t('evaluate.empty.title')}</h3>
                <p class="muted">{t('evaluate.empty.text')}</p>
              </div>
            }
          >
            {(report) => (
              <EvaluateResults
                report={report()}
                other={beside()}
                running={evaluation.running()}
                addressOf={addressOf}
              />
            )}
          </Show>
        </section>
      </div>
    </Dialog>
  )
}
