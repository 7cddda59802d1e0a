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
  /** A region that is dragged from its list over the other tab gets to the message this way. */
  const dragged = (rightTab: (typeof tabs)[number]) => (): void => settings.setPanes({ rightTab })
  return (
    <Tabs
      value={settings.panes().rightTab}
      onChange={(value) => {
        const rightTab = tabs.find((tab) => tab === value)
        if (rightTab) settings.setPanes({ rightTab })
      }}
    >
      <Tabs.List class="pane-tabs" aria-label={t('pane.right')}>
        <Tabs.Trigger class="pane-tab" value="dialogue" onDragEnter={dragged('dialogue')}>
          {t('pane.dialogue')}
        </Tabs.Trigger>
        <Tabs.Trigger class="pane-tab" value="regions" onDragEnter={dragged('regions')}>
          {t('pane.regions')} <span class="pane-tab-count numbers">{regions()}</span>
        </Tabs.Trigger>
      </Tabs.List>
    </Tabs>
  )
}
