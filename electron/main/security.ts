import { app, session } from 'electron'
import type { MainModule } from './main-module.ts'

/** A page may copy text that the user asked it to copy; everything else that needs a permission is refused. */
const granted = new Set(['clipboard-sanitized-write'])

/** Pages stay where they are: no navigation, no further windows, no web views, no permissions. */
export const security: MainModule = {
  enable({ pageAddress }) {
    session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
      answer(granted.has(permission)),
    )
    session.defaultSession.setPermissionCheckHandler((_contents, permission) => granted.has(permission))
    session.defaultSession.setDevicePermissionHandler(() => false)
    app.on('web-contents-created', (_event, contents) => {
      contents.setWindowOpenHandler(() => ({ action: 'deny' }))
      contents.on('will-navigate', (event, address) => {
        if (address !== pageAddress) event.preventDefault()
      })
      contents.on('will-redirect', (event) => event.preventDefault())
      contents.on('will-attach-webview', (event) => event.preventDefault())
    })
  },
}
