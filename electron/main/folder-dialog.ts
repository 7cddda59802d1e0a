import { BrowserWindow, dialog } from 'electron'
import type { ChosenFolder } from '../services/app.ts'

/** The system's own dialog, above the window in use. */
export async function chooseFolder(purpose: 'open' | 'export'): Promise<ChosenFolder> {
  const options: Electron.OpenDialogOptions = {
    properties: purpose === 'export' ? ['openDirectory', 'createDirectory'] : ['openDirectory'],
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  const [path] = filePaths
  return canceled || path === undefined ? { kind: 'cancelled' } : { kind: 'chosen', path }
}
