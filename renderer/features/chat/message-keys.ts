import { closeHistory, redo, undo } from 'prosemirror-history'
import { keydownHandler } from 'prosemirror-keymap'
import { type Command, type EditorState, Selection, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { slotsOf } from '../../text/template-slots.ts'
import { isChip, mentionIds, mentionNode, messageSchema } from './message-schema.ts'

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
    'Mod-Backspace': deleteBeside(-1, 'word'),
    'Shift-Backspace': deleteBeside(-1),
    Delete: deleteBeside(1),
    'Mod-Delete': deleteBeside(1, 'word'),
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
    Tab: toSlot(1),
    'Shift-Tab': toSlot(-1),
    'Alt-ArrowLeft': moveInGroup(-1),
    'Alt-ArrowRight': moveInGroup(1),
    'Alt-ArrowUp': joinGroups,
    'Alt-ArrowDown': splitGroup,
    ArrowLeft: jump(-1),
    ArrowRight: jump(1),
  })
  return (view, event) => !view.composing && !event.isComposing && event.keyCode !== 229 && bound(view, event)
}

function besideCaret(state: EditorState, direction: 1 | -1) {
  const { selection } = state
  if (!(selection instanceof TextSelection) || !selection.empty) return null
  const node = direction < 0 ? selection.$from.nodeBefore : selection.$from.nodeAfter
  return isChip(node) ? node : null
}

/**
 * Removes a selection, or the chip beside the caret, whole and at once. With a chip on the other side of the caret it takes the letter, or
 * the word, itself: browsers lose track of the caret there.
 */
function deleteBeside(direction: 1 | -1, takes: 'letter' | 'word' = 'letter'): Command {
  return (state, dispatch) => {
    const { from, empty } = state.selection
    if (!empty) {
      dispatch?.(state.tr.deleteSelection().scrollIntoView())
      return true
    }
    const chip = besideCaret(state, direction)
    const { nodeBefore, nodeAfter } = state.selection.$from
    const text = (direction < 0 ? nodeBefore : nodeAfter)?.text ?? ''
    if (!chip && (text === '' || !besideCaret(state, direction < 0 ? 1 : -1))) return false
    const size = chip ? chip.nodeSize : sizeOfEnd(text, direction, takes)
    const start = direction < 0 ? from - size : from
    const tr = state.tr.delete(start, start + size).scrollIntoView()
    dispatch?.(chip ? closeHistory(tr) : tr)
    return true
  }
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** How much of a text its last or first letter takes as people see letters, or its last or first word with the blanks at the caret. */
function sizeOfEnd(text: string, direction: 1 | -1, takes: 'letter' | 'word'): number {
  if (takes === 'word') return (direction < 0 ? /\S*\s*$/ : /^\s*\S*/).exec(text)?.[0].length ?? 0
  const all = [...letters.segment(text)]
  return all.at(direction < 0 ? -1 : 0)?.segment.length ?? 0
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

/** Selects the next place to fill in of a template; without one the key leaves the message. */
function toSlot(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const text = state.doc.textBetween(0, state.doc.content.size, undefined, '\ufffc')
    const { from, to } = state.selection
    const slots = slotsOf(text)
    const next =
      direction > 0
        ? (slots.find((slot) => slot.from >= to) ?? slots[0])
        : (slots.filter((slot) => slot.to <= from).at(-1) ?? slots.at(-1))
    if (next === undefined) return false
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView())
    return true
  }
}

/** The chip in front of the caret, and where it begins. */
function chipBefore(state: EditorState) {
  const node = besideCaret(state, -1)
  if (node?.type !== messageSchema.nodes.mention) return null
  return { ids: mentionIds(node), from: state.selection.from - node.nodeSize, to: state.selection.from }
}

/** Moves the last region of the group in front of the caret one place; around its ends it goes on at the other. */
function moveInGroup(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const chip = chipBefore(state)
    if (!chip || chip.ids.length < 2) return false
    const [first, ...rest] = chip.ids
    const last = chip.ids[chip.ids.length - 1]
    const ids = direction > 0 ? [last, ...chip.ids.slice(0, -1)] : [...rest, first]
    const node = mentionNode(ids.flatMap((id) => id ?? []))
    if (!node) return false
    const tr = closeHistory(state.tr.replaceWith(chip.from, chip.to, node))
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, chip.to)))
    return true
  }
}

/** Makes one group of the chip in front of the caret and the one before it, when only blanks stand between them. */
const joinGroups: Command = (state, dispatch) => {
  const chip = chipBefore(state)
  if (!chip) return false
  const before = state.doc.textBetween(0, chip.from, undefined, '\ufffc')
  const gap = /\s*$/.exec(before)?.[0].length ?? 0
  const other = state.doc.resolve(chip.from - gap).nodeBefore
  if (other?.type !== messageSchema.nodes.mention) return false
  const node = mentionNode([...new Set([...mentionIds(other), ...chip.ids])])
  if (!node) return false
  const from = chip.from - gap - other.nodeSize
  const tr = closeHistory(state.tr.replaceWith(from, chip.to, node))
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, from + node.nodeSize)))
  return true
}

/** Makes single chips of the group in front of the caret. */
const splitGroup: Command = (state, dispatch) => {
  const chip = chipBefore(state)
  if (!chip || chip.ids.length < 2) return false
  const nodes = chip.ids.flatMap((id, index) => {
    const node = mentionNode([id])
    return node ? (index === 0 ? [node] : [messageSchema.text(' '), node]) : []
  })
  const tr = closeHistory(state.tr.replaceWith(chip.from, chip.to, nodes))
  const end = chip.from + nodes.reduce((size, node) => size + node.nodeSize, 0)
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end)))
  return true
}
