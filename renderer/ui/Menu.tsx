import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import { For, type JSX, Show } from 'solid-js'
import './menu.css'

export type MenuEntry =
  | {
      readonly kind: 'item'
      readonly id: string
      readonly label: string
      readonly keys?: string | undefined
      readonly unavailable?: string | null | undefined
      readonly checked?: boolean | undefined
      readonly onSelect: () => void
    }
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string }

/** What stands between two separators; each but the first begins with one. */
function groupsOf(entries: readonly MenuEntry[]): readonly (readonly MenuEntry[])[] {
  const groups: MenuEntry[][] = [[]]
  for (const entry of entries) {
    if (entry.kind === 'separator') groups.push([])
    groups.at(-1)?.push(entry)
  }
  return groups
}

/** A button that opens a menu. */
export function Menu(props: {
  readonly label: string
  readonly icon: JSX.Element
  readonly entries: readonly MenuEntry[]
  /** For many entries: their groups stand side by side, as many as the window has room for. */
  readonly wide?: boolean
}): JSX.Element {
  let chosen: (() => void) | null = null
  // A dialog that opened while the menu is still closing would not be on top of the library's stack of focus scopes, and
  // would take the focus from dialogs above it.
  const runChosen = (): void => {
    if (chosen) setTimeout(chosen)
    chosen = null
  }
  return (
    <DropdownMenu gutter={4} placement="bottom-end" modal={false}>
      <DropdownMenu.Trigger class="icon-button" aria-label={props.label}>
        {props.icon}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          class="menu"
          classList={{ 'menu-wide': props.wide ?? false }}
          onCloseAutoFocus={runChosen}
        >
          <div class="menu-groups">
            <For each={groupsOf(props.entries)}>
              {(group) => (
                <div class="menu-group">
                  <For each={group}>
                    {(entry) => (
                      <Show when={entry.kind === 'item' && entry} fallback={<Divider entry={entry} />}>
                        {(item) => <Item item={item()} onChoose={(run) => (chosen = run)} />}
                      </Show>
                    )}
                  </For>
                </div>
              )}
            </For>
          </div>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  )
}

/** A command, or with `checked` one that says whether it holds. */
function Item(props: {
  readonly item: Extract<MenuEntry, { kind: 'item' }>
  readonly onChoose: (run: () => void) => void
}): JSX.Element {
  const content = (): JSX.Element => (
    <>
      <span class="menu-check" aria-hidden="true">
        {props.item.checked ? '✓' : ''}
      </span>
      <span class="menu-label">{props.item.label}</span>
      <Show when={props.item.keys}>{(keys) => <kbd class="menu-keys">{keys()}</kbd>}</Show>
    </>
  )
  return (
    <Show
      when={props.item.checked !== undefined}
      fallback={
        <DropdownMenu.Item
          class="menu-item"
          disabled={Boolean(props.item.unavailable)}
          title={props.item.unavailable ?? undefined}
          onSelect={() => props.onChoose(props.item.onSelect)}
        >
          {content()}
        </DropdownMenu.Item>
      }
    >
      <DropdownMenu.CheckboxItem
        class="menu-item"
        checked={props.item.checked === true}
        closeOnSelect
        disabled={Boolean(props.item.unavailable)}
        title={props.item.unavailable ?? undefined}
        onChange={() => props.onChoose(props.item.onSelect)}
      >
        {content()}
      </DropdownMenu.CheckboxItem>
    </Show>
  )
}

function Divider(props: { readonly entry: MenuEntry }): JSX.Element {
  return (
    <Show when={props.entry.kind === 'heading' && props.entry} fallback={<DropdownMenu.Separator class="menu-line" />}>
      {(heading) => <div class="menu-heading">{heading().label}</div>}
    </Show>
  )
}
