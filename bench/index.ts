// Read when onnxruntime is loaded.
process.env.ORT_DISABLE_TELEMETRY = '1'

import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const sections = ['engine', 'canvas', 'lists', 'library', 'save', 'statistics', 'dataset'] as const

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
  allowPositionals: true,
})
const only = values.only ?? positionals[0]
if (positionals.length > 1 || (only !== undefined && !sections.some((name) => name === only))) {
  console.error(`It takes one of ${sections.join(', ')}`)
  process.exit(2)
}

const results: Record<string, object> = {}
for (const name of sections) {
  if (only !== undefined && name !== only) continue
  const file = join(import.meta.dirname, `${name}.ts`)
  if (!existsSync(file)) {
    console.error(`${name}: there is no bench/${name}.ts`)
    continue
  }
  const { measure } = (await import(file)) as { measure(): Promise<object> }
  results[name] = await measure()
}
console.log(JSON.stringify(results, null, 2))
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`)
// Peers that hang must not keep the bench from ending.
process.exit(0)
