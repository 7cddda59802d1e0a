/** A text that ends in "…" is told whole while the pointer rests on it, wherever it is. Returns what ends that. */
export function titleWhenCut(root: Document = document): () => void {
  const told = new WeakSet<HTMLElement>()

  function tell(event: Event): void {
    if (!(event.target instanceof Element)) return
    const element = event.target.closest<HTMLElement>('.clip')
    if (element === null || (!told.has(element) && element.closest('[title]') !== null)) return
    if (element.scrollWidth > element.clientWidth) {
      element.title = element.textContent.trim()
      told.add(element)
    } else if (told.delete(element)) element.removeAttribute('title')
  }

  root.addEventListener('pointerover', tell)
  return () => root.removeEventListener('pointerover', tell)
}
