import { join } from 'node:path'
import { app, shell, utilityProcess } from 'electron'
import { engineFlags, utilityEngine } from '../services/engine/engine-process.ts'
import { createServices } from '../services/services.ts'
import { chooseFolder } from './folder-dialog.ts'
import type { MainContext, MainModule } from './main-module.ts'
import { menu } from './menu.ts'
import { claimScheme, ownImageBase, ownPageAddress, ownProtocol } from './protocol.ts'
import { rpcPort } from './rpc-port.ts'
import { security } from './security.ts'
import { mainWindow } from './window.ts'

// onnxruntime reports to its maker unless this is set before it is loaded; engine processes inherit it.
process.env.ORT_DISABLE_TELEMETRY = '1'

// A utility process hears of V8's options only in Chromium's way; bare ones arrive and do nothing.
const v8Flags = `--js-flags=${engineFlags.join(' ')}`

const modules: readonly MainModule[] = [security, ownProtocol, rpcPort, menu, mainWindow]

function start(): void {
  const program = app.getAppPath()
  const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  const onProblem = (problem: unknown): void => console.error(problem)
  const services = createServices({
    shell: 'electron',
    version: app.getVersion(),
    dataFolder: process.env.DEIXIS_DATA ?? app.getPath('userData'),
    programFolder: program,
    imageBase: ownImageBase,
    chooseFolder,
    showFolder: async (path) => (await shell.openPath(path)) === '',
    spawnEngine: utilityEngine(() =>
      utilityProcess.fork(join(program, 'out', 'main', 'engine.cjs'), [], { execArgv: [v8Flags] }),
    ),
    onProblem,
  })
  const context: MainContext = {
    services,
    pageFolder: join(program, 'out', 'renderer'),
    preloadFile: join(program, 'out', 'preload', 'preload.cjs'),
    pageAddress: developmentServer ?? ownPageAddress,
    isDevelopment: developmentServer !== undefined,
    onProblem,
  }
  for (const module of modules) module.enable(context)

  app.once('will-quit', (event) => {
    event.preventDefault()
    services
      .close()
      .catch(onProblem)
      // Not `quit` again: it does nothing while the quitting that was held up here is still under way.
      .finally(() => app.exit())
  })
}

if (!app.requestSingleInstanceLock()) app.quit()
else {
  claimScheme()
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      console.error(error)
      app.exit(1)
    })
}
