import { type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron'
import { deixisApi } from '../../shared/api/deixis.ts'
import { AppError } from '../../shared/errors.ts'
import { makePortTransport, type PortLike } from '../../shared/rpc/port-transport.ts'
import { serve } from '../../shared/rpc/serve.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import type { MainModule } from './main-module.ts'

function mainPort(port: MessagePortMain): PortLike {
  return {
    postMessage: (data) => port.postMessage(data),
    listen(onMessage, onClose) {
      port.on('message', ({ data }) => onMessage(data))
      port.on('close', onClose)
      port.start()
    },
    close: () => port.close(),
  }
}

/** Only the top frame of one of our windows, showing our page, is answered. */
function isOwnPage(event: IpcMainEvent, pageAddress: string): boolean {
  const frame = event.senderFrame
  if (!frame || frame.parent !== null || frame !== event.sender.mainFrame) return false
  return new URL(frame.url).href === new URL(pageAddress).href
}

/** Answers each page that asks over a message port of its own. */
export const rpcPort: MainModule = {
  enable({ services, pageAddress, onProblem }) {
    const current = new WeakMap<WebContents, Transport>()
    let connections = 0
    ipcMain.on('deixis.connect', (event) => {
      if (!isOwnPage(event, pageAddress)) {
        onProblem(new AppError('rpc.not-admitted', { detail: event.senderFrame?.url ?? 'a frame that is gone' }))
        return
      }
      // A page that was loaded again asks before its former port is noticed to be dead.
      current.get(event.sender)?.close()
      const { port1, port2 } = new MessageChannelMain()
      const transport = makePortTransport(mainPort(port1))
      current.set(event.sender, transport)
      const connection = `window-${event.sender.id}-${++connections}`
      serve(deixisApi, services.handlers, transport, { connection, onProblem })
      transport.onClose(() => services.disconnect(connection))
      event.sender.mainFrame.postMessage('deixis.port', null, [port2])
    })
  },
}
