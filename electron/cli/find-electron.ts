import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An Electron that can run here, or why there is none. */
export type FoundElectron = { readonly path: string } | { readonly missing: string }

const downloadLimitMs = 120_000

/** Electron's binary, if it was downloaded; its package alone does not bring it, and asking the package would fetch it. */
export function installedElectron(folder: string): string | null {
  try {
    const home = join(folder, 'node_modules', 'electron')
    const path = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8').trim())
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Looks for Electron; where only its binary is missing, fetches it, for two minutes at most. */
export async function findElectron(
  folder: string,
  env: NodeJS.ProcessEnv,
  note: (text: string) => void,
): Promise<FoundElectron> {
  if (!hasDisplay(env)) return { missing: 'there is no display' }
  if (env.ELECTRON_EXEC_PATH) {
    const path = env.ELECTRON_EXEC_PATH
    return existsSync(path) ? { path } : { missing: `ELECTRON_EXEC_PATH names ${path}, which is not there` }
  }
  const installed = installedElectron(folder)
  if (installed) return { path: installed }
  const installer = join(folder, 'node_modules', 'electron', 'install.js')
  if (!existsSync(installer)) return { missing: 'its package is not installed' }
  note('Fetching Electron (once, about 110 MB)...\n')
  const problem = await download(installer)
  const fetched = installedElectron(folder)
  return fetched ? { path: fetched } : { missing: problem ?? 'its download failed' }
}

function download(installer: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], {
      stdio: 'ignore',
      timeout: downloadLimitMs,
      killSignal: 'SIGKILL',
    })
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => {
      if (signal) resolve('its download took too long')
      else resolve(code === 0 ? null : 'its download failed')
    })
  })
}
