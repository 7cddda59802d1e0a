import { type JSX, onCleanup, onMount } from 'solid-js'

/**
 * Buttons that Tab takes as one: the arrows, Home and End go from one to the next, and Tab comes back to the one that was left
 * (WAI-ARIA authoring practices, toolbar).
 */
export function Toolbar(props: {
  readonly label: string
  readonly class: string
  readonly vertical?: boolean
  /** Whose keys hold while one of its buttons has the focus. */
  readonly scope?: string
  readonly children: JSX.Element
}): JSX.Element {
  let host: HTMLDivElement | undefined
  let current: HTMLElement | null = null

  const buttons = (): HTMLElement[] => [...(host?.querySelectorAll<HTMLElement>('button') ?? [])]
  /** Leaves one button in the order of Tab: the one that had the focus last, else the first. */
  function settle(): void {
    const all = buttons()
    if (current === null || !all.includes(current)) current = all[0] ?? null
    for (const button of all) button.tabIndex = button === current ? 0 : -1
  }
  onMount(() => {
    settle()
    if (!host) return
    const observer = new MutationObserver(settle)
    observer.observe(host, { childList: true, subtree: true })
    onCleanup(() => observer.disconnect())
  })

  function go(event: KeyboardEvent): void {
    // They press the button that has the focus and mean nothing else.
    if (event.key === 'Enter' || event.key === ' ') event.stopPropagation()
    const all = buttons()
    const at = all.indexOf(event.target as HTMLElement)
    const [before, after] = props.vertical ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    let to: HTMLElement | undefined
    if (event.key === after) to = all[(at + 1) % all.length]
    else if (event.key === before) to = all.at(at - 1)
    else if (event.key === 'Home') to = all[0]
    else if (event.key === 'End') to = all.at(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
    to?.focus()
  }

  return (
    <div
      ref={host}
      class={props.class}
      role="toolbar"
      aria-label={props.label}
      aria-orientation={props.vertical ? 'vertical' : undefined}
      data-scope={props.scope}
      onKeyDown={go}
      onFocusIn={(event) => {
        current = event.target as HTMLElement
        settle()
      }}
    >
      {props.children}
    </div>
  )
}
