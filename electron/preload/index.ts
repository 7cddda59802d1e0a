import { ipcRenderer } from 'electron'

/** What exists here besides Electron; the project has no DOM types, and this file needs no more than this. */
declare const window: {
  readonly location: { readonly origin: string }
  addEventListener(type: 'message', listener: (event: { source: unknown; data: unknown }) => void): void
  postMessage(data: unknown, origin: string, transfer: unknown[]): void
}
type Port = InstanceType<typeof MessagePort>
declare const MessageChannel: { new (): { readonly port1: Port; readonly port2: Port } }

// One message port for the page that asks, its other end for main; nothing else crosses.
window.addEventListener('message', ({ source, data }) => {
  if (source !== window || data !== 'deixis.connect') return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage('deixis.connect', null, [port1])
  window.postMessage('deixis.port', window.location.origin, [port2])
})
