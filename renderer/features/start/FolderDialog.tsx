import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import type { Shell } from '../../state/create-shell.ts'
import { said } from '../../text/said.ts'
import { count, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { type FolderListing, FolderRows } from '../../ui/FolderRows.tsx'
import './start.css'

type Listing = FolderListing & { readonly images: number }

/** Chooses a folder of the machine that the program runs on, where there is no system dialog for it. */
export function FolderDialog(props: { readonly shell: Shell }): JSX.Element {
  const [listing, setListing] = createSignal<Listing | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [typed, setTyped] = createSignal('')
  const request = () => props.shell.folderRequest()
  const isFile = (): boolean => request()?.purpose === 'project-file'
  const purpose = () => request()?.purpose ?? 'open'

  /** False when the folder cannot be listed. What was typed meanwhile stays. */
  async function go(path: string | null): Promise<boolean> {
    const before = typed()
    try {
      const found = await props.shell.client['app.listFolder']({ path, files: isFile() })
      setListing(found)
      if (typed() === before) setTyped(found.path)
      setProblem(null)
      return true
    } catch (thrown) {
      setProblem(said(toAppError(thrown).message))
      return false
    }
  }
  createEffect(
    on(request, (now) => {
      if (now && (!listing() || isFile())) void go(listing()?.path ?? null)
    }),
  )
  /** Takes the folder in the field, also when it was typed and not gone to yet. */
  async function choose(): Promise<void> {
    // A folder for pictures that come out of a file is made when it is not there; a file is no folder that could be gone to.
    const asTyped = purpose() === 'unpack' || isFile()
    if (asTyped && typed() !== listing()?.path) request()?.answer(typed())
    else if (typed() === listing()?.path || (await go(typed()))) request()?.answer(listing()?.path ?? null)
  }
  const imagesHere = () => {
    const shown = listing()
    if (!shown || request()?.purpose !== 'open' || typed() !== shown.path) return ''
    return count('folder.images', shown.images)
  }

  /** Of files only those that are projects, and only where one is wanted. */
  const shown = (): FolderListing | null => {
    const all = listing()
    const files = isFile() ? (all?.files ?? []).filter((name) => name.toLowerCase().endsWith('.deixis')) : []
    return all === null ? null : { ...all, files }
  }

  return (
    <Dialog
      open={request() !== null}
      title={t(`folder.title.${purpose()}`)}
      closeLabel={t('dialog.close')}
      onClose={() => request()?.answer(null)}
      footer={
        <>
          <span class="folder-images muted numbers" role="status">
            {imagesHere()}
          </span>
          <Button onPress={() => request()?.answer(null)}>{t('dialog.cancel')}</Button>
          <Button variant="primary" unavailable={listing() ? null : t('folder.loading')} onPress={() => void choose()}>
            {t(`folder.choose.${purpose()}`)}
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
      <FolderRows
        label={t('folder.list')}
        parentLabel={t('folder.parent')}
        emptyText={t('folder.none')}
        listing={shown()}
        onFolder={(path) => void go(path)}
        onFile={(path) => request()?.answer(path)}
      />
    </Dialog>
  )
}
