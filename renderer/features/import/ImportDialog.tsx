import { createEffect, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js'
import type { ImportChoice, ImportSource } from '../../../shared/api/import.ts'
import { toAppError } from '../../../shared/errors.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { createImportPass } from './create-import.ts'
import { DrawnRecord } from './DrawnRecord.tsx'
import { ImportCounts } from './ImportCounts.tsx'
import { ImportOptions } from './ImportOptions.tsx'
import { ImportReport } from './ImportReport.tsx'
import { readingName } from './reading-name.ts'
import { SourcePicker } from './SourcePicker.tsx'
import './import.css'

const drawnRecords = 5

/** Adds a data set to the project: what it is, what of it would come in, and only then the import itself. */
export function ImportDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { client, editor } = workspace
  const projectId = () => workspace.project().id
  const [source, setSource] = createSignal<ImportSource | null>(null)
  const [choice, setChoice] = createSignal<ImportChoice | null>(null)
  const [inspecting, setInspecting] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  const preview = createImportPass(async () => undefined)
  const writing = createImportPass((entry) => editor.applyCommitted(entry))
  let inspections = 0

  async function inspect(path: string): Promise<void> {
    const mine = ++inspections
    setInspecting(true)
    setProblem(null)
    try {
      const found = await client['import.inspect']({ path })
      if (mine !== inspections) return
      const [best] = found.candidates
      setSource(found)
      setChoice(best === undefined ? null : { path: found.path, format: best.format })
    } catch (thrown) {
      const { message, hint, detail } = toAppError(thrown)
      if (mine === inspections) setProblem([message, hint, detail].filter(Boolean).join(' '))
    } finally {
      if (mine === inspections) setInspecting(false)
    }
  }
  createEffect(on(workspace.importPath, (path) => path !== null && void inspect(path)))
  createEffect(
    on(choice, (wish) => {
      if (wish === null) preview.stop()
      else
        void preview.start((signal) =>
          client['import.preview']({ projectId: projectId(), choice: wish, limit: drawnRecords }, signal),
        )
    }),
  )

  const summary = () => preview.summary()
  const added = () => {
    const sum = summary()?.added
    return sum === undefined ? 0 : sum.regions + sum.dialogues + sum.turns
  }
  const isUnchosen = () => preview.readings()?.ask === true && !choice()?.dialect && !choice()?.frame
  const isPairUnknown = () => preview.fields()?.pair === null && choice()?.pair === undefined
  const reason = (): string | null => {
    if (!editor.writable()) return t('import.read-only')
    if (workspace.chat.busy()) return t('import.answering')
    if (writing.running()) return t('import.running')
    if (choice() === null) return t('import.no-format')
    if (preview.running()) return t('import.checking')
    if (preview.failure()) return said(preview.failure()?.message)
    if (isUnchosen()) return t('import.choose-reading')
    if (isPairUnknown()) return t('import.pair.choose')
    return added() === 0 ? t('import.nothing-new') : null
  }

  async function write(): Promise<void> {
    const wish = choice()
    if (wish === null) return
    await writing.start((signal) => client['import.run']({ projectId: projectId(), choice: wish }, signal))
    // What is there now is what the next look must compare with.
    if (writing.summary() !== null) setChoice({ ...wish })
  }
  const nameOf = (id: string): string => {
    const reading = preview.readings()?.readings.find((one) => one.id === id)
    return reading === undefined ? id : readingName(reading)
  }
  const percent = (progress: { done: number; total: number }): number =>
    progress.total === 0 ? 0 : Math.floor((100 * progress.done) / progress.total)

  return (
    <Dialog
      wide
      open={workspace.dialog() === 'import'}
      title={t('import.title')}
      closeLabel={t('dialog.close')}
      onClose={() => {
        writing.stop()
        workspace.closeDialog()
      }}
      footer={
        <Show when={source()}>
          <div class="import-progress" role="status">
            <Switch>
              <Match when={writing.failure()}>
                {(failure) => (
                  <span class="import-bad">
                    {said(failure().message)} {said(failure().hint)}
                  </span>
                )}
              </Match>
              <Match when={writing.running()}>
                <progress
                  max={writing.progress()?.total ?? 1}
                  value={writing.progress()?.done ?? 0}
                  aria-label={t('import.running')}
                />
                <span class="numbers">{t('import.running')}</span>
              </Match>
              <Match when={writing.summary()}>
                {(done) => (
                  <span>
                    {t('import.done', {
                      regions: count('import.regions', done().added.regions),
                      dialogues: count('import.dialogues', done().added.dialogues),
                    })}
                  </span>
                )}
              </Match>
              <Match when={writing.stopped()}>
                <span>{t('import.stopped')}</span>
              </Match>
              <Match when={preview.running() && preview.progress()}>
                {(progress) => (
                  <span class="muted numbers">
                    {t('import.progress', { records: progress().records, percent: percent(progress()) })}
                  </span>
                )}
              </Match>
            </Switch>
          </div>
          <Show when={writing.running()}>
            <Button onPress={() => writing.stop()}>{t('import.stop')}</Button>
          </Show>
          <Button variant="primary" unavailable={reason()} onPress={() => void write()}>
            {t('import.run')}
          </Button>
        </Show>
      }
    >
      <Show
        when={source()}
        fallback={<SourcePicker problem={problem()} busy={inspecting()} onChoose={(path) => void inspect(path)} />}
      >
        {(found) => (
          <div class="import">
            <ImportOptions
              source={found()}
              choice={choice()}
              readings={preview.readings()}
              fields={preview.fields()}
              otherSize={summary()?.images.otherSize ?? 0}
              onChange={(change) => setChoice({ path: found().path, format: '', ...choice(), ...change })}
              onOther={() => {
                setSource(null)
                setChoice(null)
              }}
            />
            <section class="import-preview" aria-label={t('import.preview')}>
              <h3>{t('import.preview')}</h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
              {/* biome-ignore lint/a11y/useSemanticElements: the section around it has the heading already */}
              <div class="import-records" role="group" aria-label={t('import.records-list')} tabIndex={0}>
                <For each={preview.drawings()}>
                  {(drawing, index) => (
                    <DrawnRecord
                      drawing={drawing}
                      number={index() + 1}
                      imageUrl={workspace.library.imageUrl(drawing.imageId as ImageId)}
                      nameOf={nameOf}
                    />
                  )}
                </For>
                <Show when={preview.drawings().length === 0}>
                  <p class="muted import-nothing">
                    {preview.running() ? t('import.checking') : (preview.failure()?.message ?? t('import.nothing'))}
                  </p>
                </Show>
              </div>
            </section>
            <section class="import-report" aria-label={t('import.report')}>
              <Show when={summary()} fallback={<p class="muted">{preview.running() ? t('import.checking') : ''}</p>}>
                {(sum) => (
                  <>
                    <ImportCounts summary={sum()} />
                    <ImportReport lines={preview.report()} problems={sum().problems} />
                  </>
                )}
              </Show>
            </section>
          </div>
        )}
      </Show>
    </Dialog>
  )
}
