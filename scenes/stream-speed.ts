/** Measures the training stream as its reader sees it: frames per second after the first, for pictures of 192 pixels and without pixels. */
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { count: { type: 'string', default: '2000' }, json: { type: 'boolean' } } })
const count = Number(values.count)
const script = new URL('stream.ts', import.meta.url).pathname

async function measure(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [script, '--size', '192', '--count', `${count}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let first = 0
  for await (const _ of child.stdout) first ||= performance.now()
  return (count / (performance.now() - first)) * 1000
}

const result = {
  scenesPerSecond: Math.round(await measure()),
  withoutPixelsPerSecond: Math.round(await measure('--no-pixels')),
}
console.log(
  values.json
    ? JSON.stringify(result)
    : `${result.scenesPerSecond} scenes/s, ${result.withoutPixelsPerSecond} without pixels`,
)
