import CornerLeftUp from 'lucide-solid/icons/corner-left-up'
import FileText from 'lucide-solid/icons/file-text'
import Folder from 'lucide-solid/icons/folder'
import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

type Listing = {
  readonly path: string
  readonly parent: string | null
  readonly folders: readonly string[]
  readonly files?: readonly string[] | undefined
}

/** Chooses a file or folder of the machine that the program runs on: by its path, in a list, or in the system's dialog where there is one. */
export function SourcePicker(props: {
  readonly problem: string | null
  readonly busy: boolean
  readonly onChoose: (path: string) => void
}): JSX.Element {
  const { client, project } = useWorkspace()
  const [listing, setListing] = createSignal<Listing | null>(null)
  const [typed, setTyped] = createSignal('')
  const [problem, setProblem] = createSignal<string | null>(null)
  const [hasDialog, setHasDialog] = createSignal(false)

  async function go(path: string | null): Promise<boolean> {
    try {
      setListing(await client['app.listFolder']({ path, files: true }))
      setProblem(null)
      return true
    } catch (thrown) {
      setProblem(toAppError(thrown).message)
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
  const inside = (name: string): string => {
    const base = listing()?.path ?? ''
    const slash = base.includes('\\') ? '\\' : '/'
    return base.endsWith(slash) ? `${base}${name}` : `${base}${slash}${name}`
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
      <ul class="import-files" aria-label={t('import.list')}>
        <Show when={listing()?.parent}>
          {(parent) => (
            <li>
              <button type="button" class="import-row" onClick={() => void go(parent())}>
                <CornerLeftUp />
                {t('import.parent')}
              </button>
            </li>
          )}
        </Show>
        <For each={listing()?.folders ?? []}>
          {(name) => (
            <li>
              <button type="button" class="import-row" onClick={() => void go(inside(name))}>
                <Folder />
                <span class="clip">{name}</span>
              </button>
            </li>
          )}
        </For>
        <For each={listing()?.files ?? []}>
          {(name) => (
            <li>
              <button type="button" class="import-row" onClick={() => props.onChoose(inside(name))}>
                <FileText />
                <span class="clip">{name}</span>
              </button>
            </li>
          )}
        </For>
        <Show when={listing()?.folders.length === 0 && (listing()?.files ?? []).length === 0}>
          <li class="muted">{t('import.list-none')}</li>
        </Show>
      </ul>
    </div>
  )
}
