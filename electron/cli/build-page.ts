import { spawn } from 'node:child_process'
import { type Dirent, existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'

const sources = ['shared', 'renderer', 'electron', 'package.json', 'electron.vite.config.ts']
const products = ['out/renderer/index.html', 'out/main/main.cjs', 'out/main/engine.cjs', 'out/preload/preload.cjs']

async function newest(path: string): Promise<number> {
  const found = await stat(path)
  if (!found.isDirectory()) return found.mtimeMs
  const entries: Dirent[] = await readdir(path, { withFileTypes: true })
  const isSource = (name: string): boolean => !/\.test\.tsx?$|^fixtures$/.test(name)
  const times = entries.filter(({ name }) => isSource(name)).map(({ name }) => newest(join(path, name)))
  return Math.max(0, ...(await Promise.all(times)))
}

/** True when something of the sources is newer than what was built, or nothing was. */
export async function isBuildStale(folder: string): Promise<boolean> {
  try {
    const built = await Promise.all(products.map(async (path) => (await stat(join(folder, path))).mtimeMs))
    const written = await Promise.all(sources.map((path) => newest(join(folder, path))))
    return Math.max(...written) > Math.min(...built)
  } catch {
    return true
  }
}

/** Builds page and main process when they are missing or older than their sources. */
export async function ensureBuilt(folder: string, note: (text: string) => void): Promise<void> {
  if (!(await isBuildStale(folder))) return
  const builder = join(folder, 'node_modules/electron-vite/bin/electron-vite.js')
  // An installation without development packages cannot build, and brings its build along.
  if (!existsSync(builder) && products.every((path) => existsSync(join(folder, path)))) return
  note('Building Deixis...\n')
  const child = spawn(process.execPath, [builder, 'build'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-8000)
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new AppError('rpc.internal', { message: 'Deixis could not be built.', detail: said })
}
