import { For } from 'solid-js'
import { Device } from '../../../shared/api/engine.ts'
import { presetNames } from '../../state/create-keymap.ts'
import type { Workspace } from '../../state/workspace.ts'
import { providerName } from '../../text/provider-name.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import type { SettingGroup } from './setting-item.tsx'

/** Who works, with which model’s device and which keys. */
export function workSettings({ settings }: Workspace): SettingGroup {
  return {
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
  }
}
