import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTarPieces } from './tar-file.ts'
import { readTarHeader, tarEnd, tarHeader, tarPadding } from './tar-header.ts'

async function pieces(bytes: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-tar-'))
  try {
    const path = join(folder, 'a.tar')
    await writeFile(path, bytes)
    const found = []
    for await (const piece of readTarPieces(path)) found.push(piece)
    return found
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function entry(name: string, content: string): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([tarHeader({ name, size: bytes.length }), bytes, Buffer.alloc(tarPadding(bytes.length))])
}

test('a header is USTAR without time and owner', () => {
  const header = tarHeader({ name: '000001.json', size: 1234 })
  expect(header.length).toBe(512)
  expect(header.subarray(100, 148).toString('latin1')).toBe(
    '0000644\x000000000\x000000000\x0000000002322\x0000000000000\x00',
  )
  expect(header.subarray(257, 265).toString('latin1')).toBe('ustar\x0000')
  expect(readTarHeader(header)).toEqual({ name: '000001.json', size: 1234, type: '0' })
})

test('long and foreign names come back', async () => {
  const names = [`${'folder/'.repeat(12)}000001`, `${'x'.repeat(140)}`, 'bilder/ü 😀']
  const tar = Buffer.concat([...names.map((name) => entry(`${name}.json`, '{}')), tarEnd])
  const found = await pieces(tar)
  expect(found.map(({ members }) => Object.keys(members ?? {}))).toEqual([['json'], ['json'], ['json']])
})

test('neighbours of one key are one sample; names without a key are none', async () => {
  const tar = Buffer.concat([
    entry('./a.JPG', 'p'),
    entry('a.json', '{}'),
    entry('README', 'x'),
    entry('b.c.json', '1'),
    tarEnd,
  ])
  const found = await pieces(tar)
  expect(found.map(({ place, members }) => [place.line, Object.keys(members ?? {})])).toEqual([
    [1, ['jpg', 'json']],
    [2, ['c.json']],
  ])
})

test('stands any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const found = await pieces(Buffer.from(bytes))
      expect(found.every(({ members, value }) => members !== undefined || value !== null)).toBe(true)
    }),
    { numRuns: 40 },
  )
})
