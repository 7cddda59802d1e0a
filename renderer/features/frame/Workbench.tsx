import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Resizer } from '../../ui/Resizer.tsx'
import { Pane } from './Pane.tsx'
import { PaneTabs } from './PaneTabs.tsx'
import './frame.css'

/** Here dialogue and regions share one place, and tabs choose between them. */
const narrowWindow = '(max-width: 1279px)'

export type WorkbenchProps = {
  readonly images: JSX.Element
  readonly canvas: JSX.Element
  readonly dialogue: JSX.Element
  readonly regions: JSX.Element
}

/** The picture and the talk about it: four panes with movable lines between them. */
export function Workbench(props: WorkbenchProps): JSX.Element {
  const { settings } = useWorkspace()
  const panes = settings.panes
  const wish = matchMedia(narrowWindow)
  const [narrow, setNarrow] = createSignal(wish.matches)
  const follow = (): void => void setNarrow(wish.matches)
  wish.addEventListener('change', follow)
  onCleanup(() => wish.removeEventListener('change', follow))
  return (
    <main class="workbench">
      <Show when={panes().leftOpen}>
        <Pane name="images" label={t('pane.images')} class="pane-left" size={{ width: `${panes().left}px` }}>
          {props.images}
        </Pane>
        <Resizer
          label={t('pane.resize-images')}
          axis="x"
          sign={1}
          value={panes().left}
          min={160}
          max={420}
          onChange={(left) => settings.setPanes({ left })}
        />
      </Show>
      <Pane name="canvas" label={t('pane.canvas')} class="pane-canvas">
        {props.canvas}
      </Pane>
      <Show when={panes().rightOpen}>
        <Resizer
          label={t('pane.resize-dialogue')}
          axis="x"
          sign={-1}
          value={panes().right}
          min={320}
          max={720}
          onChange={(right) => settings.setPanes({ right })}
        />
        <div class="pane-right" classList={{ 'pane-right-tabs': narrow() }} style={{ width: `${panes().right}px` }}>
          <Show when={narrow()}>
            <PaneTabs />
          </Show>
          <Pane
            name="dialogue"
            label={t('pane.dialogue')}
            class="pane-dialogue"
            away={narrow() && panes().rightTab !== 'dialogue'}
          >
            {props.dialogue}
          </Pane>
          <Show when={!narrow()}>
            <Resizer
              label={t('pane.resize-regions')}
              axis="y"
              sign={-1}
              value={panes().drawer}
              min={96}
              max={520}
              onChange={(drawer) => settings.setPanes({ drawer })}
            />
          </Show>
          <Pane
            name="regions"
            label={t('pane.regions')}
            class={narrow() ? 'pane-regions-tab' : 'pane-regions'}
            away={narrow() && panes().rightTab !== 'regions'}
            size={narrow() ? {} : { height: `${panes().drawer}px` }}
          >
            {props.regions}
          </Pane>
        </div>
      </Show>
    </main>
  )
}
