import type { Node } from 'prosemirror-model'
import { type EditorState, TextSelection, type Transaction } from 'prosemirror-state'
import { messageSchema } from './message-schema.ts'

/** Puts a chip in place of a stretch of the message, with a blank where it would touch a word; the caret stands behind it. */
export function placeMention(state: EditorState, node: Node, from: number, to = from): Transaction {
  return putAt(state.tr, node, from, to)
}

/** Moves a chip that stands at `at` to `to`, a place of the message as it is; one of two blanks around it goes. */
export function moveMention(state: EditorState, at: number, to: number): Transaction | null {
  const node = state.doc.nodeAt(at)
  if (!node || (to >= at && to <= at + node.nodeSize)) return null
  const end = at + node.nodeSize
  const blankBefore = at === 0 || isBlank(state.doc, at - 1)
  const gap = blankBefore && isBlank(state.doc, end) ? 1 : 0
  const tr = state.tr.delete(at, end + gap)
  const place = tr.mapping.map(to)
  return putAt(tr, node, place, place)
}

function putAt(tr: Transaction, node: Node, from: number, to: number): Transaction {
  const before = from > 0 ? tr.doc.textBetween(from - 1, from, undefined, '\ufffc') : ' '
  const after = tr.doc.textBetween(to, Math.min(to + 1, tr.doc.content.size))
  const nodes = /\s/.test(before) || before === '(' ? [node] : [messageSchema.text(' '), node]
  const caret = from + nodes.reduce((size, each) => size + each.nodeSize, 0)
  if (/^[\p{L}\p{N}]/u.test(after)) nodes.push(messageSchema.text(' '))
  tr.replaceWith(from, to, nodes)
  return tr.setSelection(TextSelection.create(tr.doc, caret)).scrollIntoView()
}

function isBlank(doc: Node, at: number): boolean {
  return at >= 0 && at < doc.content.size && /^\s$/.test(doc.textBetween(at, at + 1))
}
