const waitMs = 500

/**
 * Where a file or folder lies that is being dropped: the preload script tells, just after the event. `null` in a browser, which keeps
 * that to itself. Call it while the event is handled.
 */
export function droppedPath(): Promise<string | null> {
  if (location.protocol !== 'app:' && !navigator.userAgent.includes('Electron/')) return Promise.resolve(null)
  return new Promise((resolve) => {
    const end = (path: string | null): void => {
      window.removeEventListener('message', hear)
      clearTimeout(timer)
      resolve(path)
    }
    function hear({ source, data }: MessageEvent): void {
      if (source === window && typeof data?.deixisDropped === 'string') end(data.deixisDropped)
    }
    const timer = setTimeout(() => end(null), waitMs)
    window.addEventListener('message', hear)
  })
}
