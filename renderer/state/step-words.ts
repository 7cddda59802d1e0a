import { type WordSpan, wordsOf } from '../text/words.ts'

/**
 * Selects words of the messages by keys. `move` goes to the word after (1) or before (-1) the selection, over chips and messages; `extend`
 * takes one word more or less at its end, within the text between two chips. Without a selection it begins at the first word of the message
 * that has the focus, else of the last one. False when there is no such word.
 */
export function stepWords(log: Element, step: 1 | -1, kind: 'move' | 'extend'): boolean {
  const texts = textsIn(log)
  const now = selectedIn(texts)
  if (!now) {
    const turns = [...log.querySelectorAll('[data-turn]')]
    const turn = turns.find((each) => each.contains(document.activeElement)) ?? turns.at(-1)
    return select(turn ? firstIn(textsIn(turn)) : null)
  }
  const { node, from, to } = now
  const words = wordsOf(node.data)
  if (kind === 'extend') {
    const last =
      step > 0
        ? words.find((word) => word.end > to)
        : words.filter((word) => word.start >= from && word.end < to).at(-1)
    return select(last ? { node, word: { start: from, end: last.end } } : null)
  }
  const word = step > 0 ? words.find(({ start }) => start >= to) : words.filter(({ end }) => end <= from).at(-1)
  if (word) return select({ node, word })
  const at = texts.indexOf(node)
  return select(step > 0 ? firstIn(texts.slice(at + 1)) : lastIn(texts.slice(0, at)))
}

type Place = { readonly node: Text; readonly word: WordSpan }

function textsIn(element: Element): Text[] {
  return [...element.querySelectorAll('[data-part]')].flatMap((part) =>
    part.firstChild instanceof Text ? [part.firstChild] : [],
  )
}

function selectedIn(texts: readonly Text[]): { node: Text; from: number; to: number } | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const node = texts.find((text) => text === range.startContainer)
  if (!node) return null
  return { node, from: range.startOffset, to: range.endContainer === node ? range.endOffset : node.data.length }
}

function firstIn(texts: readonly Text[]): Place | null {
  for (const node of texts) {
    const [word] = wordsOf(node.data)
    if (word) return { node, word }
  }
  return null
}

function lastIn(texts: readonly Text[]): Place | null {
  for (const node of [...texts].reverse()) {
    const word = wordsOf(node.data).at(-1)
    if (word) return { node, word }
  }
  return null
}

function select(place: Place | null): boolean {
  if (!place) return false
  const { node, word } = place
  getSelection()?.setBaseAndExtent(node, word.start, node, word.end)
  node.parentElement?.scrollIntoView({ block: 'nearest' })
  return true
}
