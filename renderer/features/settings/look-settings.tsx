import { plainAccess } from '../../state/create-settings.ts'
import type { Workspace } from '../../state/workspace.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Flag, type SettingGroup } from './setting-item.tsx'

/** How the program looks. */
export function lookSettings({ settings }: Workspace): SettingGroup {
  return {
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
  }
}
