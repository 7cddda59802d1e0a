import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import { readProjectSettings } from '../../state/project-settings.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Switch } from '../../ui/Switch.tsx'
import './save-as.css'

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

/** Saves the project as one file, where people want it; also while its own disk takes nothing more. */
export function SaveAsDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { client, editor, library, settings } = workspace
  const project = workspace.project()
  const [path, setPath] = createSignal('')
  const [pictures, setPictures] = createSignal(false)
  const [replace, setReplace] = createSignal(false)
  const [mayReplace, setMayReplace] = createSignal(false)
  const [progress, setProgress] = createSignal<{ readonly done: number; readonly total: number } | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const controller = new AbortController()
  onCleanup(() => controller.abort())
  const size = () => library.images().reduce((sum, { bytes }) => sum + bytes, 0)

  onMount(async () => {
    const home = await client['app.listFolder']({ path: null }).catch(() => null)
    if (home !== null && path() === '') setPath(within(home.path))
  })

  function within(folder: string): string {
    const slash = folder.includes('\\') ? '\\' : '/'
    const name = /[^/\\]+$/.exec(path())?.[0] ?? `${project.name}.deixis`
    return folder.endsWith(slash) ? folder + name : folder + slash + name
  }

  async function chooseFolder(): Promise<void> {
    const folder = await workspace.chooseFolder('save')
    if (folder !== null) setPath(within(folder))
  }

  async function save(): Promise<void> {
    setProblem(null)
    setProgress({ done: 0, total: pictures() ? library.images().length : 0 })
    const wish = {
      projectId: project.id,
      path: path(),
      replace: replace(),
      pictures: pictures(),
      unsaved: editor.unsaved(),
      settings: readProjectSettings(settings.store, project.id),
    }
    try {
      for await (const step of client['project.saveAs'](wish, controller.signal)) {
        setProgress(step)
        if (step.path === null) continue
        workspace.tell(t('save-as.done', { path: step.path, size: megabytes(step.bytes) }))
        workspace.closeDialog()
      }
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code === 'save-as.failed' && error.hint !== undefined) setMayReplace(true)
      setProblem(
        [said(error.message), error.hint === undefined ? error.detail : said(error.hint)].filter(Boolean).join(' '),
      )
    } finally {
      setProgress(null)
    }
  }

  return (
    <Dialog
      open
      title={t('save-as.title')}
      description={t('save-as.text')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={
        <>
          <span class="save-as-progress muted numbers" role="status">
            <Show when={progress()}>{(now) => t('save-as.working', now())}</Show>
          </span>
          <Button onPress={workspace.closeDialog}>{t('dialog.cancel')}</Button>
          <Button
            variant="primary"
            unavailable={progress() === null ? null : t('saved.saving')}
            onPress={() => void save()}
          >
            {t('save-as.save')}
          </Button>
        </>
      }
    >
      <form
        class="save-as"
        onSubmit={(event) => {
          event.preventDefault()
          if (progress() === null) void save()
        }}
      >
        <label class="save-as-path">
          <span>{t('save-as.path')}</span>
          <input
            class="field-input field-wide mono"
            value={path()}
            onInput={(event) => {
              setPath(event.currentTarget.value)
              setMayReplace(false)
              setReplace(false)
            }}
          />
          <Button onPress={() => void chooseFolder()}>{t('save-as.folder')}</Button>
        </label>
        <Switch
          label={t('save-as.pictures')}
          hint={count('save-as.pictures-hint', library.images().length, { size: megabytes(size()) })}
          checked={pictures()}
          onChange={setPictures}
        />
        <Show when={editor.unsaved().length > 0}>
          <p class="muted">{count('save-as.unsaved', editor.unsaved().length)}</p>
        </Show>
        <Show when={problem()}>
          {(text) => (
            <p class="failure" role="alert">
              {text()}
            </p>
          )}
        </Show>
        <Show when={mayReplace()}>
          <Switch label={t('save-as.replace')} checked={replace()} onChange={setReplace} />
        </Show>
      </form>
    </Dialog>
  )
}
