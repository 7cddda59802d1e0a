import { plainHand, plainLook } from '../../state/create-canvas-options.ts'
import type { Workspace } from '../../state/workspace.ts'
import { t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Flag, type SettingGroup } from './setting-item.tsx'

/** What the hand does on the picture. */
export function handSettings({ canvasOptions }: Workspace): SettingGroup {
  return {
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
  }
}
