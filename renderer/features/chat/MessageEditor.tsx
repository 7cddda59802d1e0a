import { closeHistory, history } from 'prosemirror-history'
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Part } from '../../../shared/dialogue/turn.ts'
import { addRegion } from '../../../shared/document/commands/add-region.ts'
import type { ImageId, RegionId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { slotsOf } from '../../text/template-slots.ts'
import { t } from '../../text/translate.ts'
import { type AtQuery, atQuery } from './at-query.ts'
import { makeChipViews } from './chip-views.tsx'
import { partsText } from './mention-text.ts'
import { type DropPlace, messageDrop } from './message-drop.ts'
import { messageKeys } from './message-keys.ts'
import {
  countChips,
  docOfParts,
  isChip,
  mentionIds,
  mentionNode,
  messageSchema,
  partsOfDoc,
  pictureId,
  pictureNode,
  sliceOfParts,
} from './message-schema.ts'
import { placeMention } from './place-mention.ts'
import { readPasted } from './read-pasted.ts'
import './message-editor.css'

/** What the owner of a message editor can do with it. */
export type MessageEditorHandle = {
  readonly focused: () => boolean
  focus(): void
  parts(): Part[]
  /** Replaces the whole message and forgets its history. */
  reset(parts: readonly Part[]): void
  /** Puts a mention at the caret, or in place of `query`. */
  insertMention(ids: readonly RegionId[], query?: AtQuery): void
  /** Puts a picture in place of `query`. */
  insertImage(id: ImageId, query: AtQuery): void
  remove(query: AtQuery): void
  /** Puts a text with places to fill in in place of `query`, the first of them selected. */
  insertTemplate(text: string, query: AtQuery): void
  /** Where the caret is, in CSS pixels of the window. */
  caretRect(): { readonly left: number; readonly top: number; readonly bottom: number }
}

export type MessageEditorProps = {
  readonly label: string
  readonly initial: readonly Part[]
  readonly placeholder?: string
  readonly describedBy?: string
  /** The list that the `@` query steers, and its row that Enter would take. */
  readonly listId?: string | undefined
  readonly activeOptionId?: string | undefined
  readonly onChange: (parts: Part[]) => void
  readonly onQuery?: (query: AtQuery | null) => void
  /** First look at a key; true = handled. */
  readonly onKey?: (event: KeyboardEvent) => boolean
  readonly onSubmit: () => void
  readonly onLeave: () => void
  readonly ref: (handle: MessageEditorHandle) => void
}

/**
 * Takes in where the browser moved the caret to. The view hears of it by an event, which comes late when keys follow each other closely or
 * have piled up behind other work; its own way to look at once is not in its types.
 */
function readCaret(view: EditorView): void {
  const { domObserver } = view as unknown as { domObserver?: { flush?: () => void } }
  domObserver?.flush?.()
}

/** A message with regions in it, under the caret. */
export function MessageEditor(props: MessageEditorProps): JSX.Element {
  const workspace = useWorkspace()
  const [focused, setFocused] = createSignal(false)
  const [empty, setEmpty] = createSignal(props.initial.length === 0)
  const [dropAt, setDropAt] = createSignal<DropPlace | null>(null)
  const drop = messageDrop(setDropAt)
  const nodeViews = makeChipViews()
  let plainPaste = false
  let place: HTMLDivElement | undefined

  const handleKey = messageKeys({
    submit: () => props.onSubmit(),
    leave: () => props.onLeave(),
    undoBeyond: () => void workspace.editor.undo(),
    redoBeyond: () => void workspace.editor.redo(),
  })
  const stateOf = (parts: readonly Part[]): EditorState =>
    EditorState.create({ schema: messageSchema, doc: docOfParts(parts), plugins: [history()] })

  function dispatch(this: EditorView, tr: Transaction): void {
    const before = this.state
    // Undo takes chips, and what was written over a selection, as steps of their own.
    const state = before.apply(tr.docChanged && !before.selection.empty ? closeHistory(tr) : tr)
    this.updateState(countChips(state.doc) === countChips(before.doc) ? state : state.apply(closeHistory(state.tr)))
    if (tr.docChanged) changed(this)
    props.onQuery?.(this.composing ? null : atQuery(this.state))
  }
  const changed = (view: EditorView): void => {
    setEmpty(view.state.doc.content.size === 0)
    props.onChange(partsOfDoc(view.state.doc))
  }

  const imageSize = () => {
    const id = workspace.editor.imageId()
    return id ? workspace.library.image(id) : undefined
  }

  function paste(view: EditorView, event: ClipboardEvent, fromUs: boolean): boolean {
    if (fromUs && !plainPaste) return false
    const text = event.clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n') ?? ''
    if (text === '') return true
    const image = imageSize()
    const tr = view.state.tr
    if (plainPaste || !image || !workspace.editor.writable()) view.dispatch(tr.insertText(text).scrollIntoView())
    else {
      const { parts, created, refused } = readPasted(text, {
        dialect: workspace.dialect(),
        image,
        regions: Object.values(workspace.editor.snapshot().regions).filter((region) => region.imageId === image.id),
        firstNumber: workspace.editor.nextRegionNumber(),
        now: Date.now(),
      })
      if (created.length > 0) workspace.editor.commit('history.paste-regions', addRegion(...created))
      view.dispatch(tr.replaceSelection(sliceOfParts(parts)).scrollIntoView())
      if (refused !== null) workspace.tell(t('composer.paste-refused', { text: refused }))
    }
    return true
  }

  onMount(() => {
    if (!place) return
    const view = new EditorView(place, {
      state: stateOf(props.initial),
      dispatchTransaction: dispatch,
      nodeViews,
      attributes: () => {
        const attributes: Record<string, string> = {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': props.label,
        }
        if (props.describedBy) attributes['aria-describedby'] = props.describedBy
        if (props.listId) attributes['aria-controls'] = props.listId
        if (props.activeOptionId) attributes['aria-activedescendant'] = props.activeOptionId
        return attributes
      },
      clipboardTextSerializer: (slice) =>
        partsText(
          partsOfDoc(messageSchema.node('doc', null, slice.content)),
          workspace.region,
          workspace.dialect(),
          imageSize(),
          t('chip.gone'),
        ),
      handleKeyDown: (view, event) => {
        plainPaste = event.shiftKey && event.key.toLowerCase() === 'v'
        const fromInputMethod = view.composing || event.isComposing || event.keyCode === 229
        if (!fromInputMethod) readCaret(view)
        return !fromInputMethod && (props.onKey?.(event) || handleKey(view, event))
      },
      handleDrop: drop.handleDrop,
      handlePaste: (view, event, slice) => {
        let known = 0
        let unknown = 0
        slice.content.descendants((node) => {
          if (!isChip(node)) return
          const isKnown =
            node.type === messageSchema.nodes.mention
              ? mentionIds(node).every((id) => workspace.editor.document.regions[id])
              : workspace.library.image(pictureId(node)) !== undefined
          if (isKnown) known++
          else unknown++
        })
        const handled = paste(view, event, known > 0 && unknown === 0)
        plainPaste = false
        return handled
      },
      handleDOMEvents: {
        ...drop.handleDOMEvents,
        focus: () => {
          setFocused(true)
          return false
        },
        blur: () => {
          setFocused(false)
          props.onQuery?.(null)
          return false
        },
      },
    })
    onCleanup(() => view.destroy())
    props.ref({
      focused,
      focus: () => view.focus(),
      parts: () => partsOfDoc(view.state.doc),
      reset(parts) {
        view.updateState(stateOf(parts))
        changed(view)
      },
      insertMention(ids, query) {
        const node = mentionNode(ids)
        if (!node) return
        const { from, to } = query ?? view.state.selection
        view.dispatch(closeHistory(placeMention(view.state, node, from, to)))
        view.focus()
      },
      insertImage(id, { from, to }) {
        view.dispatch(closeHistory(placeMention(view.state, pictureNode(id), from, to)))
        view.focus()
      },
      insertTemplate(text, query) {
        view.dispatch(closeHistory(view.state.tr.insertText(text, query.from, query.to)))
        const [first] = slotsOf(text)
        if (first) {
          const tr = view.state.tr
          view.dispatch(tr.setSelection(TextSelection.create(tr.doc, query.from + first.from, query.from + first.to)))
        }
        view.focus()
      },
      remove: (query) => view.dispatch(view.state.tr.delete(query.from, query.to)),
      caretRect: () => view.coordsAtPos(view.state.selection.from),
    })
  })

  return (
    <div class="message-editor" classList={{ 'message-editor-empty': empty() }}>
      <div ref={place} class="message-editor-place" />
      <Show when={dropAt()}>
        {(at) => (
          <span
            class="message-drop"
            style={{ left: `${at().left}px`, top: `${at().top}px`, height: `${at().bottom - at().top}px` }}
          />
        )}
      </Show>
      <div class="message-editor-placeholder" aria-hidden="true">
        {props.placeholder}
      </div>
    </div>
  )
}
