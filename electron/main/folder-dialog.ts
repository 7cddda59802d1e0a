import { BrowserWindow, dialog } from 'electron'
import type { FolderPurpose } from '../../shared/api/app.ts'
import type { ChosenFolder } from '../services/app/app.ts'

/** The system's own dialog, above the window in use. */
export async function chooseFolder(purpose: FolderPurpose): Promise<ChosenFolder> {
  const options: Electron.OpenDialogOptions = {
    properties: [
      purpose === 'import-file' || purpose === 'project-file' ? 'openFile' : 'openDirectory',
      ...(['export', 'save', 'unpack'].includes(purpose) ? (['createDirectory'] as const) : []),
    ],
    ...(purpose === 'project-file' ? { filters: [{ name: 'Deixis', extensions: ['deixis'] }] } : {}),
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  const [path] = filePaths
  return canceled || path === undefined ? { kind: 'cancelled' } : { kind: 'chosen', path }
}
