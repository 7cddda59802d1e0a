import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { BatchFormView } from './BatchFormView.tsx'
import { BatchPanel } from './BatchPanel.tsx'
import { BatchTrials } from './BatchTrials.tsx'
import { spread } from './batch-scope.ts'
import { createBatchForm } from './create-batch-form.ts'
import './batch.css'

const tried = 3

/** Asks many images the same; what runs goes on while the dialog is closed. */
export function BatchDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { batch, library } = workspace
  const form = createBatchForm(workspace)
  // A batch that has ended is shown once more; whoever comes later begins a new one.
  const [preparing, setPreparing] = createSignal(batch.state() === null || batch.state()?.state === 'stopped')
  const isBusy = (): boolean => batch.state()?.state === 'running'
  const showsForm = (): boolean => preparing() && !isBusy()
  const candidates = () =>
    form.wish().policy === 'skip' ? form.images().filter(({ id }) => library.facts(id).turns === 0) : form.images()

  async function start(): Promise<void> {
    if (form.reason() !== null) return
    const ids = form.images().map(({ id }) => id)
    if (!(await batch.start(form.plan(), ids))) return
    batch.forgetTrials()
    setPreparing(false)
  }
  /** Ctrl+Enter starts, wherever the focus is in the dialog. */
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !showsForm()) return
    event.preventDefault()
    void start()
  }
  window.addEventListener('keydown', onKey)
  onCleanup(() => window.removeEventListener('keydown', onKey))

  function tryOut(): void {
    const images = candidates().length > 0 ? candidates() : form.images()
    void batch.try(
      form.plan(),
      spread(images, tried).map(({ id }) => id),
    )
  }

  return (
    <Dialog
      wide
      open={workspace.dialog() === 'batch'}
      title={t('batch.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={
        <>
          <Show when={batch.failure()}>
            {(failure) => (
              <p class="batch-foot batch-bad" role="alert">
                {said(failure().message)} {said(failure().hint)}
              </p>
            )}
          </Show>
          <Show when={showsForm()}>
            <Button unavailable={form.reason()} onPress={tryOut}>
              {t('batch.try', { n: Math.min(tried, Math.max(1, form.images().length)) })}
            </Button>
            <Button variant="primary" unavailable={form.reason()} onPress={() => void start()}>
              {t('batch.start', { n: form.images().length })}
            </Button>
          </Show>
        </>
      }
    >
      <Show when={showsForm()} fallback={<BatchPanel form={form} onAgain={() => setPreparing(true)} />}>
        <div class="batch">
          <BatchFormView form={form} />
          <BatchTrials form={form} />
        </div>
      </Show>
    </Dialog>
  )
}
