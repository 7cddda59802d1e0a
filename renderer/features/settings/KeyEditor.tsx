import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Action } from '../../actions/action.ts'
import { keyNames } from '../../actions/key-names.ts'
import { keyPresets } from '../../actions/key-presets.ts'
import { keyHolder } from '../../actions/keys-in-use.ts'
import { keysOf } from '../../actions/keys-of.ts'
import { presetNames } from '../../state/create-keymap.ts'
import type { Workspace } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { fuzzyScore } from '../../text/fuzzy.ts'
import { keyText } from '../../text/key-text.ts'
import { label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import './palette.css'
import './keys.css'

const modifiers = ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process']
const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** Which key does what, changed here: search, add a key by pressing it, take one away, go back to the preset. */
export function KeyEditor(props: { readonly actions: readonly Action<Workspace>[] }): JSX.Element {
  const workspace = useWorkspace()
  const { keymap } = workspace.settings
  const [query, setQuery] = createSignal('')
  const [recording, setRecording] = createSignal<string | null>(null)
  const [asked, setAsked] = createSignal<{
    readonly action: Action<Workspace>
    readonly key: string
    readonly other: Action<Workspace>
  } | null>(null)
  const shown = createMemo(() =>
    props.actions.filter((action) => {
      const keys = keysOf(keymap, action).map((key) => keyText(key))
      const scope = label(`keys.scope.${action.scope}`)
      const texts = [label(action.label), scope]
      return query() === '' || keys.includes(query()) || texts.some((text) => fuzzyScore(query(), text) !== null)
    }),
  )

  function give(action: Action<Workspace>, key: string): void {
    keymap.setKeys(action.id, [...new Set([...keysOf(keymap, action), key])])
  }

  function pressed(action: Action<Workspace>, event: KeyboardEvent): void {
    if (recording() !== action.id || modifiers.includes(event.key)) return
    if (event.key === 'Tab') {
      setRecording(null)
      return
    }
    event.preventDefault()
    event.stopPropagation()
    const [key] = keyNames(event, isMac)
    setRecording(null)
    if (key === undefined) return
    const other = keyHolder(props.actions, keymap, action, key)
    if (other === undefined) give(action, key)
    else setAsked({ action, key, other })
  }

  function takeKey(): void {
    const question = asked()
    if (question === null) return
    const { action, key, other } = question
    keymap.setKeys(
      other.id,
      keysOf(keymap, other).filter((each) => each !== key),
    )
    give(action, key)
    setAsked(null)
  }

  return (
    <Dialog
      wide
      open
      title={t('keys.edit-title')}
      description={t('keys.edit-text')}
      closeLabel={t('dialog.close')}
      onClose={workspace.closeDialog}
      footer={<Button onPress={() => keymap.reset()}>{t('keys.reset-all')}</Button>}
    >
      <div class="key-editor">
        <div class="key-editor-head">
          <input
            class="settings-search"
            type="search"
            aria-label={t('keys.search')}
            placeholder={t('keys.search')}
            value={query()}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
          <Choice
            label={t('keys.preset')}
            value={keymap.preset()}
            options={presetNames.map((value) => ({ value, label: t(`preset.${value}`) }))}
            onChange={keymap.setPreset}
          />
        </div>
        <Show when={keyPresets[keymap.preset()].missing.length > 0}>
          <ul class="key-editor-missing" aria-label={t('preset.missing')}>
            <For each={keyPresets[keymap.preset()].missing}>
              {(each) => (
                <li>
                  <kbd>{each.keys}</kbd> {label(each.why)}
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={asked()}>
          {(question) => (
            <div class="key-editor-asked" role="alert">
              <span>{t('keys.conflict', { key: keyText(question().key), other: label(question().other.label) })}</span>
              <Button variant="primary" onPress={takeKey}>
                {t('keys.take')}
              </Button>
              <Button variant="quiet" onPress={() => setAsked(null)}>
                {t('dialog.cancel')}
              </Button>
            </div>
          )}
        </Show>
        <Show when={shown().length > 0} fallback={<p class="palette-none">{t('keys.none')}</p>}>
          <ul class="key-editor-list">
            <For each={shown()}>
              {(action) => (
                <li class="key-editor-row">
                  <span class="key-editor-name clip">{label(action.label)}</span>
                  <span class="key-editor-scope">{label(`keys.scope.${action.scope}`)}</span>
                  <span class="key-editor-keys">
                    <For each={keysOf(keymap, action)}>
                      {(key) => (
                        <button
                          type="button"
                          class="key-editor-key"
                          aria-label={t('keys.remove', { key: keyText(key), name: label(action.label) })}
                          title={t('keys.remove', { key: keyText(key), name: label(action.label) })}
                          onClick={() =>
                            keymap.setKeys(
                              action.id,
                              keysOf(keymap, action).filter((each) => each !== key),
                            )
                          }
                        >
                          {keyText(key)} <span aria-hidden="true">×</span>
                        </button>
                      )}
                    </For>
                    <button
                      type="button"
                      class="link"
                      aria-label={t('keys.add-for', { name: label(action.label) })}
                      aria-pressed={recording() === action.id}
                      onClick={() => setRecording(recording() === action.id ? null : action.id)}
                      onBlur={() => setRecording(null)}
                      onKeyDown={(event) => pressed(action, event)}
                    >
                      {recording() === action.id ? t('keys.recording') : t('keys.add')}
                    </button>
                  </span>
                  <Show when={keymap.own()[action.id] !== undefined} fallback={<span class="key-editor-reset" />}>
                    <button
                      type="button"
                      class="link key-editor-reset"
                      aria-label={t('keys.reset-one', { name: label(action.label) })}
                      onClick={() => keymap.reset(action.id)}
                    >
                      {t('keys.reset')}
                    </button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Dialog>
  )
}
