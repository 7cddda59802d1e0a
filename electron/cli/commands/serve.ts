import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { defaultPort, startServing } from '../../serve/index.ts'
import { imageSegment, makeToken } from '../../serve/token.ts'
import { createServices } from '../../services/services.ts'
import { ensureBuilt } from '../build-page.ts'
import { openBrowser } from '../open-browser.ts'
import type { CommandContext } from './open-model.ts'

/** The words of `deixis serve` as they were typed. */
export type ServeWords = { readonly port?: string; readonly open: boolean; readonly build: boolean }

/** Serves the app to browsers on this machine until it is asked to end; gives the exit code. */
export async function serveApp(words: ServeWords, context: CommandContext): Promise<number> {
  const wanted = words.port === undefined ? defaultPort : Number(words.port)
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535) {
    throw new AppError('rpc.bad-input', { message: `--port ${words.port}: a number from 0 to 65535 is needed.` })
  }
  if (words.build) await ensureBuilt(context.programFolder, context.note)
  const token = makeToken()
  const onProblem = (problem: unknown): void => context.note(`${String(problem)}\n`)
  const services = createServices({
    shell: 'serve',
    version: context.version,
    dataFolder: context.dataFolder,
    programFolder: context.programFolder,
    imageBase: (projectId) => `/image/${imageSegment(token)}/${projectId}/`,
    spawnEngine: context.spawnEngine,
    onProblem,
  })
  const pageFolder = join(context.programFolder, 'out', 'renderer')
  const serving = await startServing({ token, services, pageFolder, port: wanted, onProblem })
  if (wanted !== 0 && serving.port !== wanted) context.note(`Port ${wanted} is taken; using ${serving.port}.\n`)
  context.out(`Deixis is at ${serving.address}\n`)
  if (words.open) openBrowser(serving.address)
  if (!context.signal.aborted) {
    await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve(), { once: true }))
  }
  await serving.close()
  await services.close()
  return 0
}
