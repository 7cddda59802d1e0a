import ArrowUp from 'lucide-solid/icons/arrow-up'
import ListPlus from 'lucide-solid/icons/list-plus'
import Square from 'lucide-solid/icons/square'
import { createEffect, createMemo, createSignal, createUniqueId, type JSX, on, onCleanup, Show } from 'solid-js'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { label, t } from '../../text/translate.ts'
import { Choice } from '../../ui/Choice.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { draftKey, keepDraft, readDraft } from './create-draft.ts'
import { createMentionChoice } from './create-mention-choice.ts'
import { createPromptFit } from './create-prompt-fit.ts'
import { MentionList } from './MentionList.tsx'
import { MessageEditor, type MessageEditorHandle } from './MessageEditor.tsx'
import { SentView } from './SentView.tsx'
import { openSlot } from './templates.ts'
import './composer.css'

const loading = 'chat.unavailable.loading'

/** Where a message is written: text and regions, sent with Enter; at once, or when the model has been loaded. */
export function Composer(): JSX.Element {
  const workspace = useWorkspace()
  const { chat, editor, settings } = workspace
  const listId = createUniqueId()
  const reasonId = createUniqueId()
  const [parts, setParts] = createSignal<readonly Part[]>([])
  const [showsSent, setShowsSent] = createSignal(false)
  /** True while a question that was sent too early waits for the model; it stays in the composer until then. */
  const [waits, setWaits] = createSignal(false)
  let message: MessageEditorHandle | undefined
  const choice = createMentionChoice(workspace, parts, () => message)

  const key = createMemo(() => draftKey(chat.dialogue()?.id ?? null, editor.imageId()))
  createEffect(on(key, (now) => message?.reset(readDraft(settings.store, now)), { defer: true }))

  const reason = createMemo(
    () => chat.unsendable(parts()) ?? (openSlot(parts()) === null ? null : 'template.unavailable'),
  )
  const fit = createPromptFit(chat, parts)
  const tooLong = () => {
    const length = fit.excess()
    return length && t('chat.unavailable.too-long', { tokens: length.tokens, limit: length.limit })
  }
  const unaddable = () => {
    if (!editor.writable()) return t('chat.unavailable.read-only')
    if (editor.imageId() === null) return t('chat.unavailable.no-image')
    if (chat.busy()) return t('chat.unavailable.busy')
    return parts().length === 0 ? t('chat.unavailable.empty') : null
  }
  const addsAnswer = () => chat.turns().at(-1)?.role === 'user'
  const unsendable = () => {
    const why = reason()
    return why === null || why === loading ? tooLong() : label(why)
  }
  const visibleReason = () => {
    const why = reason()
    if (waits()) return t('composer.waits')
    if (why === null) return tooLong()
    return why === 'chat.unavailable.empty' || why === 'chat.unavailable.busy' ? null : label(why)
  }

  createEffect(
    on([reason, key], ([why, now], before) => {
      const moved = before?.[1] !== now
      if (!waits() || (why === loading && !moved)) return
      setWaits(false)
      if (why === null && !moved) send()
    }),
  )

  function send(): void {
    if (reason() === loading) setWaits(true)
    if (reason() !== null || !message) return
    if (!fit.mayBeTooLong()) {
      sendNow()
      return
    }
    const meant = parts()
    void fit.fits().then((fits) => {
      if (fits && parts() === meant && reason() === null) sendNow()
    })
  }

  function sendNow(): void {
    if (!message) return
    const sent = message.parts()
    keepDraft(settings.store, key(), [])
    message.reset([])
    void chat.ask(sent).then((asked) => {
      if (!asked) message?.reset(sent)
    })
  }

  /** Adds the message as it is, without asking: what people write themselves. */
  function add(): void {
    if (unaddable() !== null || !message) return
    if (!chat.write(message.parts())) return
    keepDraft(settings.store, key(), [])
    message.reset([])
  }

  function leave(): void {
    if (choice.close()) return
    if (chat.busy()) chat.stop()
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
    if (event.key === 'Enter' && event.altKey) {
      add()
      return true
    }
    if (event.key === 'ArrowUp' && choice.options().length === 0) return editLast()
    return choice.choose(event)
  }

  const openListId = () => (choice.options().length > 0 ? listId : undefined)
  const activeOptionId = () => {
    const option = choice.options()[choice.active()]
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
            onQuery={choice.ask}
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
        <p id={reasonId} class="composer-reason" role="status">
          {visibleReason()}
        </p>
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
          <span class="composer-bar-space" />
          <IconButton
            small
            label={addsAnswer() ? t('composer.add-answer') : t('composer.add-question')}
            keys={keyText('Alt+Enter')}
            icon={<ListPlus />}
            keepsFocus
            unavailable={unaddable()}
            onPress={add}
          />
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
      <Show when={choice.options().length > 0}>
        <MentionList
          id={listId}
          options={choice.options()}
          active={choice.active()}
          left={choice.place().left}
          bottom={choice.place().bottom}
          onActive={choice.setActive}
          onTake={choice.take}
        />
      </Show>
    </section>
  )
}
