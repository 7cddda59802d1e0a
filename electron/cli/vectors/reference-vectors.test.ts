import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runVectorFile } from './run-file.ts'

/** Golden cases that are no part of the repository: where they are, every one of them must pass. */
const folder = process.env.DEIXIS_VECTORS ?? resolve('../shared/reference/vectors')
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

describe.skipIf(names.length === 0)(`golden cases beside the repository (DEIXIS_VECTORS, ${folder})`, () => {
  it.each(names)('%s passes', (name) => {
    const { passed, failures } = runVectorFile(readFileSync(join(folder, name), 'utf8'))
    // Lists of prompts are upstream's wording: whoever has them gives them with --templates.
    const real = failures.filter((one) => !('reason' in one && one.reason.endsWith('give it with --templates')))
    expect(real).toEqual([])
    expect(passed).toBeGreaterThan(0)
  })
})
