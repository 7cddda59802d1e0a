import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { Device } from '../../../shared/api/engine.ts'
import { plainHand, plainLook } from '../../state/create-canvas-options.ts'
import { presetNames } from '../../state/create-keymap.ts'
import { plainAccess } from '../../state/create-settings.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import type { MessageKey } from '../../text/catalogue.ts'
import { fuzzyScore } from '../../text/fuzzy.ts'
import { providerName } from '../../text/provider-name.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import './palette.css'
import './settings.css'

type Item = {
  readonly name: MessageKey
  readonly control: () => JSX.Element
  /** Whether it is as it was without anybody's wish. */
  readonly plain: () => boolean
  readonly reset: () => void
}

type Group = { readonly name: MessageKey; readonly items: readonly Item[] }

function Flag(props: {
  readonly name: MessageKey
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}): JSX.Element {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={props.on}
        aria-label={label(props.name)}
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  )
}

/** What people can set, searchable; each applies at once and can be put back alone. */
export function SettingsDialog(): JSX.Element {
  const workspace = useWorkspace()
  const { settings, canvasOptions } = workspace
  const [query, setQuery] = createSignal('')

  const groups: readonly Group[] = [
    {
      name: 'settings.look',
      items: [
        {
          name: 'settings.theme',
          control: () => (
            <Choice
              label={t('settings.theme')}
              value={settings.theme()}
              options={(['system', 'light', 'dark'] as const).map((value) => ({
                value,
                label: t(`settings.theme.${value}`),
              }))}
              onChange={settings.setTheme}
            />
          ),
          plain: () => settings.theme() === 'system',
          reset: () => settings.setTheme('system'),
        },
        {
          name: 'settings.language',
          control: () => (
            <Choice
              label={t('settings.language')}
              value={settings.language()}
              options={(['system', 'en', 'zh-CN'] as const).map((value) => ({
                value,
                label: t(`settings.language.${value}`),
              }))}
              onChange={settings.setLanguage}
            />
          ),
          plain: () => settings.language() === 'system',
          reset: () => settings.setLanguage('system'),
        },
        {
          name: 'settings.contrast',
          control: () => (
            <Flag
              name="settings.contrast"
              on={settings.access().contrast === 'high'}
              onChange={(on) => settings.setAccess({ contrast: on ? 'high' : 'system' })}
            />
          ),
          plain: () => settings.access().contrast === plainAccess.contrast,
          reset: () => settings.setAccess({ contrast: plainAccess.contrast }),
        },
        {
          name: 'settings.motion',
          control: () => (
            <Flag
              name="settings.motion"
              on={settings.access().motion === 'reduced'}
              onChange={(on) => settings.setAccess({ motion: on ? 'reduced' : 'system' })}
            />
          ),
          plain: () => settings.access().motion === plainAccess.motion,
          reset: () => settings.setAccess({ motion: plainAccess.motion }),
        },
        {
          name: 'settings.text-size',
          control: () => (
            <input
              class="field-input numbers"
              type="number"
              required
              aria-label={t('settings.text-size')}
              min={90}
              max={140}
              step={5}
              value={settings.access().textSize}
              onInput={(event) => {
                const input = event.currentTarget
                if (input.checkValidity()) settings.setAccess({ textSize: input.valueAsNumber })
              }}
            />
          ),
          plain: () => settings.access().textSize === plainAccess.textSize,
          reset: () => settings.setAccess({ textSize: plainAccess.textSize }),
        },
      ],
    },
    {
      name: 'settings.hand',
      items: [
        {
          name: 'settings.wheel',
          control: () => (
            <Choice
              label={t('settings.wheel')}
              value={canvasOptions.hand().wheel}
              options={(['zoom', 'scroll'] as const).map((value) => ({ value, label: t(`settings.wheel.${value}`) }))}
              onChange={(wheel) => canvasOptions.setHand({ wheel })}
            />
          ),
          plain: () => canvasOptions.hand().wheel === plainHand.wheel,
          reset: () => canvasOptions.setHand({ wheel: plainHand.wheel }),
        },
        {
          name: 'settings.snaps',
          control: () => (
            <Flag
              name="settings.snaps"
              on={canvasOptions.hand().snaps}
              onChange={(snaps) => canvasOptions.setHand({ snaps })}
            />
          ),
          plain: () => canvasOptions.hand().snaps === plainHand.snaps,
          reset: () => canvasOptions.setHand({ snaps: plainHand.snaps }),
        },
        {
          name: 'settings.crosshair',
          control: () => (
            <Flag
              name="settings.crosshair"
              on={canvasOptions.hand().crosshair}
              onChange={(crosshair) => canvasOptions.setHand({ crosshair })}
            />
          ),
          plain: () => canvasOptions.hand().crosshair === plainHand.crosshair,
          reset: () => canvasOptions.setHand({ crosshair: plainHand.crosshair }),
        },
        {
          name: 'settings.outside',
          control: () => (
            <Flag
              name="settings.outside"
              on={canvasOptions.look().outside}
              onChange={(outside) => canvasOptions.setLook({ outside })}
            />
          ),
          plain: () => canvasOptions.look().outside === plainLook.outside,
          reset: () => canvasOptions.setLook({ outside: plainLook.outside }),
        },
      ],
    },
    {
      name: 'settings.work',
      items: [
        {
          name: 'settings.reviewer',
          control: () => (
            <input
              class="field-input settings-name"
              aria-label={t('settings.reviewer')}
              value={settings.reviewer()}
              onInput={(event) => settings.setReviewer(event.currentTarget.value)}
            />
          ),
          plain: () => settings.reviewer() === '',
          reset: () => settings.setReviewer(''),
        },
        {
          name: 'settings.mentions',
          control: () => (
            <Choice
              label={t('settings.mentions')}
              value={settings.mentionView()}
              options={(['chips', 'text'] as const).map((value) => ({ value, label: t(`settings.mentions.${value}`) }))}
              onChange={settings.setMentionView}
            />
          ),
          plain: () => settings.mentionView() === 'chips',
          reset: () => settings.setMentionView('chips'),
        },
        {
          name: 'settings.device',
          control: () => (
            <select
              class="pane-select"
              aria-label={t('settings.device')}
              onChange={(event) => {
                const chosen = Device.options.find((device) => device === event.currentTarget.value)
                if (chosen) settings.setDevice(chosen)
              }}
            >
              <For each={Device.options}>
                {(device) => (
                  <option value={device} selected={settings.device() === device}>
                    {device === 'auto' ? t('model.device.auto') : providerName(device)}
                  </option>
                )}
              </For>
            </select>
          ),
          plain: () => settings.device() === 'auto',
          reset: () => settings.setDevice('auto'),
        },
        {
          name: 'settings.preset',
          control: () => (
            <Choice
              label={t('settings.preset')}
              value={settings.keymap.preset()}
              options={presetNames.map((value) => ({ value, label: t(`preset.${value}`) }))}
              onChange={settings.keymap.setPreset}
            />
          ),
          plain: () => settings.keymap.preset() === 'default',
          reset: () => settings.keymap.setPreset('default'),
        },
      ],
    },
  ]

  const shownIn = (group: Group): readonly Item[] =>
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
