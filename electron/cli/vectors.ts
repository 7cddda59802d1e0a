import { readFileSync } from 'node:fs'
import { type Outcome, runVectorFile } from './vectors/run-file.ts'

function run(path: string): Outcome {
  try {
    return runVectorFile(readFileSync(path, 'utf8'))
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return { passed: 0, failures: [{ id: 'file', reason }] }
  }
}

const paths = process.argv.slice(2)
if (paths.length === 0) {
  console.error('usage: npm run -s vectors -- FILE…')
  process.exitCode = 2
} else {
  let passed = 0
  let failed = 0
  for (const path of paths) {
    const outcome = run(path)
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
