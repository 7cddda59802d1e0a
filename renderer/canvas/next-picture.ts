/** A picture that is read and decoded before it is asked for. */
export type NextPicture = {
  /** Reads this one when the page is idle; `null` = none. What was read before is let go unless it is the same. */
  prepare(url: string | null): void
  /** The element that reads this picture or has read it; `null` when it was not prepared. It is the caller's then. */
  take(url: string): HTMLImageElement | null
  dispose(): void
}

const idleMs = 60

/** Runs something a moment later, when what was asked for is on the screen; returns how to call it off. */
function later(run: () => void): () => void {
  const timer = setTimeout(run, idleMs)
  return () => clearTimeout(timer)
}

/** Keeps one picture ready, so that going on to the next one waits neither for the disk nor for the decoder. */
export function createNextPicture(whenIdle = later): NextPicture {
  let ready: { readonly url: string; readonly picture: HTMLImageElement } | null = null
  let callOff = (): void => undefined

  function read(url: string): void {
    const picture = new Image()
    picture.src = url
    ready = { url, picture }
    // A picture that cannot be read says so when it is shown.
    picture.decode().catch(() => undefined)
  }

  function forget(): void {
    callOff()
    ready = null
  }

  // People come back from another program, and may have changed the file there.
  window.addEventListener('focus', forget)

  return {
    prepare(url) {
      callOff()
      if (url === ready?.url) return
      ready = null
      if (url !== null) callOff = whenIdle(() => read(url))
    },
    take(url) {
      callOff()
      const taken = ready?.url === url ? ready.picture : null
      ready = null
      // What could not be read before is tried again.
      return taken?.complete && taken.naturalWidth === 0 ? null : taken
    },
    dispose() {
      window.removeEventListener('focus', forget)
      forget()
    },
  }
}
