import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { fuzzyScore } from '../../text/fuzzy.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { handSettings } from './hand-settings.tsx'
import { lookSettings } from './look-settings.tsx'
import type { SettingGroup, SettingItem } from './setting-item.tsx'
import { workSettings } from './work-settings.tsx'
import './palette.css'
import './settings.css'

/** What people can set, searchable; each applies at once and can be put back alone. */
export function SettingsDialog(): JSX.Element {
  const workspace = useWorkspace()
  const [query, setQuery] = createSignal('')

  const groups = [lookSettings(workspace), handSettings(workspace), workSettings(workspace)]

  const shownIn = (group: SettingGroup): readonly SettingItem[] =>
    group.items.filter((item) => query() === '' || fuzzyScore(query(), label(item.name)) !== null)

  return (
    <Dialog
      open
      title={t('settings.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={<Button onPress={() => workspace.openDialog('key-editor')}>{t('settings.edit-keys')}</Button>}
    >
      <input
        class="settings-search"
        type="search"
        aria-label={t('settings.search')}
        placeholder={t('settings.search')}
        value={query()}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <Show
        when={groups.some((group) => shownIn(group).length > 0)}
        fallback={<p class="palette-none">{t('settings.none')}</p>}
      >
        <For each={groups}>
          {(group) => (
            <Show when={shownIn(group).length > 0}>
              <section class="settings-group" aria-label={label(group.name)}>
                <h3>{label(group.name)}</h3>
                <For each={shownIn(group)}>
                  {(item) => (
                    <div class="settings-row">
                      <span class="settings-label">{label(item.name)}</span>
                      {item.control()}
                      <span class="settings-reset">
                        <Show when={!item.plain()}>
                          <IconButton
                            small
                            label={t('settings.reset', { name: label(item.name) })}
                            icon={<RotateCcw />}
                            onPress={() => item.reset()}
                          />
                        </Show>
                      </span>
                    </div>
                  )}
                </For>
              </section>
            </Show>
          )}
        </For>
      </Show>
    </Dialog>
  )
}
