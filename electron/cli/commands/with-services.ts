import { resolve } from 'node:path'
import type { ProjectInfo } from '../../../shared/api/project.ts'
import type { CallContext } from '../../../shared/rpc/contract.ts'
import { createServices, type Services } from '../../services/services.ts'
import type { CommandContext } from './open-model.ts'

/** The app's own services, and who calls them. */
export type CommandServices = {
  readonly services: Services
  readonly caller: CallContext
  /** Opens a project by the word that was typed for it: `sample`, or the path of its folder. */
  open(where: string): Promise<ProjectInfo>
}

/** Runs a command on the app's services, and closes them however it ends. */
export async function withServices<T>(
  context: CommandContext,
  command: (parts: CommandServices) => Promise<T>,
): Promise<T> {
  const services = createServices({
    shell: 'cli',
    version: context.version,
    dataFolder: context.dataFolder,
    programFolder: context.programFolder,
    imageBase: () => '',
    spawnEngine: context.spawnEngine,
    onProblem: (problem) => context.note(`${String(problem)}\n`),
  })
  const caller: CallContext = { signal: context.signal, connection: 'command-line' }
  try {
    return await command({
      services,
      caller,
      open: (where) =>
        services.handlers['project.open'](
          where === 'sample' ? { kind: 'sample' } : { kind: 'folder', path: resolve(where) },
          caller,
        ),
    })
  } finally {
    await services.close()
  }
}
