import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeProcessLock } from './process-lock.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-lock-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a lock is held until it is released, within one process too', async () => {
  const path = join(folder, 'one')
  const first = await takeProcessLock(path)
  if (!('lock' in first)) throw new Error('not locked')
  expect(await takeProcessLock(path)).toEqual({ heldBy: process.pid })
  await first.lock.release()
  const again = await takeProcessLock(path)
  expect('lock' in again).toBe(true)
})

test('a lock of a process that is gone, of one that got its number again, or of nobody is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.once('close', resolve))
  for (const text of [`${child.pid}\n`, `${process.ppid} 1\n`, 'garbage', '', `${process.pid}\n`]) {
    if (text.endsWith(' 1\n') && process.platform !== 'linux') continue
    const path = join(folder, 'two')
    await writeFile(path, text)
    const attempt = await takeProcessLock(path)
    if (!('lock' in attempt)) throw new Error(`held by ${attempt.heldBy} after ${JSON.stringify(text)}`)
    await attempt.lock.release()
  }
})

test('of many processes that find a dead lock at once, exactly one gets it', async () => {
  const path = join(folder, 'three')
  await writeFile(path, '999999999\n')
  const program = `
    const { takeProcessLock } = await import(${JSON.stringify(join(import.meta.dirname, 'process-lock.ts'))})
    const attempt = await takeProcessLock(${JSON.stringify(path)})
    console.log('lock' in attempt ? 'mine' : 'held')
    setTimeout(() => {}, 60_000)`
  const children = Array.from({ length: 5 }, () => spawn(process.execPath, ['--input-type=module', '-e', program]))
  const said = await Promise.all(
    children.map(
      (child) => new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim()))),
    ),
  )
  for (const child of children) child.kill('SIGKILL')
  expect(said.filter((word) => word === 'mine')).toHaveLength(1)
  expect((await readdir(folder)).filter((name) => name.startsWith('three'))).toEqual(['three'])
})
