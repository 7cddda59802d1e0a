import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { type FolderListing, FolderRows } from '../../ui/FolderRows.tsx'

/** Chooses a file or folder of the machine that the program runs on: by its path, in a list, or in the system's dialog where there is one. */
export function SourcePicker(props: {
  readonly problem: string | null
  readonly busy: boolean
  readonly onChoose: (path: string) => void
}): JSX.Element {
  const { client, project } = useWorkspace()
  const [listing, setListing] = createSignal<FolderListing | null>(null)
  const [typed, setTyped] = createSignal('')
  const [problem, setProblem] = createSignal<string | null>(null)
  const [hasDialog, setHasDialog] = createSignal(false)

  async function go(path: string | null): Promise<boolean> {
    try {
      setListing(await client['app.listFolder']({ path, files: true }))
      setProblem(null)
      return true
    } catch (thrown) {
      setProblem(said(toAppError(thrown).message))
      return false
    }
  }
  onMount(() => {
    void go(project().path)
    void client['app.info']({}).then((info) => setHasDialog(info.shell === 'electron'))
  })

  async function choose(purpose: 'import-file' | 'import-folder'): Promise<void> {
    const chosen = await client['app.chooseFolder']({ purpose })
    if (chosen.kind === 'chosen') props.onChoose(chosen.path)
  }
  const shownProblem = () => props.problem ?? problem()

  return (
    <div class="import-source">
      <p class="muted">{t('import.hint')}</p>
      <form
        class="import-path"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed().trim() !== '') props.onChoose(typed().trim())
        }}
      >
        <input
          class="field-input field-wide mono"
          aria-label={t('import.path')}
          placeholder={t('import.source')}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" onPress={() => undefined}>
          {t('import.go')}
        </Button>
        <Show when={hasDialog()}>
          <Button onPress={() => void choose('import-file')}>{t('import.choose-file')}</Button>
          <Button onPress={() => void choose('import-folder')}>{t('import.choose-folder')}</Button>
        </Show>
      </form>
      <Show when={shownProblem()}>
        {(text) => (
          <p class="pane-note pane-note-bad" role="alert">
            {text()}
          </p>
        )}
      </Show>
      <Show when={props.busy}>
        <p class="muted" role="status">
          {t('import.inspecting')}
        </p>
      </Show>
      <div class="import-here">
        <span class="mono clip">{listing()?.path}</span>
        <Button
          variant="quiet"
          onPress={() => {
            const here = listing()
            if (here) props.onChoose(here.path)
          }}
        >
          {t('import.this-folder')}
        </Button>
      </div>
      <FolderRows
        label={t('import.list')}
        parentLabel={t('import.parent')}
        emptyText={t('import.list-none')}
        listing={listing()}
        onFolder={(path) => void go(path)}
        onFile={props.onChoose}
      />
    </div>
  )
}
