import { For, type JSX, Show } from 'solid-js'
import { type Action, type Scope, scopes } from '../../actions/action.ts'
import { keysOf } from '../../actions/keys-of.ts'
import type { Workspace } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import './keys.css'

/** Keys of the message editor: it is a text editor, and its keys are not commands of the application. */
const composerKeys = [
  { keys: ['Enter'], label: 'keys.send' },
  { keys: ['Shift+Enter'], label: 'keys.line-break' },
  { keys: ['@'], label: 'keys.mention' },
  { keys: ['Mod+Shift+V'], label: 'keys.paste-plain' },
  { keys: ['ArrowUp'], label: 'keys.edit-last' },
  { keys: ['Escape'], label: 'keys.leave-composer' },
] as const

/** Every scope, those first whose keys act in `here`; without one, the canvas, whose keys act in lists too. */
function scopesFrom(here: Scope | null): readonly Scope[] {
  const onCanvas = here === 'selected' || here === 'drawing' || here === 'corner'
  const first: readonly Scope[] = onCanvas ? [here, 'canvas'] : [here ?? 'canvas']
  return [...first, ...scopes.filter((scope) => !first.includes(scope))]
}

/** Every key there is, made from the list of commands; those that act where the focus was come first. */
export function KeysDialog(props: { readonly actions: readonly Action<Workspace>[] }): JSX.Element {
  const workspace = useWorkspace()
  const here = (): Scope | null => scopes.find((scope) => scope === workspace.keySheetScope()) ?? null
  const rows = (scope: Scope): readonly Pick<Action<Workspace>, 'keys' | 'label'>[] => {
    const own = props.actions
      .filter((action) => action.scope === scope)
      .map((action) => ({ label: action.label, keys: keysOf(workspace.settings.keymap, action) }))
      .filter(({ keys }) => keys.length > 0)
    return scope === 'composer' ? [...own, ...composerKeys] : own
  }
  return (
    <Dialog
      wide
      readable
      open={workspace.dialog() === 'keys'}
      title={t('keys.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={<Button onPress={() => workspace.openDialog('key-editor')}>{t('keys.change')}</Button>}
    >
      <div class="keys">
        <For each={scopesFrom(here())}>
          {(scope) => (
            <Show when={rows(scope).length > 0}>
              <section class="keys-scope" aria-label={label(`keys.scope.${scope}`)}>
                <h3>
                  {label(`keys.scope.${scope}`)}
                  <Show when={scope === here()}>
                    <span class="keys-here">{t('keys.here')}</span>
                  </Show>
                </h3>
                <dl>
                  <For each={rows(scope)}>
                    {(action) => (
                      <div class="keys-row">
                        <dt>{label(action.label)}</dt>
                        <dd>
                          <For each={action.keys}>{(key) => <kbd>{keyText(key)}</kbd>}</For>
                        </dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
            </Show>
          )}
        </For>
      </div>
    </Dialog>
  )
}
