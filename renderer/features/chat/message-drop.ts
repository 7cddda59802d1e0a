import { closeHistory } from 'prosemirror-history'
import type { EditorView } from 'prosemirror-view'
import { carriesRegions, dragRegions, droppedRegions } from '../../state/region-drag.ts'
import { isChip, mentionIds, mentionNode, messageSchema } from './message-schema.ts'
import { moveMention, placeMention } from './place-mention.ts'

/** Where something dragged would be dropped, in CSS pixels of the window. */
export type DropPlace = { readonly left: number; readonly top: number; readonly bottom: number }

/**
 * What a message does with regions that are dragged over it: they become a chip where they are dropped; a chip of its own moves there, with
 * Ctrl it is copied. `mark` shows the place, `null` takes it away.
 */
export function messageDrop(mark: (place: DropPlace | null) => void) {
  /** Where the chip of this message stands that is being dragged. */
  let chipAt: number | null = null

  function placeOf(view: EditorView, event: DragEvent): number | null {
    return view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? null
  }

  function start(view: EditorView, event: DragEvent): boolean {
    const chip = event.target instanceof Element ? event.target.closest('.message-mention, .message-picture') : null
    if (!chip) return false
    const at = view.posAtDOM(chip, 0)
    const node = view.state.doc.nodeAt(at)
    const { from, to } = view.state.selection
    if (!isChip(node) || (at >= from && at < to)) return false
    chipAt = at
    if (node.type === messageSchema.nodes.mention) dragRegions(event, mentionIds(node))
    return true
  }

  function over(view: EditorView, event: DragEvent): boolean {
    if (chipAt === null && !carriesRegions(event)) return false
    const at = placeOf(view, event)
    mark(at === null ? null : view.coordsAtPos(at))
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = chipAt === null || event.ctrlKey ? 'copy' : 'move'
    return true
  }

  function end(): boolean {
    chipAt = null
    mark(null)
    return false
  }

  return {
    handleDrop(view: EditorView, event: DragEvent): boolean {
      const from = chipAt
      end()
      if (from === null && !carriesRegions(event)) return false
      const at = placeOf(view, event)
      const node = from === null ? mentionNode(droppedRegions(event)) : view.state.doc.nodeAt(from)
      if (at === null || !node) return true
      const moves = from !== null && !event.ctrlKey
      const tr = moves ? moveMention(view.state, from, at) : placeMention(view.state, node, at)
      if (tr) view.dispatch(closeHistory(tr))
      view.focus()
      return true
    },
    handleDOMEvents: {
      dragstart: start,
      dragenter: over,
      dragover: over,
      dragend: end,
      dragleave(view: EditorView, event: DragEvent): boolean {
        if (!view.dom.contains(event.relatedTarget as Node | null)) mark(null)
        return false
      },
    },
  }
}
