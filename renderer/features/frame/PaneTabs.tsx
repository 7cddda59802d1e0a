import { Tabs } from '@kobalte/core/tabs'
import { createMemo, type JSX } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'

const tabs = ['dialogue', 'regions'] as const

/** Chooses which of the two panes at the right shows, where there is room for one. */
export function PaneTabs(): JSX.Element {
  const { editor, settings } = useWorkspace()
  const regions = createMemo(() => {
    const imageId = editor.imageId()
    return Object.values(editor.snapshot().regions).filter((region) => region.imageId === imageId).length
  })
  return (
    <Tabs
      value={settings.panes().rightTab}
      onChange={(value) => {
        const rightTab = tabs.find((tab) => tab === value)
        if (rightTab) settings.setPanes({ rightTab })
      }}
    >
      <Tabs.List class="pane-tabs" aria-label={t('pane.right')}>
        <Tabs.Trigger class="pane-tab" value="dialogue">
          {t('pane.dialogue')}
        </Tabs.Trigger>
        <Tabs.Trigger class="pane-tab" value="regions">
          {t('pane.regions')} <span class="pane-tab-count numbers">{regions()}</span>
        </Tabs.Trigger>
      </Tabs.List>
    </Tabs>
  )
}
