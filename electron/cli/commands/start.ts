import { spawn } from 'node:child_process'
import { ensureBuilt } from '../build-page.ts'
import { findElectron } from '../find-electron.ts'
import type { CommandContext } from './open-model.ts'
import { type ServeWords, serveApp } from './serve.ts'

/** An Electron that ends this soon with an error could not start (a library is missing, the display is not ours). */
const failedStartMs = 8000

/** Starts the app in Electron where that can be had, else in serve mode, and says so; gives the exit code. */
export async function start(words: ServeWords, context: CommandContext): Promise<number> {
  const electron = await findElectron(context.programFolder, process.env, context.note)
  let reason = 'missing' in electron ? electron.missing : null
  if ('path' in electron) {
    if (words.build) await ensureBuilt(context.programFolder, context.note)
    const startedAt = Date.now()
    const code = await runElectron(electron.path, context)
    if (code === 0 || context.signal.aborted || Date.now() - startedAt > failedStartMs) return code
    reason = `it ended with code ${code}`
  }
  context.out(`Electron could not be had here: ${reason}. Serving Deixis to a browser on this machine instead.\n`)
  return serveApp(words, context)
}

function runElectron(path: string, { programFolder, signal }: CommandContext): Promise<number> {
  const isRoot = process.getuid?.() === 0
  const child = spawn(path, [...(isRoot ? ['--no-sandbox'] : []), programFolder], { stdio: 'inherit' })
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  return new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
