import { ContextMenu } from '@kobalte/core/context-menu'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { acceptProposal } from '../../actions/accept-proposal.ts'
import type { Action } from '../../actions/action.ts'
import { copyRegion, duplicateRegion } from '../../actions/copy-region.ts'
import { deleteSelection } from '../../actions/delete-selection.ts'
import { runAction } from '../../actions/dispatch-key.ts'
import { hideRegion, lockRegion } from '../../actions/flag-region.ts'
import { keysOf } from '../../actions/keys-of.ts'
import { mentionRegion } from '../../actions/mention-region.ts'
import { rejectProposal } from '../../actions/reject-proposal.ts'
import { renameRegion } from '../../actions/rename-region.ts'
import { runTemplate } from '../../actions/run-template.ts'
import { zoomSelection } from '../../actions/zoom-selection.ts'
import type { Workspace } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { label } from '../../text/translate.ts'

const commands: readonly Action<Workspace>[] = [
  mentionRegion,
  renameRegion,
  runTemplate,
  acceptProposal,
  rejectProposal,
  zoomSelection,
  copyRegion,
  duplicateRegion,
  hideRegion,
  lockRegion,
  deleteSelection,
]

export type RegionMenuProps = {
  readonly children: JSX.Element
  /** A long touch is a gesture of what is inside and opens nothing by itself. */
  readonly ownTouch?: boolean
}

/** Opens the commands on the selected regions at a right click, or at Shift+F10 and the menu key, on what is inside. */
export function RegionMenu(props: RegionMenuProps): JSX.Element {
  const workspace = useWorkspace()
  const [pressed, setPressed] = createSignal(false)
  const firstKey = (action: Action<Workspace>) => keysOf(workspace.settings.keymap, action)[0]
  return (
    <ContextMenu modal={false}>
      <ContextMenu.Trigger
        class="region-menu-place"
        disabled={pressed()}
        onPointerDown={() => setPressed(props.ownTouch === true)}
        onContextMenu={() => setPressed(false)}
      >
        {props.children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content class="menu">
          <For each={commands}>
            {(action) => {
              const reason = () => action.unavailable?.(workspace) ?? null
              return (
                <ContextMenu.Item
                  class="menu-item"
                  disabled={reason() !== null}
                  title={labelOf(reason())}
                  onSelect={() => setTimeout(() => runAction(action, workspace))}
                >
                  <span class="menu-label">{label(action.label)}</span>
                  <Show when={firstKey(action)}>{(key) => <kbd class="menu-keys">{keyText(key())}</kbd>}</Show>
                </ContextMenu.Item>
              )
            }}
          </For>
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu>
  )
}

function labelOf(key: Parameters<typeof label>[0] | null): string | undefined {
  return key === null ? undefined : label(key)
}
