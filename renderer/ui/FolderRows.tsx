import CornerLeftUp from 'lucide-solid/icons/corner-left-up'
import FileText from 'lucide-solid/icons/file-text'
import Folder from 'lucide-solid/icons/folder'
import { For, type JSX, Show } from 'solid-js'
import './folder-rows.css'

/** What a folder of the machine that the program runs on holds. */
export type FolderListing = {
  readonly path: string
  /** `null` at the top. */
  readonly parent: string | null
  readonly folders: readonly string[]
  readonly files?: readonly string[] | undefined
}

/** The path of what lies in a folder, with the slashes that the folder's own path has. */
function pathInside(folder: string, name: string): string {
  const slash = folder.includes('\\') ? '\\' : '/'
  return folder.endsWith(slash) ? `${folder}${name}` : `${folder}${slash}${name}`
}

/** A folder's parent, folders and files, each a button. */
export function FolderRows(props: {
  readonly label: string
  readonly parentLabel: string
  /** Said of a folder with nothing to show. */
  readonly emptyText: string
  readonly listing: FolderListing | null
  readonly onFolder: (path: string) => void
  readonly onFile?: (path: string) => void
}): JSX.Element {
  const inside = (name: string): string => pathInside(props.listing?.path ?? '', name)
  const isEmpty = () => props.listing?.folders.length === 0 && (props.listing.files ?? []).length === 0
  const row = (icon: JSX.Element, text: string, onPress: () => void): JSX.Element => (
    <li>
      <button type="button" class="folder-row" onClick={onPress}>
        {icon}
        <span class="clip">{text}</span>
      </button>
    </li>
  )
  return (
    <ul class="folder-rows" aria-label={props.label}>
      <Show when={props.listing?.parent}>
        {(parent) => row(<CornerLeftUp />, props.parentLabel, () => props.onFolder(parent()))}
      </Show>
      <For each={props.listing?.folders ?? []}>
        {(name) => row(<Folder />, name, () => props.onFolder(inside(name)))}
      </For>
      <For each={props.listing?.files ?? []}>
        {(name) => row(<FileText />, name, () => props.onFile?.(inside(name)))}
      </For>
      <Show when={isEmpty()}>
        <li class="muted folder-none">{props.emptyText}</li>
      </Show>
    </ul>
  )
}
