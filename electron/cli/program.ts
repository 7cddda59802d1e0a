import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { forkEngine } from '../services/engine/engine-process.ts'
import type { CommandContext } from './commands/open-model.ts'

/** The program's own folder. */
const programFolder = dirname(dirname(import.meta.dirname))

/** The version in package.json. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** Where journals and settings are: the same place that Electron uses, unless `DEIXIS_DATA` names another. */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.DEIXIS_DATA) return env.DEIXIS_DATA
  switch (platform) {
    case 'win32':
      return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Deixis')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Deixis')
    default:
      return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Deixis')
  }
}

/** What every command gets; the signal is aborted by Ctrl+C and by being asked to end. */
export function commandContext(): CommandContext {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort())
  return {
    programFolder,
    dataFolder: dataFolder(),
    version: programVersion(),
    spawnEngine: forkEngine(join(programFolder, 'electron', 'engine', 'index.ts')),
    out: (text) => process.stdout.write(text),
    note: (text) => process.stderr.write(text),
    signal: stop.signal,
  }
}
