import { createEffect, For, type JSX, Show } from 'solid-js'
import { regionColour } from '../../canvas/palette.ts'
import { regionName, regionPixels } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'
import type { MentionOption } from './mention-options.ts'
import './mention-list.css'

/** The list under an `@`. The caret stays in the message; the message names the active row. */
export function MentionList(props: {
  readonly id: string
  readonly options: readonly MentionOption[]
  readonly active: number
  readonly left: number
  readonly bottom: number
  readonly onActive: (index: number) => void
  readonly onTake: (option: MentionOption) => void
}): JSX.Element {
  let list: HTMLDivElement | undefined
  createEffect(() => {
    list?.querySelector(`[data-index="${props.active}"]`)?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <div
      ref={list}
      id={props.id}
      class="mention-list"
      role="listbox"
      aria-label={
        props.options.some((option) => option.kind === 'template' || option.kind === 'manage')
          ? t('template.list')
          : t('composer.mention-list')
      }
      tabIndex={-1}
      style={{ left: `${props.left}px`, bottom: `${props.bottom}px` }}
    >
      <For each={props.options}>
        {(option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the message editor takes the keys while the list is open
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the message, which names the active row
          <div
            id={`${props.id}-${option.id}`}
            data-index={index()}
            class="mention-option"
            classList={{ 'mention-option-active': index() === props.active }}
            role="option"
            aria-selected={index() === props.active}
            onPointerMove={() => props.onActive(index())}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onTake(option)}
          >
            <Show when={option.kind === 'region' && option.region} fallback={<OtherOption option={option} />}>
              {(region) => (
                <>
                  <span
                    class="chip-colour"
                    style={{ 'background-color': regionColour(region().number) }}
                    aria-hidden="true"
                  />
                  <span class="clip">{regionName(region())}</span>
                  <span class="mention-option-place numbers clip">
                    {(option.kind === 'region' && option.path) || regionPixels(region())}
                  </span>
                </>
              )}
            </Show>
          </div>
        )}
      </For>
    </div>
  )
}

/** A row that is no region: a way to draw one, or a template with its words. */
function OtherOption(props: { readonly option: MentionOption }): JSX.Element {
  const name = (): string => {
    switch (props.option.kind) {
      case 'region':
        return ''
      case 'image':
        return t('chip.image', { image: props.option.path })
      case 'draw':
        return props.option.tool === 'point' ? t('composer.new-point') : t('composer.new-box')
      case 'template':
        return props.option.template.name === props.option.template.text ? '' : props.option.template.name
      case 'save':
        return t('template.save')
      case 'manage':
        return t('template.manage')
    }
  }
  return (
    <>
      <span class="muted">{name()}</span>
      <Show when={props.option.kind === 'template' && props.option.template}>
        {(template) => <span class="mention-option-text clip">{template().text}</span>}
      </Show>
    </>
  )
}
