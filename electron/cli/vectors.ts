import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { type Outcome, PromptTemplates, runVectorFile } from './vectors/run-file.ts'

function run(path: string, templates: PromptTemplates): Outcome {
  try {
    return runVectorFile(readFileSync(path, 'utf8'), templates)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return { passed: 0, failures: [{ id: 'file', reason }] }
  }
}

const { positionals: paths, values } = parseArgs({
  allowPositionals: true,
  options: { templates: { type: 'string' } },
})
const lists = values.templates
const templates = lists === undefined ? {} : v.parse(PromptTemplates, JSON.parse(readFileSync(lists, 'utf8')))
if (paths.length === 0) {
  console.error(
    'usage: npm run -s vectors -- [--templates FILE] FILE…\n  --templates  JSON: lists of CLIP prompts by set, {} where the label goes',
  )
  process.exitCode = 2
} else {
  let passed = 0
  let failed = 0
  for (const path of paths) {
    const outcome = run(path, templates)
    passed += outcome.passed
    failed += outcome.failures.length
    for (const failure of outcome.failures) {
      if ('reason' in failure) {
        console.log(`${path}: ${failure.id}: ${failure.reason}`)
        continue
      }
      console.log(`${path}: ${failure.id}: ${failure.what}`)
      console.log(`  expected ${JSON.stringify(failure.expected)}`)
      console.log(`  received ${JSON.stringify(failure.received)}`)
    }
  }
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
