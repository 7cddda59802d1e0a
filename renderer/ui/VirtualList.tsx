import { createEffect, createMemo, createSignal, Index, type JSX, on, onCleanup, onMount } from 'solid-js'
import { textScale } from './text-scale.ts'
import './virtual-list.css'

/**
 * A listbox that only has the rows in view in the document, for any number of items of one height; with `cellWidth` as many in a row
 * as fit. The current item is kept in view; arrows, Home, End and PageUp/Down move it. Focus stays on the list, the row is named by
 * `aria-activedescendant`.
 */
export function VirtualList<T>(props: {
  readonly label: string
  readonly items: readonly T[]
  /** In CSS pixels where texts have their usual size. */
  readonly rowHeight: number
  /** The least width of an item where several stand in a row; one fills it if left out. */
  readonly cellWidth?: number | undefined
  readonly idOf: (item: T) => string
  readonly currentId: string | null
  /** Another value brings the current item into view again. */
  readonly reveal?: unknown
  readonly onCurrent: (item: T, event: MouseEvent | KeyboardEvent) => void
  /** Whether a row counts as selected; only the current one if left out. */
  readonly isSelected?: (item: T) => boolean
  readonly multiple?: boolean
  /** First look at a key, with the current item; true = handled. */
  readonly onKey?: (event: KeyboardEvent, current: T | undefined) => boolean
  readonly onDoubleClick?: (item: T) => void
  readonly nameOf: (item: T) => string
  readonly row: (item: () => T, current: () => boolean) => JSX.Element
}): JSX.Element {
  const [top, setTop] = createSignal(0)
  const [height, setHeight] = createSignal(600)
  const [width, setWidth] = createSignal(200)
  const rowHeight = createMemo(() => Math.round(props.rowHeight * textScale()))
  let viewport: HTMLDivElement | undefined

  const extra = 4
  const columns = createMemo(() =>
    props.cellWidth === undefined ? 1 : Math.max(1, Math.floor(width() / props.cellWidth)),
  )
  const lines = createMemo(() => Math.ceil(props.items.length / columns()))
  const currentIndex = createMemo(() => props.items.findIndex((item) => props.idOf(item) === props.currentId))
  const rows = createMemo(() => Math.min(lines(), Math.ceil(height() / rowHeight()) + 2 * extra))
  const firstLine = createMemo(() => Math.max(0, Math.min(Math.floor(top() / rowHeight()) - extra, lines() - rows())))
  const first = (): number => firstLine() * columns()
  // A row that stays in view keeps its element: scrolling changes only the rows that come in, which take the place of those that left.
  const places = createMemo(() => {
    const count = rows() * columns()
    const all = Array.from({ length: count }, (_, slot) => first() + ((((slot - first()) % count) + count) % count))
    return first() + count > props.items.length ? all.filter((place) => place < props.items.length) : all
  })

  onMount(() => {
    if (!viewport) return
    const observer = new ResizeObserver(() => {
      setHeight(viewport?.clientHeight ?? 600)
      setWidth(viewport?.clientWidth ?? 200)
    })
    observer.observe(viewport)
    onCleanup(() => observer.disconnect())
  })

  createEffect(
    on([currentIndex, () => props.items.length > 0, columns, () => props.reveal], ([index]) => {
      if (!viewport || index < 0) return
      const start = Math.floor(index / columns()) * rowHeight()
      if (start < viewport.scrollTop) viewport.scrollTop = start
      else if (start + rowHeight() > viewport.scrollTop + viewport.clientHeight)
        viewport.scrollTop = start + rowHeight() - viewport.clientHeight
    }),
  )

  const move = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    if (props.onKey?.(event, props.items[currentIndex()])) {
      event.preventDefault()
      return
    }
    const page = columns() * Math.max(1, Math.floor(height() / rowHeight()) - 1)
    const steps: Record<string, number> = {
      ArrowDown: columns(),
      ArrowUp: -columns(),
      ...(columns() > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}),
      PageDown: page,
      PageUp: -page,
      Home: -props.items.length,
      End: props.items.length,
    }
    const step = steps[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const wanted = currentIndex() + step
    // Within a row that is not full, down and up stay where they are rather than jump aside.
    if (Math.abs(step) === columns() && columns() > 1 && (wanted < 0 || wanted >= props.items.length)) return
    const to = Math.min(Math.max(wanted, 0), props.items.length - 1)
    const item = props.items[to]
    if (item !== undefined && to !== currentIndex()) props.onCurrent(item, event)
  }

  const rowId = (id: string): string => `row-${id}`
  return (
    <div
      ref={viewport}
      class="virtual-list"
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={props.multiple}
      aria-activedescendant={props.currentId ? rowId(props.currentId) : undefined}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={move}
    >
      <div class="virtual-list-space" style={{ height: `${lines() * rowHeight()}px` }}>
        <Index each={places()}>
          {(place) => {
            const item = (): T => props.items[place()] as T
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the listbox, as its pattern demands
              // biome-ignore lint/a11y/useFocusableInteractive: the listbox keeps the focus and names the active row
              <div
                id={rowId(props.idOf(item()))}
                class="virtual-list-row"
                role="option"
                aria-label={props.nameOf(item())}
                aria-selected={props.isSelected?.(item()) ?? props.idOf(item()) === props.currentId}
                aria-setsize={props.items.length}
                aria-posinset={place() + 1}
                style={{
                  height: `${rowHeight()}px`,
                  width: `${100 / columns()}%`,
                  transform: `translate(${(place() % columns()) * 100}%, ${Math.floor(place() / columns()) * rowHeight()}px)`,
                }}
                onClick={(event) => props.onCurrent(item(), event)}
                onDblClick={() => props.onDoubleClick?.(item())}
              >
                {props.row(item, () => props.idOf(item()) === props.currentId)}
              </div>
            )
          }}
        </Index>
      </div>
    </div>
  )
}
