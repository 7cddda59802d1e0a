import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import { deixisJsonl } from '../../../shared/dataset/formats/deixis-jsonl.ts'
import { formatById } from '../../../shared/dataset/registry.ts'
import type { DialogueId, ImageId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { createExport } from './create-export.ts'
import { ExportOptionsForm } from './ExportOptionsForm.tsx'
import { ExportProgress } from './ExportProgress.tsx'
import { type ExportScope, imageIdsOf, scopeCounts, scopesOf } from './export-scope.ts'
import { RecordPreview } from './RecordPreview.tsx'
import { ReportList } from './ReportList.tsx'
import { showTurn } from './show-turn.ts'
import './export.css'

const firstOptions: ExportOptions = {
  format: 'deixis-jsonl',
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: false,
}

/** Writes the project as a data set. What is previewed are the real lines, drawn from their own text. */
export function ExportDialog(): JSX.Element {
  const workspace = useWorkspace()
  const [options, setOptions] = createStore<ExportOptions>({ ...firstOptions })
  /** Plain values, as a message port takes them; every one is tracked. */
  const wish = (): ExportOptions => {
    const imageIds = imageIdsOf(scope(), workspace.library, workspace.editor.imageId())
    return { ...options, ...unwrap(options), ...(imageIds === undefined ? {} : { imageIds }) }
  }
  const [chosenScope, setScope] = createSignal<ExportScope>('all')
  const scopes = () => scopesOf(workspace.library, workspace.editor.imageId())
  /** A filter that was taken away since leaves all pictures. */
  const scope = (): ExportScope => (scopes().includes(chosenScope()) ? chosenScope() : 'all')
  const [folder, setFolder] = createSignal('')
  const passes = createExport(workspace.client, () => workspace.project().id)
  const { preview, writing } = passes
  const open = () => workspace.dialog() === 'export'
  const format = () => formatById(options.format) ?? deixisJsonl

  createEffect(
    on([open, wish], ([isOpen, now]) => {
      if (isOpen) void passes.look(now)
      else preview.stop()
    }),
  )

  const errors = () => preview.result()?.errors ?? preview.errors()
  const blocked = () => errors() > 0 && !options.validRest
  const reason = () => {
    if (writing.running()) return t('export.writing')
    if (preview.running()) return t('export.checking')
    if (preview.failure()) return said(preview.failure()?.message)
    return blocked() ? t('export.blocked') : null
  }

  const checking = () => {
    const progress = preview.progress()
    return progress ? t('export.checking-of', progress) : t('export.checking')
  }

  async function write(): Promise<void> {
    const target = await workspace.chooseFolder('export')
    if (target === null) return
    setFolder(target)
    await passes.write(wish(), target)
    if (writing.result()) workspace.settings.tick('export')
  }

  async function jump(line: ReportLine): Promise<void> {
    workspace.closeDialog()
    if (line.imageId) await workspace.library.open(line.imageId as ImageId)
    if (line.dialogueId) workspace.chat.openDialogue(line.dialogueId as DialogueId)
    if (line.turnId) showTurn(line.turnId)
  }

  return (
    <Dialog
      wide
      open={open()}
      title={t('export.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={
        <>
          <ExportProgress pass={writing} folder={folder()} />
          <Show when={writing.running()}>
            <Button onPress={() => writing.stop()}>{t('export.stop')}</Button>
          </Show>
          <Button variant="primary" unavailable={reason()} onPress={() => void write()}>
            {options.validRest && errors() > 0 ? t('export.write-rest') : t('export.write')}
          </Button>
        </>
      }
    >
      <div class="export">
        <ExportOptionsForm
          options={options}
          format={format()}
          errors={errors()}
          scope={scope()}
          scopes={scopes()}
          counts={scopeCounts(scope(), workspace.library, workspace.editor.imageId())}
          onScope={setScope}
          onChange={(change) => setOptions(change)}
        />
        <section class="export-preview" aria-label={t('export.preview')}>
          <h3>{t('export.preview')}</h3>
          <p class="muted">{t('export.preview.hint')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
          {/* biome-ignore lint/a11y/useSemanticElements: the section around it has the heading already */}
          <div class="export-records" role="group" aria-label={t('export.records-list')} tabIndex={0}>
            <For each={preview.records()}>
              {(record, index) => (
                <RecordPreview
                  record={record}
                  number={index() + 1}
                  imageUrl={workspace.library.imageUrl(record.imageId as ImageId)}
                />
              )}
            </For>
            <Show when={!preview.running() && preview.records().length === 0}>
              <p class="muted export-nothing">{preview.failure()?.message ?? t('export.nothing')}</p>
            </Show>
          </div>
        </section>
        <section class="export-report" aria-label={t('export.report')}>
          <h3>
            {t('export.report')}
            <Show when={preview.result()}>
              {(result) => (
                <span class="muted numbers export-sum" role="status">
                  {count('export.records', result().records)} · {count('export.errors', result().errors)} ·{' '}
                  {count('export.warnings', result().warnings)}
                </span>
              )}
            </Show>
          </h3>
          <Show when={!preview.running()} fallback={<p class="muted numbers">{checking()}</p>}>
            <ReportList lines={preview.report()} onJump={(line) => void jump(line)} />
          </Show>
        </section>
      </div>
    </Dialog>
  )
}
