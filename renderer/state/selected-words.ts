import type { Words } from '../../shared/document/commands/ground-words.ts'
import type { TurnId } from '../../shared/ids.ts'

/** The words selected in one message of the transcript, blanks at their ends left out; `null` when there are none, or across chips. */
export function selectedWords(selection: Selection | null): Words | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const span = elementOf(range.startContainer)?.closest<HTMLElement>('[data-part]')
  const turnId = span?.closest<HTMLElement>('[data-turn]')?.dataset.turn
  if (!span || !turnId) return null
  const text = span.textContent ?? ''
  const start = offsetIn(span, range.startContainer, range.startOffset)
  const endsHere = span.contains(range.endContainer)
  const end = endsHere ? offsetIn(span, range.endContainer, range.endOffset) : text.length
  if (!endsHere && range.toString().trim() !== text.slice(start).trim()) return null
  const said = text.slice(start, end)
  const trimmed = said.trim()
  if (trimmed === '') return null
  const from = start + said.indexOf(trimmed)
  return { turnId: turnId as TurnId, part: Number(span.dataset.part), start: from, end: from + trimmed.length }
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement
}

function offsetIn(span: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange()
  range.selectNodeContents(span)
  range.setEnd(node, offset)
  return range.toString().length
}
