/** Where the focus was last, leaving out what lies over the page for a while. */
let lastOnPage: Element | null = null
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof Element && target.closest('[role=dialog], [role=alertdialog], [role=menu]') === null)
    lastOnPage = target
})

/**
 * Notes who has the focus, for what takes it for a while; the function that comes back returns it, unless somebody has taken it since.
 * Without this, keys meant for a text would act on the picture after a look at a dialog.
 */
export function noteFocus(): () => void {
  const before = [document.activeElement, lastOnPage]
  return () => {
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const back = before.find((each) => each?.isConnected && each !== document.body && !each.closest('[role=menu]'))
    if (back instanceof HTMLElement || back instanceof SVGElement) back.focus({ preventScroll: true })
  }
}
