import { type JSX, Show } from 'solid-js'
import type { RegionId } from '../../../shared/ids.ts'
import { regionColour } from '../../canvas/palette.ts'
import { dragRegions } from '../../state/region-drag.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { describeRegion, regionName, regionState } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'
import './chip.css'

/** One region inside a message. In a transcript it is a button that goes to the region; in the composer it is only looked at. */
export function RegionChip(props: {
  readonly id: RegionId
  readonly interactive: boolean
  /** The coordinates as text, for the tooltip. */
  readonly coordinates: string | null
}): JSX.Element {
  const workspace = useWorkspace()
  const region = () => workspace.region(props.id)
  const image = () => {
    const found = region()
    return found && workspace.library.image(found.imageId)
  }
  /** The name of its picture, where the dialogue is about several and this is not the open one. */
  const elsewhere = () => {
    const found = region()
    const ids = workspace.chat.dialogue()?.imageIds ?? []
    if (!found || ids.length < 2 || found.imageId === workspace.editor.imageId()) return null
    return ids.includes(found.imageId) ? (image()?.path.split('/').at(-1) ?? null) : null
  }
  const state = () => {
    const found = region()
    return found && found.proposal?.judgement !== 'open' ? regionState(found) : null
  }
  const lit = () => workspace.editor.hovered() === props.id
  const name = () => {
    const found = region()
    const size = image()
    if (!found) return t('chip.gone')
    return size ? describeRegion(found, size) : regionName(found)
  }
  const content = (
    <Show when={region()} fallback={<span class="chip-gone">{t('chip.gone')}</span>}>
      {(found) => (
        <>
          <span class="chip-colour" style={{ 'background-color': regionColour(found().number) }} aria-hidden="true" />
          <span class="chip-name">{regionName(found())}</span>
          <Show when={elsewhere()}>{(text) => <span class="chip-state">{text()}</span>}</Show>
          <Show when={state()}>{(text) => <span class="chip-state">{text()}</span>}</Show>
        </>
      )}
    </Show>
  )
  const classes = () => ({
    'chip-lit': lit(),
    'chip-selected': workspace.editor.selection().includes(props.id),
    'chip-rejected': region()?.proposal?.judgement === 'rejected',
    'chip-is-gone': !region(),
  })
  const enter = (): void => workspace.editor.hover(props.id)
  const leave = (): void => {
    if (lit()) workspace.editor.hover(null)
  }
  return (
    <Show
      when={props.interactive && region()}
      fallback={
        <span
          class="chip"
          classList={classes()}
          title={props.coordinates ?? undefined}
          onPointerEnter={enter}
          onPointerLeave={leave}
        >
          {content}
        </span>
      }
    >
      <button
        type="button"
        class="chip chip-button"
        classList={classes()}
        aria-label={name()}
        title={props.coordinates ?? undefined}
        draggable={true}
        onDragStart={(event) => dragRegions(event, [props.id])}
        onPointerEnter={enter}
        onPointerLeave={leave}
        onFocus={enter}
        onBlur={leave}
        onClick={() => workspace.goTo(props.id)}
      >
        {content}
      </button>
    </Show>
  )
}
