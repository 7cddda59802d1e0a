import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { makePortTransport, type PortLike } from './port-transport.ts'
import { runTransportSuite } from './transport-suite.ts'

function nodePort(port: MessagePort): PortLike {
  return {
    postMessage: (data) => port.postMessage(data),
    listen(onMessage, onClose) {
      port.on('message', onMessage)
      port.on('close', onClose)
    },
    close: () => port.close(),
  }
}

runTransportSuite('message port', () => {
  const { port1, port2 } = new MessageChannel()
  return { server: makePortTransport(nodePort(port1)), client: makePortTransport(nodePort(port2)) }
})

runTransportSuite('message port that does not notice a lost peer', () => {
  const deaf = (port: MessagePort): PortLike => {
    const hearing = nodePort(port)
    return { ...hearing, listen: (onMessage) => hearing.listen(onMessage, () => {}) }
  }
  const { port1, port2 } = new MessageChannel()
  return { server: makePortTransport(deaf(port1)), client: makePortTransport(deaf(port2)) }
})
