import { execFile } from 'node:child_process'
import { appendFile, cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fault, plants } from './plants.ts'

const root = join(import.meta.dirname, '../..')
const sources = ['shared', 'scenes', 'electron', 'renderer', 'bench', 'e2e', 'models']
const left = new Set(['node_modules', 'artifacts', 'checkpoints', '.venv', 'results', 'fixtures', 'transformers-js'])
const isCopied = (path: string): boolean => !left.has(path.split('/').pop() ?? '') && !/\.(onnx|bin|py|png)$/.test(path)

type Found = Fault & { readonly path: string }
let found: Found[]
let tree: string

/** What a tool says, whether or not it is content. */
function say(command: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: tree, maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } }
    execFile(join(root, 'node_modules/.bin', command), words, options, (_error, stdout) => resolve(stdout))
  })
}

async function askTypeChecker(): Promise<Found[]> {
  const lines = (await say('tsc', ['-b', '--pretty', 'false'])).split('\n')
  return lines.flatMap((line): Found[] => {
    const [, path, rule] = /^(.+?)\(\d+,\d+\): error (TS\d+)/.exec(line) ?? []
    return path && rule ? [{ tool: 'tsc', path, rule }] : []
  })
}

async function askLinter(): Promise<Found[]> {
  const text = await say('biome', [
    'lint',
    '--reporter=github',
    '--max-diagnostics=none',
    '--diagnostic-level=error',
    '.',
  ])
  return text.split('\n').flatMap((line): Found[] => {
    const rule = /title=([\w/]+)/.exec(line)?.[1]
    const path = /file=([^,]+)/.exec(line)?.[1]
    return path && rule ? [{ tool: 'biome', path: relative(tree, path), rule }] : []
  })
}

async function askKnip(): Promise<Found[]> {
  const { issues } = JSON.parse(await say('knip', ['--reporter', 'json', '--no-progress'])) as {
    issues: { file: string; files?: unknown[]; exports?: { name: string }[] }[]
  }
  return issues.flatMap(({ file, files = [], exports = [] }): Found[] => [
    ...(files.length > 0 ? [{ tool: 'knip', path: file, rule: 'files' } as const] : []),
    ...(exports.some(({ name }) => name === 'nobody') ? [{ tool: 'knip', path: file, rule: 'exports' } as const] : []),
  ])
}

/** A copy of the sources with every violation in its place, looked at once by each tool as it is configured. */
beforeAll(async () => {
  tree = await realpath(await mkdtemp(join(tmpdir(), 'deixis-walls-')))
  const configs = (await readdir(root)).filter((name) => /\.(json|ts)$|^\.gitignore$/.test(name))
  for (const name of [...configs, ...sources]) {
    await cp(join(root, name), join(tree, name), { recursive: true, filter: isCopied })
  }
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
  for (const { path, source } of plants) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await appendFile(join(tree, path), source)
  }
  found = (await Promise.all([askTypeChecker(), askLinter(), askKnip()])).flat()
}, 120_000)
afterAll(() => rm(tree, { recursive: true, force: true }))

describe('walls', () => {
  test.each(plants)('$wall', ({ path, expect: faults }) => {
    const here = found.filter((each) => each.path === path).map(({ tool, rule }) => ({ tool, rule }))
    expect(here).toEqual(expect.arrayContaining([...faults]))
  })
})
