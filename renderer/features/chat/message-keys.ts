import { closeHistory, redo, undo } from 'prosemirror-history'
import { keydownHandler } from 'prosemirror-keymap'
import { type Command, type EditorState, Selection, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { messageSchema } from './message-schema.ts'

export type MessageKeyHandlers = {
  /** Enter. */
  readonly submit: () => void
  /** Escape. */
  readonly leave: () => void
  /** Undo and redo when the message has nothing of its own to take back or repeat: then they mean the document. */
  readonly undoBeyond: () => void
  readonly redoBeyond: () => void
}

/**
 * The keys of a message: history of its own, chips deleted whole, Enter sends and Shift+Enter breaks the line. Keys that an
 * input method takes (composition, keyCode 229) are never acted on.
 */
export function messageKeys(handlers: MessageKeyHandlers): (view: EditorView, event: KeyboardEvent) => boolean {
  const act = (run: () => void): Command => {
    return () => {
      run()
      return true
    }
  }
  const bound = keydownHandler({
    Enter: act(handlers.submit),
    'Shift-Enter': (state, dispatch) => {
      dispatch?.(state.tr.insertText('\n').scrollIntoView())
      return true
    },
    Escape: act(handlers.leave),
    Backspace: deleteBeside(-1),
    'Mod-Backspace': deleteBeside(-1),
    'Shift-Backspace': deleteBeside(-1),
    Delete: deleteBeside(1),
    'Mod-Delete': deleteBeside(1),
    'Mod-a': (state, dispatch) => {
      dispatch?.(
        state.tr.setSelection(
          TextSelection.between(Selection.atStart(state.doc).$from, Selection.atEnd(state.doc).$to),
        ),
      )
      return true
    },
    'Mod-z': (state, dispatch) => undo(state, dispatch) || act(handlers.undoBeyond)(state),
    'Mod-y': (state, dispatch) => redo(state, dispatch) || act(handlers.redoBeyond)(state),
    'Mod-Shift-z': (state, dispatch) => redo(state, dispatch) || act(handlers.redoBeyond)(state),
    ArrowLeft: jump(-1),
    ArrowRight: jump(1),
  })
  return (view, event) => !view.composing && !event.isComposing && event.keyCode !== 229 && bound(view, event)
}

function besideCaret(state: EditorState, direction: 1 | -1) {
  const { selection } = state
  if (!(selection instanceof TextSelection) || !selection.empty) return null
  const node = direction < 0 ? selection.$from.nodeBefore : selection.$from.nodeAfter
  return node?.type === messageSchema.nodes.mention ? node : null
}

/** Removes a selection, or the chip beside the caret, whole and at once. */
function deleteBeside(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const { from, empty } = state.selection
    if (!empty) {
      dispatch?.(state.tr.deleteSelection().scrollIntoView())
      return true
    }
    const chip = besideCaret(state, direction)
    if (!chip) return false
    const start = direction < 0 ? from - chip.nodeSize : from
    dispatch?.(closeHistory(state.tr.delete(start, start + chip.nodeSize)).scrollIntoView())
    return true
  }
}

function jump(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const chip = besideCaret(state, direction)
    if (!chip) return false
    const to = state.selection.from + direction * chip.nodeSize
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, to)).scrollIntoView())
    return true
  }
}
