import { spawn } from 'node:child_process'

/** Shows an address in the user's browser where there is one to show; never waits and never fails. */
export function openBrowser(address: string, env: NodeJS.ProcessEnv = process.env): void {
  if (env.CI) return
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return
  const [command, ...words] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address]
  if (command === undefined) return
  const child = spawn(command, words, { stdio: 'ignore', detached: true })
  // Without a program to open it, the address that was printed is enough.
  child.on('error', () => {})
  child.unref()
}
