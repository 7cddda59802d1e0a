import { app, BrowserWindow } from 'electron'
import type { MainContext, MainModule } from './main-module.ts'

function openWindow({ pageAddress, preloadFile }: MainContext): void {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: app.name,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  // A page that was killed or ran out of memory comes back; its work is in the journal.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) setTimeout(() => window.loadURL(pageAddress), 100)
  })
  window.loadURL(pageAddress)
}

/** One window; starting the program a second time brings it to the front. */
export const mainWindow: MainModule = {
  enable(context) {
    openWindow(context)
    app.on('activate', () => {
      if (BrowserWindow.getAllWindows().length === 0) openWindow(context)
    })
    app.on('second-instance', () => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) openWindow(context)
      else {
        if (window.isMinimized()) window.restore()
        window.focus()
      }
    })
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit()
    })
  },
}
