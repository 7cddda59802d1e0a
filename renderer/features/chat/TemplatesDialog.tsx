import Copy from 'lucide-solid/icons/copy'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { OwnTemplate } from '../../state/create-templates.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import '../../ui/form.css'
import './templates-dialog.css'

/** The messages that `/` offers: the project's own are made, changed and deleted here, at once; those of the program are copied. */
export function TemplatesDialog(): JSX.Element {
  const { closeDialog, templates } = useWorkspace()
  const [chosen, setChosen] = createSignal<string | null>(templates.own()[0]?.id ?? null)
  const [deleted, setDeleted] = createSignal<{ readonly template: OwnTemplate; readonly at: number } | null>(null)
  const shown = createMemo(() => templates.own().find(({ id }) => id === chosen()) ?? null)
  let nameField: HTMLInputElement | undefined
  let textField: HTMLTextAreaElement | undefined

  function add(name: string, text: string): void {
    setChosen(templates.add({ name, text }))
    setDeleted(null)
    queueMicrotask(() => nameField?.select())
  }
  function remove(template: OwnTemplate): void {
    const at = templates.own().findIndex(({ id }) => id === template.id)
    templates.remove(template.id)
    setDeleted({ template, at })
    setChosen(templates.own()[Math.min(at, templates.own().length - 1)]?.id ?? null)
  }
  function restore({ template, at }: { readonly template: OwnTemplate; readonly at: number }): void {
    setChosen(templates.add(template, at))
    setDeleted(null)
  }
  /** Puts a place to fill in where the caret is, its name selected. */
  function addSlot(name: string): void {
    const template = shown()
    if (!textField || !template) return
    const { selectionStart, selectionEnd } = textField
    const text = `${template.text.slice(0, selectionStart)}‹${name}›${template.text.slice(selectionEnd)}`
    templates.change(template.id, { text })
    textField.value = text
    textField.focus()
    textField.setSelectionRange(selectionStart + 1, selectionStart + 1 + name.length)
  }

  return (
    <Dialog open title={t('templates.title')} closeLabel={t('dialog.close')} onClose={closeDialog}>
      <div class="templates">
        <section class="templates-list" aria-label={t('templates.own')}>
          <div class="templates-head">
            <h3>{t('templates.own')}</h3>
            <IconButton
              small
              label={t('templates.new')}
              icon={<Plus />}
              onPress={() => add(t('templates.new-name'), '')}
            />
          </div>
          <Show when={templates.own().length > 0} fallback={<p class="muted">{t('templates.none')}</p>}>
            <ul>
              <For each={templates.own().map(({ id }) => id)}>
                {(id) => {
                  const template = () => templates.own().find((each) => each.id === id)
                  return (
                    <li>
                      <button
                        type="button"
                        class="templates-row clip"
                        aria-current={chosen() === id ? 'true' : undefined}
                        onClick={() => setChosen(id)}
                      >
                        {template()?.name || t('templates.no-name')}
                      </button>
                    </li>
                  )
                }}
              </For>
            </ul>
          </Show>
          <h3>{t('templates.built')}</h3>
          <ul>
            <For each={templates.built()}>
              {(template) => (
                <li class="templates-built" title={template.text}>
                  <span class="clip">{template.name}</span>
                  <IconButton
                    small
                    label={t('templates.copy', { name: template.name })}
                    icon={<Copy />}
                    onPress={() => add(template.name, template.text)}
                  />
                </li>
              )}
            </For>
          </ul>
        </section>
        <section class="templates-form" aria-label={t('templates.edit')}>
          <Show when={shown() !== null} fallback={<p class="muted">{t('templates.choose')}</p>}>
            <div class="templates-name">
              <label>
                {t('templates.name')}
                <input
                  ref={nameField}
                  class="field-input field-wide"
                  value={shown()?.name ?? ''}
                  onInput={(event) => templates.change(chosen() ?? '', { name: event.currentTarget.value })}
                />
              </label>
              <IconButton
                label={t('templates.delete')}
                icon={<Trash />}
                onPress={() => {
                  const template = shown()
                  if (template) remove(template)
                }}
              />
            </div>
            <label>
              {t('templates.text')}
              <textarea
                ref={textField}
                class="field-input field-wide templates-text"
                value={shown()?.text ?? ''}
                onInput={(event) => templates.change(chosen() ?? '', { text: event.currentTarget.value })}
              />
            </label>
            <p class="muted">{t('templates.hint')}</p>
            <div class="templates-buttons">
              <Button onPress={() => addSlot(t('template.slot.region'))}>{t('templates.add-region')}</Button>
              <Button onPress={() => addSlot(t('template.slot.words'))}>{t('templates.add-words')}</Button>
            </div>
          </Show>
          <Show when={deleted()}>
            {(gone) => (
              <p class="templates-deleted" role="status">
                {t('templates.deleted', { name: gone().template.name })}
                <Button variant="quiet" onPress={() => restore(gone())}>
                  {t('gone.undo')}
                </Button>
              </p>
            )}
          </Show>
        </section>
      </div>
    </Dialog>
  )
}
