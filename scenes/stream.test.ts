import { spawn, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { composeScene } from './compose.ts'
import { describeScene, type SceneFrame } from './frame.ts'
import { drawSquare } from './square.ts'

const script = new URL('stream.ts', import.meta.url).pathname

function run(...args: string[]): Buffer {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], { maxBuffer: 64 << 20 })
  if (status !== 0) throw new Error(stderr.toString())
  return stdout
}

function frames(bytes: Buffer, pixelBytes: number): { json: SceneFrame; pixels: Buffer }[] {
  const result: { json: SceneFrame; pixels: Buffer }[] = []
  for (let at = 0; at < bytes.length; ) {
    expect(bytes.toString('latin1', at, at + 4)).toBe('DXS1')
    const end = at + 8 + bytes.readUInt32LE(at + 4)
    const json = JSON.parse(bytes.toString('utf8', at + 8, end)) as SceneFrame
    result.push({ json, pixels: bytes.subarray(end, end + pixelBytes) })
    at = end + pixelBytes
  }
  return result
}

describe('stream', () => {
  test('writes whole frames with the JSON and the pixels of the composer', () => {
    const read = frames(run('--seed', '3', '--size', '64', '--count', '3'), 64 * 64 * 3)
    expect(read.map(({ json }) => json.index)).toEqual([0, 1, 2])
    for (const { json, pixels } of read) {
      const scene = composeScene(3, json.index, 'train')
      const expected = new Uint8Array(64 * 64 * 3)
      drawSquare(scene, 64, expected)
      expect(json).toEqual(JSON.parse(JSON.stringify(describeScene(scene, 64, 8))))
      expect(pixels.equals(expected)).toBe(true)
    }
  })

  test('begins where it is told and leaves out pixels when it is told', () => {
    const all = frames(run('--seed', '3', '--size', '64', '--count', '3', '--no-pixels'), 0)
    const later = frames(run('--seed', '3', '--size', '64', '--start', '2', '--count', '1', '--no-pixels'), 0)
    expect(later[0]?.json).toEqual(all[2]?.json)
  })

  test('the mix decides what is asked', () => {
    const mix = 'rec=1,reg=0,pointqa=0,spotting=0,count=0,chessboard=0,relation=0,boxqa=0,exists=0,dialogue=0'
    const read = frames(run('--count', '4', '--no-pixels', '--mix', mix), 0)
    expect(new Set(read.flatMap(({ json }) => json.dialogue.map(({ task }) => task)))).toEqual(new Set(['rec']))
  })

  test('points lie on background as often as the mix says', () => {
    const mix = 'rec=0,reg=0,pointqa=1,spotting=0,count=0,chessboard=0,relation=0,boxqa=0,exists=0,dialogue=0'
    const forms = (background: number) =>
      frames(run('--count', '8', '--no-pixels', '--mix', `${mix},background=${background}`), 0).flatMap(({ json }) =>
        json.dialogue.map((turn) => ('form' in turn ? turn.form : '')),
      )
    expect(new Set(forms(0))).toEqual(new Set(['plain']))
    expect(new Set(forms(1))).toEqual(new Set(['nothing']))
  })

  test('ends quietly when the reader goes away', async () => {
    const child = spawn(process.execPath, [script, '--size', '64'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString()
    })
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
    child.stdout.destroy()
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    expect([code, errors]).toEqual([0, ''])
  })

  test('refuses what it cannot read', () => {
    for (const args of [
      ['--split', 'test'],
      ['--seed', 'x'],
      ['--mix', 'rec'],
      ['--mix', 'chess=1'],
    ]) {
      expect(spawnSync(process.execPath, [script, ...args]).status).not.toBe(0)
    }
  })
})
