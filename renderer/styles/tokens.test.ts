import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('is the one place where colours, text sizes and durations have numbers', () => {
  const root = join(import.meta.dirname, '..')
  const raw = /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\b\d+m?s\b|font-size:\s*[\d.]+/i
  const found: string[] = []
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.css') || path.endsWith('tokens.css')) continue
    const text = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
    found.push(
      ...text
        .split('\n')
        .filter((line) => raw.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
  }
  expect(found).toEqual([])
})
