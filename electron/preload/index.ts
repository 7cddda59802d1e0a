import { ipcRenderer } from 'electron'

/** What exists here besides Electron; the project has no DOM types, and this file needs no more than this. */
declare const window: {
  readonly location: { readonly origin: string }
  addEventListener(type: 'message', listener: (event: { source: unknown; data: unknown }) => void): void
  postMessage(data: unknown, origin: string, transfer: readonly unknown[]): void
}

// The page asks, main answers with one message port, and nothing else crosses.
window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === 'deixis.connect') ipcRenderer.send('deixis.connect')
})
ipcRenderer.on('deixis.port', ({ ports }) => {
  window.postMessage('deixis.port', window.location.origin, ports)
})
