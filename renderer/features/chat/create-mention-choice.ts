import { createEffect, createMemo, createSignal, on } from 'solid-js'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { Workspace } from '../../state/workspace.ts'
import { t } from '../../text/translate.ts'
import type { AtQuery } from './at-query.ts'
import type { MessageEditorHandle } from './MessageEditor.tsx'
import { type MentionOption, mentionOptions } from './mention-options.ts'
import { templateOf, templatesFor } from './templates.ts'

/** What `@` and `/` offer at the caret of a message, and the keys that choose from it. */
export function createMentionChoice(
  workspace: Workspace,
  parts: () => readonly Part[],
  message: () => MessageEditorHandle | undefined,
) {
  const { chat, editor } = workspace
  const [query, setQuery] = createSignal<AtQuery | null>(null)
  const [active, setActive] = createSignal(0)
  const [closedAt, setClosedAt] = createSignal<number | null>(null)

  const options = createMemo((): readonly MentionOption[] => {
    const open = query()
    if (!open || open.from === closedAt()) return []
    if (open.trigger === '/') return templateOptions(open.text)
    const imageId = editor.imageId()
    const ids = chat.dialogue()?.imageIds ?? []
    const images = ids.flatMap((id) => workspace.library.image(id) ?? []).map(({ id, path }) => ({ id, path }))
    const offered = Object.values(editor.snapshot().regions).filter(
      (region) => region.imageId === imageId || ids.includes(region.imageId),
    )
    const drawNames = { box: t('composer.new-box'), point: t('composer.new-point') }
    return mentionOptions(offered, open.text, drawNames, images, imageId)
  })
  createEffect(
    on(
      () => query()?.text,
      () => setActive(0),
    ),
  )

  function templateOptions(typed: string): MentionOption[] {
    const templates = templatesFor(workspace.templates, typed)
    const said = parts()
    const [first] = said
    const hasWords = said.length > 1 || (first?.kind === 'text' && first.text.trim().length > typed.length + 1)
    return [
      ...templates.map((template): MentionOption => ({ kind: 'template', id: template.id, template })),
      ...(hasWords ? [{ kind: 'save' as const, id: 'save' }] : []),
      ...(templates.length > 0 || typed === '' ? [{ kind: 'manage' as const, id: 'manage' }] : []),
    ]
  }

  function take(option: MentionOption): void {
    const open = query()
    const handle = message()
    if (!open || !handle) return
    if (option.kind === 'region') handle.insertMention([option.id], open)
    else if (option.kind === 'image') handle.insertImage(option.id, open)
    else if (option.kind === 'template') handle.insertTemplate(option.template.text, open)
    else if (option.kind === 'save') {
      handle.remove(open)
      const template = templateOf(handle.parts())
      if (template) workspace.templates.add(template)
    } else if (option.kind === 'manage') {
      handle.remove(open)
      workspace.openDialog('templates')
    } else {
      handle.remove(open)
      editor.setTool(option.tool)
    }
  }

  /** True for a key that moved within the list, or took from it. */
  function choose(event: KeyboardEvent): boolean {
    const list = options()
    const row = list[active()]
    if (!row) return false
    if (event.key === 'ArrowDown') setActive((active() + 1) % list.length)
    else if (event.key === 'ArrowUp') setActive((active() + list.length - 1) % list.length)
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') take(row)
    else return false
    return true
  }

  /** Closes an open list until something else is typed; false when none is open. */
  function close(): boolean {
    if (options().length === 0) return false
    setClosedAt(query()?.from ?? null)
    return true
  }

  const place = createMemo(() => {
    const handle = message()
    if (options().length === 0 || !handle) return { left: 0, bottom: 0 }
    const caret = handle.caretRect()
    return { left: Math.min(caret.left, innerWidth - 330), bottom: innerHeight - caret.top + 6 }
  })
  return {
    options,
    active,
    setActive,
    place,
    take,
    choose,
    close,
    ask(now: AtQuery | null): void {
      if (!now) setClosedAt(null)
      setQuery(now)
    },
  }
}
