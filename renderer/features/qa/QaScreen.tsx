import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Settings2 from 'lucide-solid/icons/settings-2'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Action } from '../../actions/action.ts'
import { runAction } from '../../actions/dispatch-key.ts'
import { qaAccept, qaAdd, qaDelete, qaDown, qaReject, qaSuggest, qaUp } from '../../actions/qa-keys.ts'
import type { Workspace } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { said } from '../../text/said.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { QaFormView } from './QaFormView.tsx'
import { QaTable } from './QaTable.tsx'
import './qa.css'

const buttons = [qaAdd, qaSuggest, qaAccept, qaReject] as const
const rowButtons = [
  { action: qaUp, icon: ArrowUp },
  { action: qaDown, icon: ArrowDown },
  { action: qaDelete, icon: Trash },
] as const

/** The open picture beside the table of questions about it. */
export function QaScreen(props: { readonly canvas: JSX.Element }): JSX.Element {
  const workspace = useWorkspace()
  const { qa } = workspace
  const [showsForm, setShowsForm] = createSignal(false)
  const reason = (action: Action<Workspace>): string | null => {
    const key = action.unavailable?.(workspace) ?? null
    return key === null ? null : label(key)
  }
  return (
    <main class="qa">
      <section class="qa-canvas pane-canvas">{props.canvas}</section>
      <section class="qa-side" aria-label={t('qa.table')}>
        <Toolbar class="qa-actions" label={t('qa.actions')}>
          <For each={buttons}>
            {(action) => (
              <Button
                variant={action === qaAdd ? 'primary' : 'plain'}
                unavailable={reason(action)}
                onPress={() => runAction(action, workspace)}
              >
                {action === qaSuggest && qa.suggesting() !== null ? t('qa.stop') : label(action.label)}{' '}
                <kbd>{keyText(action.keys[0] ?? '')}</kbd>
              </Button>
            )}
          </For>
          <For each={rowButtons}>
            {({ action, icon: Icon }) => (
              <IconButton
                label={label(action.label)}
                keys={keyText(action.keys[0] ?? '')}
                icon={<Icon />}
                unavailable={reason(action)}
                onPress={() => runAction(action, workspace)}
              />
            )}
          </For>
          <IconButton
            label={t('qa.form')}
            icon={<Settings2 />}
            pressed={showsForm()}
            onPress={() => setShowsForm(!showsForm())}
          />
        </Toolbar>
        <Show when={showsForm()}>
          <QaFormView />
        </Show>
        <Show when={qa.failure()}>
          {(failure) => (
            <p class="qa-failure" role="alert">
              {failure().detail ?? said(failure().message)}
            </p>
          )}
        </Show>
        <QaTable />
        <p class="qa-hint muted">{t('qa.hint')}</p>
      </section>
    </main>
  )
}
