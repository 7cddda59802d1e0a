import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isBuildStale } from './build-page.ts'
import { findElectron } from './find-electron.ts'
import { dataFolder, programVersion } from './program.ts'

const made: string[] = []
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'deixis-cli-'))
  made.push(path)
  return path
}
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))))

type Ended = { code: number; out: string; errors: string }

function deixis(words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const file = join(import.meta.dirname, 'index.ts')
    execFile(process.execPath, [file, ...words], { env: { ...process.env, ...env } }, (error, out, errors) => {
      resolve({ code: error ? Number(error.code) : 0, out, errors })
    })
  })
}

describe('data folder', () => {
  test('is where Electron keeps its own, and DEIXIS_DATA moves it', () => {
    expect(dataFolder({}, 'linux', '/home/u')).toBe('/home/u/.config/Deixis')
    expect(dataFolder({ XDG_CONFIG_HOME: '/xdg' }, 'linux', '/home/u')).toBe('/xdg/Deixis')
    expect(dataFolder({}, 'darwin', '/Users/u')).toBe('/Users/u/Library/Application Support/Deixis')
    expect(dataFolder({ APPDATA: '/roaming' }, 'win32', '/u')).toBe('/roaming/Deixis')
    expect(dataFolder({ DEIXIS_DATA: '/mine' }, 'linux', '/home/u')).toBe('/mine')
  })
})

describe('build', () => {
  test('is stale when nothing is built or a source is newer, not when a test is', async () => {
    const root = await folder()
    const write = async (path: string, time: number): Promise<void> => {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), '')
      await utimes(join(root, path), time, time)
    }
    for (const path of ['shared/a.ts', 'renderer/a.tsx', 'electron/a.ts', 'package.json', 'electron.vite.config.ts']) {
      await write(path, 100)
    }
    expect(await isBuildStale(root)).toBe(true)
    for (const path of ['renderer/index.html', 'main/main.cjs', 'main/engine.cjs', 'preload/preload.cjs']) {
      await write(`out/${path}`, 200)
    }
    expect(await isBuildStale(root)).toBe(false)
    await write('renderer/deep/b.test.ts', 300)
    expect(await isBuildStale(root)).toBe(false)
    await write('renderer/deep/b.ts', 300)
    expect(await isBuildStale(root)).toBe(true)
  })
})

describe('finding Electron', () => {
  test('says what is missing, and never asks the network when the answer is known', async () => {
    const root = await folder()
    const notes: string[] = []
    const find = (env: Record<string, string>) => findElectron(root, env, (text) => notes.push(text))
    if (process.platform === 'linux') expect(await find({})).toEqual({ missing: 'there is no display' })
    const display = { DISPLAY: ':0' }
    expect(await find(display)).toEqual({ missing: 'its package is not installed' })
    expect(await find({ ...display, ELECTRON_EXEC_PATH: '/no/such' })).toEqual({
      missing: 'ELECTRON_EXEC_PATH names /no/such, which is not there',
    })
    expect(await find({ ...display, ELECTRON_EXEC_PATH: process.execPath })).toEqual({ path: process.execPath })
    await mkdir(join(root, 'node_modules/electron/dist'), { recursive: true })
    await writeFile(join(root, 'node_modules/electron/path.txt'), 'electron')
    await writeFile(join(root, 'node_modules/electron/dist/electron'), '')
    expect(await find(display)).toEqual({ path: join(root, 'node_modules/electron/dist/electron') })
    expect(notes).toEqual([])
  })
})

describe('command line', () => {
  test('helps, and names its version', async () => {
    const help = await deixis(['--help'])
    expect(help.code).toBe(0)
    for (const name of ['start', 'serve', 'ask', 'run', 'export', 'scenes'])
      expect(help.out).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect((await deixis(['--version'])).out).toBe(`${programVersion()}\n`)
  })

  test('exports the sample as the app would', async () => {
    const [data, out] = [await folder(), await folder()]
    const target = join(out, 'set')
    const words = ['export', '--project', 'sample', '--format', 'deixis', '--out', target]
    const ended = await deixis(words, { DEIXIS_DATA: data })
    expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ records, 0 errors, \d+ warnings: /) })
    expect(JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8'))).toMatchObject({
      format: 'deixis-jsonl',
      leftOut: { errors: 0, losses: 0 },
    })
    const judged = await deixis([...words, '--no-open-proposals'], { DEIXIS_DATA: data })
    expect(judged).toMatchObject({ code: 0, errors: expect.stringContaining('loss open-proposal') })
  })

  test('says so when nobody has worked on a folder, and which formats there are', async () => {
    const [data, out] = [await folder(), await folder()]
    const words = (format: string) => ['export', '--project', data, '--format', format, '--out', join(out, 'set')]
    expect(await deixis(words('shikra'), { DEIXIS_DATA: data })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^0 records, /),
      errors: expect.stringContaining('it has 0 dialogues'),
    })
    expect(await deixis(words('nothing'), { DEIXIS_DATA: data })).toMatchObject({
      code: 1,
      errors: expect.stringContaining('deixis, shikra, chatspot'),
    })
  })

  test('a failure is one sentence on the error stream and a code', async () => {
    const data = await folder()
    const words = ['export', '--project', join(data, 'none'), '--format', 'shikra', '--out', join(data, 'out')]
    expect(await deixis(words, { DEIXIS_DATA: data })).toEqual({
      code: 1,
      out: '',
      errors: `error: The folder could not be found.\n${join(data, 'none')}\n`,
    })
    expect(await deixis(['scenes', '--out', data, '--count', 'many'])).toEqual({
      code: 1,
      out: '',
      errors: 'error: --count many: a whole number is needed.\n',
    })
    expect(await deixis(['scenes', '--out', join(import.meta.filename, 'x'), '--count', '1'])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^error: The scenes could not be written to /),
    })
    expect((await deixis(['fly'])).code).toBe(1)
  })
})
