import Bot from 'lucide-solid/icons/bot'
import Check from 'lucide-solid/icons/check'
import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import FileInput from 'lucide-solid/icons/file-input'
import Lock from 'lucide-solid/icons/lock'
import LockOpen from 'lucide-solid/icons/lock-open'
import X from 'lucide-solid/icons/x'
import { type JSX, Match, Show, Switch } from 'solid-js'
import type { Region } from '../../../shared/dialogue/region.ts'
import { regionConfidence, regionPixels, regionState } from '../../text/describe-region.ts'
import { count, t } from '../../text/translate.ts'
import { LabelField } from './LabelField.tsx'
import { RegionGlyph } from './RegionGlyph.tsx'

/** What one row of the list shows; the row itself carries the name for assistive tools. */
export function RegionRow(props: {
  readonly region: Region
  readonly mentions: number
  readonly selected: boolean
  readonly lit: boolean
  readonly renaming: boolean
  /** How many regions get the label that is written here. */
  readonly renamed: number
  readonly writable: boolean
  readonly onHover: (over: boolean) => void
  /** `null` = left as it was. */
  readonly onRename: (label: string | null) => void
  /** Labels used before, offered while one is written. */
  readonly labels: readonly string[]
  /** The menu is asked for on this row. */
  readonly onMenu: () => void
  /** The row is taken with the pointer, to be dropped in a message. */
  readonly onDrag: (event: DragEvent) => void
  readonly onFlag: (flag: 'hidden' | 'locked') => void
  readonly onJudge: (verdict: 'accept' | 'reject') => void
}): JSX.Element {
  const open = () => props.region.proposal?.judgement === 'open'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the row around it has the role, and the list takes the keys
    <div
      class="region-row"
      classList={{ 'region-row-selected': props.selected, 'region-row-lit': props.lit }}
      draggable={!props.renaming}
      onDragStart={(event) => props.onDrag(event)}
      onContextMenu={() => props.onMenu()}
      onPointerEnter={() => props.onHover(true)}
      onPointerLeave={() => props.onHover(false)}
    >
      <RegionGlyph region={props.region} />
      <span class="region-id numbers">{t('region.id', { n: props.region.number })}</span>
      <Show
        when={props.renaming}
        fallback={
          <span class="region-label clip" classList={{ muted: props.region.label === '' }}>
            {props.region.label || t(`region.kind.${props.region.shape.kind}`)}
          </span>
        }
      >
        <LabelField
          name={props.renamed > 1 ? t('regions.label-many', { n: props.renamed }) : t('regions.label')}
          label={props.region.label}
          labels={props.labels}
          onDone={props.onRename}
        />
      </Show>
      <Switch>
        <Match when={props.region.origin === 'model'}>
          <span class="region-origin" title={t('region.origin.model')}>
            <Bot aria-hidden="true" />
          </span>
        </Match>
        <Match when={props.region.origin === 'import'}>
          <span class="region-origin" title={t('region.origin.import')}>
            <FileInput aria-hidden="true" />
          </span>
        </Match>
      </Switch>
      <Show when={regionState(props.region)}>{(state) => <span class="region-state numbers">{state()}</span>}</Show>
      <Show when={regionConfidence(props.region)}>
        {(confidence) => (
          <span
            class="region-confidence numbers"
            title={t('region.confidence-name', { percent: Math.round(100 * (props.region.proposal?.confidence ?? 0)) })}
          >
            {confidence()}
          </span>
        )}
      </Show>
      <span class="region-place numbers">{regionPixels(props.region)}</span>
      <span class="region-flags" classList={{ 'region-flags-on': props.region.hidden || props.region.locked }}>
        <Flag
          on={props.region.hidden === true}
          name={t(props.region.hidden ? 'regions.show-one' : 'regions.hide-one', { n: props.region.number })}
          icon={props.region.hidden ? <EyeOff /> : <Eye />}
          writable={props.writable}
          onPress={() => props.onFlag('hidden')}
        />
        <Flag
          on={props.region.locked === true}
          name={t(props.region.locked ? 'regions.unlock-one' : 'regions.lock-one', { n: props.region.number })}
          icon={props.region.locked ? <Lock /> : <LockOpen />}
          writable={props.writable}
          onPress={() => props.onFlag('locked')}
        />
      </span>
      <Show
        when={open() && props.writable}
        fallback={
          <span class="region-mentions numbers" title={count('regions.mentions', props.mentions)}>
            {props.mentions === 0 ? '' : t('regions.mention-mark', { n: props.mentions })}
          </span>
        }
      >
        <span class="region-judge">
          <button
            type="button"
            class="icon-button icon-button-small"
            tabIndex={-1}
            aria-label={t('regions.accept-one', { n: props.region.number })}
            onClick={(event) => {
              event.stopPropagation()
              props.onJudge('accept')
            }}
          >
            <Check />
          </button>
          <button
            type="button"
            class="icon-button icon-button-small"
            tabIndex={-1}
            aria-label={t('regions.reject-one', { n: props.region.number })}
            onClick={(event) => {
              event.stopPropagation()
              props.onJudge('reject')
            }}
          >
            <X />
          </button>
        </span>
      </Show>
    </div>
  )
}

/**
 * Whether a region is hidden or locked; a press changes it. For the mouse alone, as a row of a listbox holds no controls: the keys and the
 * menu do the same. Shown while it is one of them; else it lies over the coordinates of the row under the pointer.
 */
function Flag(props: {
  readonly on: boolean
  readonly name: string
  readonly icon: JSX.Element
  readonly writable: boolean
  readonly onPress: () => void
}): JSX.Element {
  return (
    <span
      class="icon-button icon-button-small region-flag"
      classList={{ 'region-flag-on': props.on }}
      title={props.name}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation()
        if (props.writable) props.onPress()
      }}
    >
      {props.icon}
    </span>
  )
}
