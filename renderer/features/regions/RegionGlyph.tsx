import { type JSX, Match, Switch } from 'solid-js'
import type { Region } from '../../../shared/dialogue/region.ts'
import { regionColour } from '../../canvas/palette.ts'
import { t } from '../../text/translate.ts'

/** A region's colour and kind: filled where people stand behind it, an empty dashed outline while it is a proposal. */
export function RegionGlyph(props: { readonly region: Region }): JSX.Element {
  const kind = () => props.region.shape.kind
  return (
    <svg
      class="region-glyph"
      classList={{ 'region-glyph-open': props.region.proposal?.judgement === 'open' }}
      style={{ '--region': regionColour(props.region.number) }}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      <title>
        {t('region.made', { kind: t(`region.kind.${kind()}`), origin: t(`region.origin.${props.region.origin}`) })}
      </title>
      <Switch>
        <Match when={kind() === 'box'}>
          <rect x="2" y="2.5" width="10" height="9" rx="1.5" />
        </Match>
        <Match when={kind() === 'point'}>
          <circle cx="7" cy="7" r="3.5" />
          <path d="M7 0v3M7 11v3M0 7h3M11 7h3" />
        </Match>
        <Match when={kind() === 'polygon'}>
          <path d="M7 1.5 12.5 5.6 10.4 12H3.6L1.5 5.6Z" />
        </Match>
      </Switch>
    </svg>
  )
}
