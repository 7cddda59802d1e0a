/**
 * The selected words of messages as plain text, chips as the coordinates that `data-coordinates` around them says, messages on lines of their
 * own; `null` where nothing is selected.
 */
export function selectedText(selection: Selection | null): string | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const content = selection.getRangeAt(0).cloneContents()
  for (const mention of content.querySelectorAll<HTMLElement>('[data-coordinates]'))
    mention.replaceChildren(mention.dataset.coordinates ?? '')
  const texts = content.querySelectorAll('.turn-text')
  const said = texts.length === 0 ? [content] : [...texts]
  return said.map((each) => each.textContent ?? '').join('\n')
}
