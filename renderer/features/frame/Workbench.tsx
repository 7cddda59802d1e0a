import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Resizer } from '../../ui/Resizer.tsx'
import { Pane } from './Pane.tsx'
import './frame.css'

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
        <div class="pane-right" style={{ width: `${panes().right}px` }}>
          <Pane name="dialogue" label={t('pane.dialogue')} class="pane-dialogue">
            {props.dialogue}
          </Pane>
          <Resizer
            label={t('pane.resize-regions')}
            axis="y"
            sign={-1}
            value={panes().drawer}
            min={96}
            max={520}
            onChange={(drawer) => settings.setPanes({ drawer })}
          />
          <Pane name="regions" label={t('pane.regions')} class="pane-regions" size={{ height: `${panes().drawer}px` }}>
            {props.regions}
          </Pane>
        </div>
      </Show>
    </main>
  )
}
