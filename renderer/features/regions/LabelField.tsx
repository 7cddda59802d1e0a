import { createMemo, createSignal, createUniqueId, For, type JSX, onMount, Show, untrack } from 'solid-js'
import { Portal } from 'solid-js/web'
import { t } from '../../text/translate.ts'
import { suggestLabels } from './suggest-labels.ts'

/** The list is about this high at most; it opens upwards where there is less room below. */
const listHeight = 232

/** A label being written, with the labels used before that it may mean. What is typed counts, unless the arrows chose one of them. */
export function LabelField(props: {
  /** What it is the label of, for assistive tools. */
  readonly name: string
  readonly label: string
  readonly labels: readonly string[]
  /** `null` = left as it was. */
  readonly onDone: (label: string | null) => void
}): JSX.Element {
  const listId = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const [active, setActive] = createSignal(-1)
  const [place, setPlace] = createSignal<JSX.CSSProperties | null>(null)
  const options = createMemo(() => suggestLabels(typed(), props.labels))
  let field: HTMLInputElement | undefined
  let over = false

  function finish(label: string | null): void {
    if (over) return
    over = true
    props.onDone(label)
  }

  function measure(): void {
    const box = field?.getBoundingClientRect()
    if (!box) return
    const up = window.innerHeight - box.bottom < listHeight
    const vertical = up ? { bottom: `${window.innerHeight - box.top + 4}px` } : { top: `${box.bottom + 4}px` }
    setPlace({ left: `${box.left}px`, 'min-width': `${box.width}px`, ...vertical })
  }

  function key(event: KeyboardEvent & { currentTarget: HTMLInputElement }): void {
    if (event.isComposing || event.keyCode === 229) return
    const count = options().length
    if (event.key === 'Enter') finish(options()[active()]?.label ?? event.currentTarget.value)
    else if (event.key === 'Escape') finish(null)
    else if (event.key === 'ArrowDown') setActive(((active() + 2) % (count + 1)) - 1)
    else if (event.key === 'ArrowUp') setActive(((active() + 1 + count) % (count + 1)) - 1)
    else return
    event.preventDefault()
    event.stopPropagation()
    document.getElementById(`${listId}-${active()}`)?.scrollIntoView({ block: 'nearest' })
  }

  onMount(() => {
    // Once the list has scrolled its row into view.
    requestAnimationFrame(measure)
    field?.focus()
    field?.select()
  })
  return (
    <>
      <input
        ref={field}
        class="region-label-field"
        role="combobox"
        autocomplete="off"
        aria-label={props.name}
        aria-autocomplete="list"
        aria-expanded={options().length > 0}
        aria-controls={listId}
        aria-activedescendant={active() < 0 ? undefined : `${listId}-${active()}`}
        value={untrack(() => props.label)}
        onClick={(event) => event.stopPropagation()}
        onDblClick={(event) => event.stopPropagation()}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setActive(-1)
        }}
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={key}
      />
      <Show when={options().length > 0 && place()}>
        {(style) => (
          <Portal>
            <div id={listId} class="label-list" role="listbox" aria-label={t('regions.labels')} style={style()}>
              <For each={options()}>
                {(option, i) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys while the list is open
                  // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active row
                  <div
                    id={`${listId}-${i()}`}
                    class="label-option"
                    classList={{ 'label-option-active': active() === i() }}
                    role="option"
                    aria-selected={active() === i()}
                    onPointerMove={() => setActive(i())}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => finish(option.label)}
                  >
                    <span class="clip">{option.label}</span>
                    <Show when={option.digit}>{(digit) => <kbd class="label-digit numbers">{digit()}</kbd>}</Show>
                  </div>
                )}
              </For>
            </div>
          </Portal>
        )}
      </Show>
    </>
  )
}
