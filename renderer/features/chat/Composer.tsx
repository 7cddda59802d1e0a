import ArrowUp from 'lucide-solid/icons/arrow-up'
import Square from 'lucide-solid/icons/square'
import { createEffect, createMemo, createSignal, createUniqueId, type JSX, on, onCleanup, Show } from 'solid-js'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import type { AtQuery } from './at-query.ts'
import { draftKey, keepDraft, readDraft } from './create-draft.ts'
import { MentionList } from './MentionList.tsx'
import { MessageEditor, type MessageEditorHandle } from './MessageEditor.tsx'
import { type MentionOption, mentionOptions } from './mention-options.ts'
import { SentView } from './SentView.tsx'
import { openSlot, saveTemplate, templatesFor } from './templates.ts'
import './composer.css'

const loading = 'chat.unavailable.loading'

/** Where a message is written: text and regions, sent with Enter; at once, or when the model has been loaded. */
export function Composer(): JSX.Element {
  const workspace = useWorkspace()
  const { chat, editor, settings } = workspace
  const listId = createUniqueId()
  const reasonId = createUniqueId()
  const [parts, setParts] = createSignal<readonly Part[]>([])
  const [query, setQuery] = createSignal<AtQuery | null>(null)
  const [active, setActive] = createSignal(0)
  const [closedAt, setClosedAt] = createSignal<number | null>(null)
  const [showsSent, setShowsSent] = createSignal(false)
  /** True while a question that was sent too early waits for the model; it stays in the composer until then. */
  const [waits, setWaits] = createSignal(false)
  let message: MessageEditorHandle | undefined

  const key = createMemo(() => draftKey(chat.dialogue()?.id ?? null, editor.imageId()))
  createEffect(on(key, (now) => message?.reset(readDraft(settings.store, now)), { defer: true }))

  const options = createMemo((): readonly MentionOption[] => {
    const open = query()
    if (!open || open.from === closedAt()) return []
    if (open.trigger === '/') return templateOptions(open.text)
    const here = Object.values(editor.snapshot().regions).filter((region) => region.imageId === editor.imageId())
    return mentionOptions(here, open.text, { box: t('composer.new-box'), point: t('composer.new-point') })
  })
  createEffect(
    on(
      () => query()?.text,
      () => setActive(0),
    ),
  )

  function templateOptions(typed: string): MentionOption[] {
    const templates = templatesFor(settings.store, workspace.project().id, typed)
    const said = parts()
    const [first] = said
    const hasWords = said.length > 1 || (first?.kind === 'text' && first.text.trim().length > typed.length + 1)
    return [
      ...templates.map((template): MentionOption => ({ kind: 'template', id: template.id, template })),
      ...(hasWords ? [{ kind: 'save' as const, id: 'save' }] : []),
    ]
  }

  const reason = createMemo(
    () => chat.unavailable(parts()) ?? (openSlot(parts()) === null ? null : 'template.unavailable'),
  )
  const unsendable = () => {
    const why = reason()
    return why === null || why === loading ? null : label(why)
  }
  const visibleReason = () => {
    const why = reason()
    if (waits()) return t('composer.waits')
    return why === null || why === 'chat.unavailable.empty' || why === 'chat.unavailable.busy' ? null : label(why)
  }

  createEffect(
    on([reason, key], ([why, now], before) => {
      const moved = before?.[1] !== now
      if (!waits() || (why === loading && !moved)) return
      setWaits(false)
      if (why === null && !moved) send()
    }),
  )

  function take(option: MentionOption): void {
    const open = query()
    if (!open || !message) return
    if (option.kind === 'region') message.insertMention([option.id], open)
    else if (option.kind === 'template') message.insertTemplate(option.template.text, open)
    else if (option.kind === 'save') {
      message.remove(open)
      saveTemplate(settings.store, workspace.project().id, message.parts())
    } else {
      message.remove(open)
      editor.setTool(option.tool)
    }
  }

  function send(): void {
    if (reason() === loading) setWaits(true)
    if (reason() !== null || !message) return
    const sent = message.parts()
    keepDraft(settings.store, key(), [])
    message.reset([])
    void chat.ask(sent).then((asked) => {
      if (!asked) message?.reset(sent)
    })
  }

  function leave(): void {
    if (options().length > 0) setClosedAt(query()?.from ?? null)
    else if (chat.busy()) chat.stop()
    else if (waits()) setWaits(false)
    else workspace.focusPane('canvas')
  }

  /** The arrow up in an empty message goes back to what was asked last. */
  function editLast(): boolean {
    const last = chat
      .turns()
      .filter((turn) => turn.role === 'user')
      .at(-1)
    if (!last || parts().length > 0 || !editor.writable()) return false
    chat.edit(last.id)
    return true
  }

  function listKey(event: KeyboardEvent): boolean {
    if (event.key === 'ArrowUp' && options().length === 0) return editLast()
    const list = options()
    const row = list[active()]
    if (!row) return false
    if (event.key === 'ArrowDown') setActive((active() + 1) % list.length)
    else if (event.key === 'ArrowUp') setActive((active() + list.length - 1) % list.length)
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') take(row)
    else return false
    return true
  }

  const place = createMemo(() => {
    if (options().length === 0 || !message) return { left: 0, bottom: 0 }
    const caret = message.caretRect()
    return { left: Math.min(caret.left, innerWidth - 330), bottom: innerHeight - caret.top + 6 }
  })
  const openListId = () => (options().length > 0 ? listId : undefined)
  const activeOptionId = () => {
    const option = options()[active()]
    return option && `${listId}-${option.id}`
  }

  workspace.attachComposer({
    focused: () => message?.focused() ?? false,
    focus: () => {
      setShowsSent(false)
      message?.focus()
    },
    insertMention: (ids: readonly RegionId[]) => {
      setShowsSent(false)
      message?.insertMention(ids)
    },
  })
  onCleanup(() => workspace.attachComposer(null))

  return (
    <section class="composer" data-scope="composer" aria-label={t('composer.title')}>
      <div class="composer-box">
        <div classList={{ 'composer-hidden': showsSent() }}>
          <MessageEditor
            label={t('composer.message')}
            placeholder={t('composer.placeholder')}
            describedBy={reasonId}
            listId={openListId()}
            activeOptionId={activeOptionId()}
            initial={readDraft(settings.store, key())}
            onChange={(now) => {
              setWaits(false)
              setParts(now)
              keepDraft(settings.store, key(), now)
            }}
            onQuery={(now) => {
              if (!now) setClosedAt(null)
              setQuery(now)
            }}
            onKey={listKey}
            onSubmit={send}
            onLeave={leave}
            ref={(handle) => {
              message = handle
              setParts(handle.parts())
            }}
          />
        </div>
        <Show when={showsSent()}>
          <SentView parts={parts()} />
        </Show>
        <div class="composer-bar">
          <Choice
            small
            label={t('composer.view')}
            value={showsSent() ? 'sent' : settings.mentionView()}
            options={[
              { value: 'chips', label: t('composer.view.chips') },
              { value: 'text', label: t('composer.view.text') },
              { value: 'sent', label: t('composer.view.sent') },
            ]}
            onChange={(view) => {
              setShowsSent(view === 'sent')
              if (view !== 'sent') settings.setMentionView(view)
            }}
          />
          <span id={reasonId} class="composer-reason" role="status">
            {visibleReason()}
          </span>
          <Show
            when={chat.busy() || waits()}
            fallback={
              <IconButton
                label={t('composer.send')}
                keys={t('key.enter')}
                icon={<ArrowUp />}
                keepsFocus
                unavailable={unsendable()}
                onPress={send}
              />
            }
          >
            <IconButton
              label={waits() ? t('composer.take-back') : chat.stopping() ? t('composer.stopping') : t('composer.stop')}
              keys={t('key.escape')}
              icon={<Square />}
              keepsFocus
              onPress={() => (waits() ? setWaits(false) : chat.stop())}
            />
          </Show>
        </div>
      </div>
      <Show when={options().length > 0}>
        <MentionList
          id={listId}
          options={options()}
          active={active()}
          left={place().left}
          bottom={place().bottom}
          onActive={setActive}
          onTake={take}
        />
      </Show>
    </section>
  )
}
