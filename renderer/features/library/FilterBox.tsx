import Bookmark from 'lucide-solid/icons/bookmark'
import BookmarkMinus from 'lucide-solid/icons/bookmark-minus'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { filterBeginnings, filterSuggestions } from './filter-suggestions.ts'
import './filter-box.css'

const listId = 'filter-suggestions'

/** The filter over the list of pictures: completes while typing, keeps filters, and says under itself where it was not understood. */
export function FilterBox(): JSX.Element {
  const { library, focusPane } = useWorkspace()
  const [caret, setCaret] = createSignal<number | null>(null)
  const [chosen, setChosen] = createSignal(-1)
  let field: HTMLInputElement | undefined

  const options = createMemo(() => {
    const at = caret()
    if (at === null) return []
    const kept = library.saved.all().filter((text) => text !== library.filter())
    if (library.filter() === '') return [...kept, ...filterBeginnings].map((text) => ({ text, from: 0 }))
    return filterSuggestions(library.filter(), at, library.labels())
  })
  const isKept = (): boolean => library.saved.all().includes(library.filter().trim())

  function change(text: string, at: number): void {
    library.setFilter(text)
    setCaret(at)
    setChosen(-1)
  }

  function take(index: number): void {
    const option = options()[index]
    const at = caret()
    if (option === undefined || at === null || field === undefined) return
    const before = library.filter().slice(0, option.from) + option.text
    const text = before + library.filter().slice(at)
    change(text, before.length)
    field.value = text
    field.focus()
    field.setSelectionRange(before.length, before.length)
  }

  function pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return
    const count = options().length
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      const by = event.key === 'ArrowDown' ? 1 : -1
      setChosen(((chosen() < 0 && by < 0 ? 0 : chosen()) + by + count) % count)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen() >= 0) {
      take(chosen())
    } else if (event.key === 'Enter') {
      setCaret(null)
      focusPane('images')
    } else if (event.key === 'Escape') {
      if (count > 0) setCaret(null)
      else if (library.filter() !== '') change('', 0)
      else focusPane('canvas')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <search class="filter-box">
      <div class="filter-line">
        <input
          ref={field}
          data-filter
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-label={t('filter.label')}
          aria-expanded={options().length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen() >= 0 ? `${listId}-${chosen()}` : undefined}
          aria-invalid={library.filterError() !== null}
          aria-describedby={library.filterError() ? 'filter-error' : undefined}
          placeholder={t('filter.placeholder')}
          title={t('filter.hint')}
          value={library.filter()}
          onInput={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
          onFocus={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onBlur={() => setCaret(null)}
          onKeyDown={pressed}
        />
        <Show when={library.filter() !== ''}>
          <Show when={library.filterError() === null}>
            <IconButton
              small
              icon={<Dynamic component={isKept() ? BookmarkMinus : Bookmark} />}
              label={t(isKept() ? 'filter.forget' : 'filter.keep')}
              onPress={() =>
                isKept() ? library.saved.forget(library.filter().trim()) : library.saved.keep(library.filter().trim())
              }
            />
          </Show>
          <IconButton small icon={<X />} label={t('filter.clear')} onPress={() => change('', 0)} />
        </Show>
      </div>
      <Show when={library.filterError()}>
        {(error) => (
          <p id="filter-error" class="filter-error" role="status">
            <span class="filter-echo">
              {library.filter().slice(0, error().from)}
              <mark>{library.filter().slice(error().from, error().to) || ' '}</mark>
              {library.filter().slice(error().to)}
            </span>
            {t(`filter.error.${error().code}`, { word: error().word })}
          </p>
        )}
      </Show>
      <div
        id={listId}
        class="filter-options"
        role="listbox"
        aria-label={t('filter.suggestions')}
        hidden={options().length === 0}
      >
        <For each={options()}>
          {(option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
            <div
              id={`${listId}-${index()}`}
              role="option"
              aria-selected={index() === chosen()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index())}
            >
              {option.text}
            </div>
          )}
        </For>
      </div>
    </search>
  )
}
