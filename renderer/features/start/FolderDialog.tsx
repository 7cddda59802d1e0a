import CornerLeftUp from 'lucide-solid/icons/corner-left-up'
import Folder from 'lucide-solid/icons/folder'
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import type { Shell } from '../../state/create-shell.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import './start.css'

type Listing = {
  readonly path: string
  readonly parent: string | null
  readonly folders: readonly string[]
  readonly images: number
}

/** Chooses a folder of the machine that the program runs on, where there is no system dialog for it. */
export function FolderDialog(props: { readonly shell: Shell }): JSX.Element {
  const [listing, setListing] = createSignal<Listing | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [typed, setTyped] = createSignal('')
  const request = () => props.shell.folderRequest()

  /** False when the folder cannot be listed. What was typed meanwhile stays. */
  async function go(path: string | null): Promise<boolean> {
    const before = typed()
    try {
      const found = await props.shell.client['app.listFolder']({ path })
      setListing(found)
      if (typed() === before) setTyped(found.path)
      setProblem(null)
      return true
    } catch (thrown) {
      setProblem(toAppError(thrown).message)
      return false
    }
  }
  createEffect(
    on(request, (now) => {
      if (now && !listing()) void go(null)
    }),
  )
  /** Takes the folder in the field, also when it was typed and not gone to yet. */
  async function choose(): Promise<void> {
    if (typed() !== listing()?.path && !(await go(typed()))) return
    request()?.answer(listing()?.path ?? null)
  }
  const imagesHere = () => {
    const shown = listing()
    if (!shown || request()?.purpose !== 'open' || typed() !== shown.path) return ''
    return count('folder.images', shown.images)
  }
  const inside = (name: string): string => {
    const base = listing()?.path ?? ''
    const slash = base.includes('\\') ? '\\' : '/'
    return base.endsWith(slash) ? `${base}${name}` : `${base}${slash}${name}`
  }

  return (
    <Dialog
      open={request() !== null}
      title={request()?.purpose === 'export' ? t('folder.title.export') : t('folder.title.open')}
      closeLabel={t('dialog.close')}
      onClose={() => request()?.answer(null)}
      footer={
        <>
          <span class="folder-images muted numbers" role="status">
            {imagesHere()}
          </span>
          <Button onPress={() => request()?.answer(null)}>{t('dialog.cancel')}</Button>
          <Button variant="primary" unavailable={listing() ? null : t('folder.loading')} onPress={() => void choose()}>
            {request()?.purpose === 'export' ? t('folder.choose.export') : t('folder.choose.open')}
          </Button>
        </>
      }
    >
      <form
        class="folder-path"
        onSubmit={(event) => {
          event.preventDefault()
          void go(typed())
        }}
      >
        <input
          class="field-input field-wide mono"
          aria-label={t('folder.path')}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" onPress={() => undefined}>
          {t('folder.go')}
        </Button>
      </form>
      <Show when={problem()}>
        {(text) => (
          <p class="pane-note pane-note-bad" role="alert">
            {text()}
          </p>
        )}
      </Show>
      <ul class="folder-list" aria-label={t('folder.list')}>
        <Show when={listing()?.parent}>
          {(parent) => (
            <li>
              <button type="button" class="folder-row" onClick={() => void go(parent())}>
                <CornerLeftUp />
                {t('folder.parent')}
              </button>
            </li>
          )}
        </Show>
        <For each={listing()?.folders ?? []}>
          {(name) => (
            <li>
              <button type="button" class="folder-row" onClick={() => void go(inside(name))}>
                <Folder />
                <span class="clip">{name}</span>
              </button>
            </li>
          )}
        </For>
        <Show when={listing()?.folders.length === 0}>
          <li class="muted folder-none">{t('folder.none')}</li>
        </Show>
      </ul>
    </Dialog>
  )
}
