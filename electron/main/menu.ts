import { Menu } from 'electron'
import type { MainModule } from './main-module.ts'

/** The page has its own commands and keys; only macOS needs a menu for copying, pasting and quitting to work. */
export const menu: MainModule = {
  enable({ isDevelopment }) {
    if (process.platform === 'darwin') {
      Menu.setApplicationMenu(
        Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]),
      )
    } else if (!isDevelopment) Menu.setApplicationMenu(null)
  },
}
