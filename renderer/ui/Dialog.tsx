import { Dialog as KDialog } from '@kobalte/core/dialog'
import X from 'lucide-solid/icons/x'
import { type JSX, onCleanup, Show } from 'solid-js'
import './dialog.css'
import { noteFocus } from './give-back-focus.ts'

export type DialogProps = {
  readonly open: boolean
  readonly title: string
  readonly closeLabel: string
  readonly description?: string
  readonly wide?: boolean
  /** The body holds text to read and nothing to focus: it takes the focus itself, so that keys can scroll it. */
  readonly readable?: boolean
  readonly onClose: () => void
  readonly children: JSX.Element
  readonly footer?: JSX.Element
}

/** A control that goes while it has the focus leaves it to nobody, and keys would no longer reach the dialog: the dialog takes it. */
function keepFocus(content: HTMLElement): void {
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) content.focus({ preventScroll: true })
  })
  observer.observe(content, { childList: true, subtree: true })
  onCleanup(() => observer.disconnect())
}

/** A modal dialog: focus stays inside, Escape and a press outside close it, and the focus goes back to where it was. */
export function Dialog(props: DialogProps): JSX.Element {
  let content: HTMLElement | undefined
  let giveBack = (): void => undefined
  return (
    <KDialog
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
    >
      <KDialog.Portal>
        <KDialog.Overlay class="dialog-scrim" />
        <div class="dialog-place">
          <KDialog.Content
            ref={(element: HTMLElement) => {
              content = element
              giveBack = noteFocus()
              keepFocus(element)
            }}
            class="dialog"
            classList={{ 'dialog-wide': props.wide ?? false }}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              giveBack()
            }}
            onOpenAutoFocus={(event) => {
              const first = content?.querySelector<HTMLElement>(
                '.dialog-body :is(input:checked, input:not([type=radio]))',
              )
              if (!first) return
              event.preventDefault()
              first.focus()
            }}
          >
            <header class="dialog-head">
              <KDialog.Title class="dialog-title">{props.title}</KDialog.Title>
              <KDialog.CloseButton class="icon-button" aria-label={props.closeLabel}>
                <X />
              </KDialog.CloseButton>
            </header>
            <Show when={props.description}>
              {(text) => <KDialog.Description class="dialog-description">{text()}</KDialog.Description>}
            </Show>
            <div class="dialog-body" tabIndex={props.readable ? 0 : undefined}>
              {props.children}
            </div>
            <Show when={props.footer}>
              <footer class="dialog-foot">{props.footer}</footer>
            </Show>
          </KDialog.Content>
        </div>
      </KDialog.Portal>
    </KDialog>
  )
}
