import { Popover } from '@kobalte/core/popover'
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal'
import type { JSX } from 'solid-js'
import { type CanvasOptions, plainLook } from '../../state/create-canvas-options.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Switch.tsx'
import './picture-panel.css'

function Slider(props: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}): JSX.Element {
  const percent = (): number => Math.round(props.value * 100)
  return (
    <label class="picture-slider">
      <span>{props.label}</span>
      <input
        type="range"
        min={props.min * 100}
        max={props.max * 100}
        step={5}
        value={percent()}
        aria-valuetext={t('picture.percent', { n: percent() })}
        onInput={(event) => props.onChange(Number(event.currentTarget.value) / 100)}
      />
      <output class="numbers">{t('picture.percent', { n: percent() })}</output>
    </label>
  )
}

/** How the picture shows and how the canvas follows the hand: a small panel that opens above its button. */
export function PicturePanel(props: { readonly options: CanvasOptions }): JSX.Element {
  const look = () => props.options.look()
  const hand = () => props.options.hand()
  return (
    <Popover placement="top-start" gutter={6}>
      <Popover.Trigger class="icon-button picture-button" aria-label={t('picture.title')} title={t('picture.title')}>
        <SlidersHorizontal aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class="picture-panel" aria-label={t('picture.title')}>
          <Slider
            label={t('picture.brightness')}
            value={look().brightness}
            min={0.2}
            max={3}
            onChange={(brightness) => props.options.setLook({ brightness })}
          />
          <Slider
            label={t('picture.contrast')}
            value={look().contrast}
            min={0.2}
            max={3}
            onChange={(contrast) => props.options.setLook({ contrast })}
          />
          <Slider
            label={t('picture.opacity')}
            value={look().opacity}
            min={0.1}
            max={1}
            onChange={(opacity) => props.options.setLook({ opacity })}
          />
          <div class="picture-note">
            <span>{t('picture.display-only')}</span>
            <Button
              variant="quiet"
              onPress={() => props.options.setLook({ brightness: 1, contrast: 1, opacity: plainLook.opacity })}
            >
              {t('picture.reset')}
            </Button>
          </div>
          <Switch
            label={t('picture.snaps')}
            hint={t('picture.snaps-hint')}
            checked={hand().snaps}
            onChange={(snaps) => props.options.setHand({ snaps })}
          />
          <Switch
            label={t('picture.crosshair')}
            checked={hand().crosshair}
            onChange={(crosshair) => props.options.setHand({ crosshair })}
          />
          <Switch
            label={t('picture.wheel-scrolls')}
            hint={t('picture.wheel-scrolls-hint')}
            checked={hand().wheel === 'scroll'}
            onChange={(scrolls) => props.options.setHand({ wheel: scrolls ? 'scroll' : 'zoom' })}
          />
          <Switch
            label={t('picture.outside')}
            hint={t('picture.outside-hint')}
            checked={look().outside}
            onChange={(outside) => props.options.setLook({ outside })}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  )
}
