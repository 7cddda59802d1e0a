import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import { droppedPath } from '../../state/dropped-path.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { sendFile, sendFolder } from './create-import.ts'
import { filesOfFolder } from './dropped-folder.ts'
import './import.css'

/** Takes a file or a folder that is dropped onto the window, and opens the import dialog on it. */
export function ImportDrop(): JSX.Element {
  const workspace = useWorkspace()
  const [isOver, setOver] = createSignal(false)
  const [note, setNote] = createSignal<string | null>(null)

  function hasFiles(event: DragEvent): boolean {
    return event.dataTransfer?.types.includes('Files') ?? false
  }

  function over(event: DragEvent): void {
    if (!hasFiles(event)) return
    event.preventDefault()
    setOver(true)
  }

  function left(event: DragEvent): void {
    if (event.relatedTarget === null) setOver(false)
  }

  async function takeFolder(entry: FileSystemDirectoryEntry): Promise<string | null> {
    const files = await filesOfFolder(entry)
    return sendFolder(workspace.client, files, newId<string>(), (done) =>
      setNote(t('import.drop.folder', { name: entry.name, done, total: files.length })),
    )
  }

  async function dropped(event: DragEvent): Promise<void> {
    setOver(false)
    if (!hasFiles(event)) return
    event.preventDefault()
    const [item] = event.dataTransfer?.items ?? []
    const file = event.dataTransfer?.files[0]
    if (file === undefined) return
    // Only while the event is handled does an item tell what it is.
    const entry = item?.webkitGetAsEntry() ?? null
    const folder = entry?.isDirectory ? await droppedPath() : null
    if (folder !== null) return workspace.takeDroppedFolder(folder)
    if (!workspace.editor.writable()) return void setNote(t('read-only.text'))
    try {
      const path = entry?.isDirectory
        ? await takeFolder(entry as FileSystemDirectoryEntry)
        : await sendFile(workspace.client, file, newId<string>(), (share) =>
            setNote(t('import.drop.reading', { name: file.name, percent: Math.floor(share * 100) })),
          )
      setNote(path === null ? t('import.drop.nothing') : null)
      if (path !== null) workspace.openImport(path)
    } catch (thrown) {
      const { message, hint } = toAppError(thrown)
      setNote([message, hint].filter(Boolean).join(' '))
    }
  }

  const drop = (event: DragEvent): void => void dropped(event)
  onMount(() => {
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', left)
    window.addEventListener('drop', drop)
    onCleanup(() => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', left)
      window.removeEventListener('drop', drop)
    })
  })

  return (
    <>
      <Show when={isOver()}>
        <div class="import-drop">{t('import.drop')}</div>
      </Show>
      <Show when={note()}>
        {(text) => (
          <div class="import-drop-note" role="status">
            <span>{text()}</span>
            <button type="button" class="link" onClick={() => setNote(null)}>
              {t('dialog.dismiss')}
            </button>
          </div>
        )}
      </Show>
    </>
  )
}
