import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Action } from '../../actions/action.ts'
import { runAction } from '../../actions/dispatch-key.ts'
import { keysOf } from '../../actions/keys-of.ts'
import type { Workspace } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName } from '../../text/describe-region.ts'
import { fuzzyScore } from '../../text/fuzzy.ts'
import { keyText } from '../../text/key-text.ts'
import { label, t } from '../../text/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import './palette.css'

type Row = {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly keys: readonly string[]
  readonly reason: string | null
  readonly run: () => void
}

const shownRows = 80

/** Every command with its key, and every region and image by name, found by a few letters. */
export function PaletteDialog(props: { readonly actions: readonly Action<Workspace>[] }): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library, settings } = workspace
  const [query, setQuery] = createSignal('')
  const [current, setCurrent] = createSignal(0)
  const listId = createUniqueId()
  let list: HTMLDivElement | undefined

  const commands = createMemo((): Row[] =>
    props.actions
      .filter((action) => action.id !== 'show-palette')
      .map((action) => {
        const reason = action.unavailable?.(workspace) ?? null
        return {
          id: action.id,
          name: label(action.label),
          note: '',
          keys: keysOf(settings.keymap, action).map((key) => keyText(key)),
          reason: reason === null ? null : label(reason),
          run: () => void runAction(action, workspace),
        }
      }),
  )
  const places = createMemo((): Row[] => {
    const wanted = query().trim().toLowerCase()
    if (wanted === '') return []
    const regions = Object.values(editor.snapshot().regions).filter((each) => each.imageId === editor.imageId())
    const images: Row[] = []
    for (const image of library.images()) {
      if (images.length === shownRows) break
      if (!image.path.toLowerCase().includes(wanted)) continue
      images.push({
        id: `image-${image.id}`,
        name: image.path,
        note: t('palette.image'),
        keys: [],
        reason: null,
        run: () => void library.open(image.id),
      })
    }
    const named = regions.map((region) => ({
      id: `region-${region.id}`,
      name: regionName(region),
      note: t('palette.region'),
      keys: [],
      reason: null,
      run: () => workspace.goTo(region.id),
    }))
    return [...named, ...images]
  })
  const rows = createMemo(() => {
    const scored = [...commands(), ...places()].flatMap((row) => {
      const score = fuzzyScore(query(), row.name)
      return score === null ? [] : [{ row, score: score - (row.reason === null ? 0 : 2) }]
    })
    if (query() !== '') scored.sort((a, b) => b.score - a.score)
    return scored.slice(0, query() === '' ? scored.length : shownRows).map(({ row }) => row)
  })

  function choose(row: Row | undefined): void {
    if (row === undefined || row.reason !== null) return
    workspace.closeDialog()
    // After the dialog has given the focus back: the command acts where people were.
    setTimeout(row.run)
  }

  function move(step: number): void {
    setCurrent(Math.min(Math.max(current() + step, 0), rows().length - 1))
    list?.querySelector(`[data-row="${current()}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  function key(event: KeyboardEvent): void {
    if (event.isComposing) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) move(step)
    else if (event.key === 'Enter') choose(rows()[current()])
    else return
    event.preventDefault()
  }

  return (
    <Dialog open title={t('palette.title')} closeLabel={t('dialog.close')} onClose={workspace.closeDialog}>
      <div class="palette">
        <input
          class="palette-field"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={rows().length > 0 ? `${listId}-${current()}` : undefined}
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          autocomplete="off"
          spellcheck={false}
          value={query()}
          onInput={(event) => {
            setQuery(event.currentTarget.value)
            setCurrent(0)
            list?.scrollTo(0, 0)
          }}
          onKeyDown={key}
        />
        <Show when={rows().length > 0} fallback={<p class="palette-none">{t('palette.none')}</p>}>
          <div
            class="palette-list"
            id={listId}
            role="listbox"
            tabIndex={-1}
            aria-label={t('palette.title')}
            ref={(element) => {
              list = element
            }}
          >
            <For each={rows()}>
              {(row, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field, as its pattern demands
                // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active row
                <div
                  id={`${listId}-${index()}`}
                  data-row={index()}
                  class="palette-row"
                  classList={{ 'palette-row-current': index() === current(), 'palette-row-off': row.reason !== null }}
                  role="option"
                  aria-selected={index() === current()}
                  aria-disabled={row.reason !== null}
                  onPointerMove={() => setCurrent(index())}
                  onClick={() => choose(row)}
                >
                  <span class="palette-name clip">{row.name}</span>
                  <span class="palette-note clip">{row.reason ?? row.note}</span>
                  <For each={row.keys.slice(0, 2)}>{(each) => <kbd>{each}</kbd>}</For>
                </div>
              )}
            </For>
          </div>
        </Show>
      </div>
    </Dialog>
  )
}
