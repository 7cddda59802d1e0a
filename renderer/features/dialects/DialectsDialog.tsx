import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { type DialectView, viewDialect } from '../../../shared/dialects/dialect-view.ts'
import { dialects } from '../../../shared/dialects/registry.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { count, t } from '../../text/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { createShownRegion } from './create-shown-region.ts'
import { DialectDetail, errorText } from './DialectDetail.tsx'
import { DialectRow } from './DialectRow.tsx'
import { findDialects } from './find-dialects.ts'
import './dialects.css'

/** One region in the text of every model family side by side: which coordinates does my model want? */
export function DialectsDialog(): JSX.Element {
  const workspace = useWorkspace()
  const shown = createShownRegion(workspace)
  const [query, setQuery] = createSignal('')
  const [chosen, setChosen] = createSignal(workspace.dialect().id)
  const [said, setSaid] = createSignal('')
  let frame: HTMLDivElement | undefined

  const views = createMemo(() => {
    const { shape, size, label } = shown()
    return dialects.map((dialect) => viewDialect(dialect, shape, size, label))
  })
  const found = createMemo(() => findDialects(views(), query()))
  const current = createMemo(() => found().find(({ dialect }) => dialect.id === chosen()) ?? found()[0])

  async function copy(side: 'asks' | 'answers'): Promise<void> {
    const view = current()?.[side]
    if (view?.kind !== 'text') {
      setSaid(t('dialects.nothing-to-copy'))
      return
    }
    try {
      await navigator.clipboard.writeText(view.text)
      setSaid(t('dialects.copied', { text: view.text }))
    } catch {
      setSaid(t('dialects.copy-failed'))
    }
  }

  function key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const pressed = event.key.toLowerCase()
    if (pressed === 'c') void copy('answers')
    else if (pressed === 'q') void copy('asks')
    else return false
    return true
  }

  return (
    <Dialog
      wide
      open={workspace.dialog() === 'dialects'}
      title={t('dialects.title')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
    >
      <div class="dialects" ref={frame}>
        <section class="dialects-found" aria-label={t('dialects.list')}>
          <p class="muted dialects-caption">{shown().caption}</p>
          <input
            class="dialects-search"
            type="search"
            placeholder={t('dialects.search')}
            aria-label={t('dialects.search')}
            value={query()}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              frame?.querySelector<HTMLElement>('[role="listbox"]')?.focus()
            }}
          />
          <Show when={found().length > 0} fallback={<p class="muted dialects-none">{t('dialects.none')}</p>}>
            <VirtualList
              label={t('dialects.list')}
              items={found()}
              rowHeight={46}
              idOf={({ dialect }) => dialect.id}
              currentId={current()?.dialect.id ?? null}
              nameOf={nameOf}
              onCurrent={({ dialect }) => setChosen(dialect.id)}
              onKey={key}
              row={(view, isCurrent) => (
                <DialectRow view={view()} current={isCurrent()} loaded={view().dialect.id === workspace.dialect().id} />
              )}
            />
          </Show>
          <p class="muted dialects-hint">
            <span class="numbers">{count('dialects.count', found().length)}</span>
            <span>{t('dialects.keys')}</span>
          </p>
          <p class="dialects-said clip" role="status">
            {said()}
          </p>
        </section>
        <Show when={current()}>
          {(view) => <DialectDetail view={view()} shown={shown()} onCopy={(side) => void copy(side)} />}
        </Show>
      </div>
    </Dialog>
  )
}

function nameOf({ dialect, asks, answers }: DialectView): string {
  const view = answers.kind === 'text' ? answers : asks
  const words = view.kind === 'text' ? [view.text, errorText(view)] : [view.message]
  return [dialect.title, ...(dialect.uncertain === undefined ? [] : [t('dialects.uncertain')]), ...words].join(', ')
}
