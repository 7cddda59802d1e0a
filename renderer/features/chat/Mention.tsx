import { For, type JSX, Show } from 'solid-js'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { mentionText } from './mention-text.ts'
import { RegionChip } from './RegionChip.tsx'
import './chip.css'

/** One mention: its regions as a group of chips, or as the model's coordinate text. */
export function Mention(props: {
  readonly ids: readonly RegionId[]
  readonly interactive: boolean
  /** Shapes that hold in place of the regions' own. */
  readonly kept?: readonly Shape[] | undefined
}): JSX.Element {
  const workspace = useWorkspace()
  const size = () => {
    const first = workspace.region(props.ids[0] ?? '')
    return first && workspace.library.image(first.imageId)
  }
  const written = () => mentionText(props.ids, workspace.region, workspace.dialect(), size(), props.kept)
  return (
    <Show
      when={workspace.settings.mentionView() === 'text'}
      fallback={
        <span
          class="mention"
          classList={{ 'mention-group': props.ids.length > 1 }}
          data-coordinates={written().text ?? undefined}
        >
          <For each={props.ids}>
            {(id) => (
              <RegionChip id={id} interactive={props.interactive} coordinates={written().text ?? written().reason} />
            )}
          </For>
        </span>
      }
    >
      <span class="mention-text mono numbers" title={written().reason ?? undefined}>
        {written().text ?? t('chip.gone')}
      </span>
    </Show>
  )
}
