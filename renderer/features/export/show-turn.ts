/** Frames in which even a long dialogue is built. */
const patience = 300

/** Scrolls to a message of the open dialogue, once it is there: the early ones of a long dialogue come a moment after it is opened. */
export function showTurn(id: string, left = patience): void {
  requestAnimationFrame(() => {
    const found = document.querySelector(`[data-turn="${CSS.escape(id)}"]`)
    if (found) found.scrollIntoView({ block: 'center' })
    else if (left > 0) showTurn(id, left - 1)
  })
}
