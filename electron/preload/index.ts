import { ipcRenderer, webUtils } from 'electron'

/** A file as a page gets it; old Electron tells its path itself. */
type DroppedFile = Parameters<typeof webUtils.getPathForFile>[0] & { readonly path?: string }

/** What exists here besides Electron; the project has no DOM types, and this file needs no more than this. */
declare const window: {
  readonly location: { readonly origin: string }
  addEventListener(type: 'message', listener: (event: { source: unknown; data: unknown }) => void): void
  addEventListener(
    type: 'drop',
    listener: (event: { dataTransfer: { readonly files: ArrayLike<DroppedFile> } | null }) => void,
    capture: true,
  ): void
  postMessage(data: unknown, origin: string, transfer?: readonly unknown[]): void
}

// The page asks, main answers with one message port. Beside it a page hears only where what people drop on it lies.
window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === 'deixis.connect') ipcRenderer.send('deixis.connect')
})
ipcRenderer.on('deixis.port', ({ ports }) => {
  window.postMessage('deixis.port', window.location.origin, ports)
})
window.addEventListener(
  'drop',
  ({ dataTransfer }) => {
    const file = dataTransfer?.files[0]
    if (file === undefined) return
    const path = webUtils === undefined ? file.path : webUtils.getPathForFile(file)
    if (path) window.postMessage({ deixisDropped: path }, window.location.origin)
  },
  true,
)
