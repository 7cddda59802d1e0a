import { spawn } from 'node:child_process'
import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { applyEntry } from '../../../shared/document/apply.ts'
import { type Document, type Entry, emptyDocument, type JournalEntry } from '../../../shared/document/document.ts'
import type { CommitId, DialogueId, ImageId } from '../../../shared/ids.ts'
import { type Journal, openJournal } from './journal.ts'

const made: string[] = []
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'deixis-journal-'))
  made.push(path)
  return path
}
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))))

/** An entry that sets (or, with `title` null, removes) one dialogue. */
function entry(id: string, dialogue: string, title: string | null): Entry {
  const after =
    title === null
      ? null
      : { id: dialogue as DialogueId, imageIds: ['i1' as ImageId], title, kind: 'chat' as const, createdAt: 1 }
  const change = { table: 'dialogues' as const, id: dialogue, before: null, after }
  return { id: id as CommitId, kind: 'commit', label: 'history.test', imageId: null, changes: [change], at: 1 }
}

async function all(journal: Journal, since = 0): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for await (const batch of journal.entriesSince(since)) entries.push(...batch)
  return entries
}

function titles(document: Pick<Document, 'dialogues'>): Record<string, string> {
  return Object.fromEntries(Object.entries(document.dialogues).map(([id, { title }]) => [id, title]))
}

describe('journal', () => {
  test('numbers entries from 1 and gives them back after reopening', async () => {
    const path = await folder()
    const first = await openJournal(path)
    expect(await first.append([entry('a', 'd1', 'é\n"\u2028'), entry('b', 'd2', 'x')])).toEqual([1, 2])
    expect(await first.append([entry('c', 'd1', null)])).toEqual([3])
    await first.close()
    const again = await openJournal(path)
    expect(again.lastSeq()).toBe(3)
    expect(again.recovery).toEqual({ droppedBytes: 0, damaged: [] })
    expect(await all(again)).toEqual([
      { seq: 1, entry: entry('a', 'd1', 'é\n"\u2028') },
      { seq: 2, entry: entry('b', 'd2', 'x') },
      { seq: 3, entry: entry('c', 'd1', null) },
    ])
    expect(await all(again, 2)).toEqual([{ seq: 3, entry: entry('c', 'd1', null) }])
    expect(titles((await again.records()) as Document)).toEqual({ d2: 'x' })
    await again.close()
  })

  test('an entry sent again keeps its number, within a call, between calls and after reopening', async () => {
    const path = await folder()
    const journal = await openJournal(path)
    const [a, b] = [entry('a', 'd1', 'x'), entry('b', 'd1', 'y')]
    expect(await Promise.all([journal.append([a, a]), journal.append([b, a])])).toEqual([
      [1, 1],
      [2, 1],
    ])
    await journal.close()
    const again = await openJournal(path)
    expect(await again.append([b, entry('c', 'd1', 'z'), a])).toEqual([2, 3, 1])
    await again.close()
  })

  test('entries of one call are all there or none, whatever byte a crash cuts at', async () => {
    const path = await folder()
    const file = join(path, 'journal.jsonl')
    const journal = await openJournal(path)
    await journal.append([entry('a', 'd1', 'x')])
    const before = (await readFile(file)).length
    await journal.append([entry('b', 'd1', 'y'), entry('c', 'd2', 'z'), entry('d', 'd3', 'z')])
    await journal.close()
    const whole = await readFile(file)
    for (let cut = before; cut < whole.length; cut += 7) {
      await writeFile(file, whole.subarray(0, cut))
      const looking = await openJournal(path, { readOnly: true })
      expect((await all(looking)).map((each) => each.entry.id)).toEqual(['a'])
      const again = await openJournal(path)
      expect([again.lastSeq(), again.recovery]).toEqual([1, { droppedBytes: cut - before, damaged: [] }])
      expect(titles((await again.records()) as Document)).toEqual({ d1: 'x' })
      expect(await again.append([entry('b', 'd1', 'y')])).toEqual([2])
      await again.close()
    }
  })

  test('a fold keeps a group whole or not at all', async () => {
    const path = await folder()
    const journal = await openJournal(path, { foldBytes: 600, keepEntries: 3 })
    const grouped = ['a', 'b', 'c', 'd'].map((id) => ({ ...entry(id, id, 'x'.repeat(100)), group: 'import' }))
    await journal.append(grouped)
    await journal.append([entry('e', 'e', 'x')])
    const kept = (await all(journal)).filter((each) => each.entry.kind === 'commit').map((each) => each.entry.id)
    expect(kept).toEqual(['e'])
    await journal.close()
  })

  test('a hundred calls at once keep their order', async () => {
    const journal = await openJournal(await folder())
    const seqs = await Promise.all(Array.from({ length: 100 }, (_, n) => journal.append([entry(`e${n}`, 'd', `${n}`)])))
    expect(seqs.flat()).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    expect((await all(journal)).map(({ entry: { id } }) => id)).toEqual(Array.from({ length: 100 }, (_, n) => `e${n}`))
    await journal.close()
  })

  test('whatever byte a crash cuts at, everything acknowledged before it is there and writing goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string(), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (texts, where) => {
          const path = await folder()
          const file = join(path, 'journal.jsonl')
          const journal = await openJournal(path)
          const acknowledged: number[] = []
          for (const [n, text] of texts.entries()) {
            await journal.append([entry(`e${n}`, `d${n}`, text)])
            acknowledged.push((await readFile(file)).length)
          }
          await journal.close()
          const cut = Math.round(where * (acknowledged.at(-1) ?? 0))
          await truncate(file, cut)
          const whole = acknowledged.filter((length) => length <= cut)
          const again = await openJournal(path)
          expect((await all(again)).map(({ seq }) => seq)).toEqual(whole.map((_, n) => n + 1))
          expect(again.recovery).toEqual({ droppedBytes: cut - (whole.at(-1) ?? 0), damaged: [] })
          expect(await again.append([entry('next', 'd', 'x')])).toEqual([whole.length + 1])
          await again.close()
          const third = await openJournal(path)
          expect(third.recovery).toEqual({ droppedBytes: 0, damaged: [] })
          expect(third.lastSeq()).toBe(whole.length + 1)
          await third.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  test('a damaged line is reported with its number; everything behind it is kept, in its place', async () => {
    const path = await folder()
    const journal = await openJournal(path)
    for (const n of [1, 2, 3, 4]) await journal.append([entry(`e${n}`, `d${n}`, `t${n}`)])
    await journal.close()
    const file = join(path, 'journal.jsonl')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"t2"', '"tX"'))
    const again = await openJournal(path)
    expect(again.recovery).toEqual({ droppedBytes: 0, damaged: [{ line: 2, reason: 'wrong checksum' }] })
    const entries = await all(again)
    expect(entries.map(({ seq, entry: { id } }) => [seq, id])).toEqual([
      [1, 'e1'],
      [2, 'lost-2'],
      [3, 'e3'],
      [4, 'e4'],
    ])
    expect(await again.append([entry('e5', 'd5', 't5')])).toEqual([5])
    expect(titles((await again.records()) as Document)).toEqual({ d1: 't1', d3: 't3', d4: 't4', d5: 't5' })
    await again.close()
  })

  test('missing lines and a damaged last line are noticed as well', async () => {
    const path = await folder()
    const journal = await openJournal(path)
    for (const n of [1, 2, 3, 4]) await journal.append([entry(`e${n}`, `d${n}`, `t${n}`)])
    await journal.close()
    const file = join(path, 'journal.jsonl')
    const lines = (await readFile(file, 'utf8')).split('\n')
    await writeFile(file, [lines[0], lines[2], 'garbage', ''].join('\n'))
    const again = await openJournal(path)
    expect(again.recovery.damaged).toEqual([
      { line: 2, reason: 'entry 3 where 2 was expected' },
      { line: 3, reason: 'not a journal line' },
    ])
    expect(again.lastSeq()).toBe(4)
    expect(await again.append([entry('e5', 'd5', 't5')])).toEqual([5])
    expect((await all(again)).map(({ entry: { id } }) => id)).toEqual(['e1', 'lost-2', 'e3', 'lost-4', 'e5'])
    await again.close()
  })

  test('folding loses nothing for a reader that stopped anywhere', async () => {
    const step = fc.record({ dialogue: fc.integer({ min: 0, max: 5 }), title: fc.option(fc.string({ maxLength: 3 })) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(40), async (steps, stop) => {
        const path = await folder()
        const options = {
          foldBytes: 900,
          keepEntries: 4,
          onProblem: (problem: unknown) => expect.fail(String(problem)),
        }
        let journal = await openJournal(path, options)
        let expected: Document = emptyDocument
        let reader: Document = emptyDocument
        let readTo = 0
        const read = async (): Promise<void> => {
          for (const { seq, entry: each } of await all(journal, readTo)) {
            expect(seq).toBe(readTo + 1)
            reader = applyEntry(reader, each)
            readTo = seq
          }
        }
        for (const [n, { dialogue, title }] of steps.entries()) {
          const each = entry(`e${n}`, `d${dialogue}`, title)
          expect(await journal.append([each])).toEqual([n + 1])
          expected = applyEntry(expected, each)
          if (n === stop) await read()
          if (n % 13 === 12) {
            await journal.close()
            journal = await openJournal(path, options)
          }
        }
        expect(await journal.records()).toEqual({
          regions: {},
          dialogues: expected.dialogues,
          turns: {},
          marks: {},
          settings: {},
        })
        await read()
        expect(titles(reader)).toEqual(titles(expected))
        reader = emptyDocument
        readTo = 0
        await read()
        expect(titles(reader)).toEqual(titles(expected))
        expect(readTo).toBe(steps.length)
        await journal.close()
      }),
      { numRuns: 25 },
    )
  })

  test('a crash between the snapshot and the new journal doubles nothing', async () => {
    const path = await folder()
    const journal = await openJournal(path, { foldBytes: 1, keepEntries: 1 })
    await journal.append([entry('a', 'd1', 'x'), entry('b', 'd2', 'y')])
    await journal.append([entry('c', 'd1', 'z')])
    await journal.close()
    const plain = await openJournal(await folder())
    await plain.close()
    const other = await folder()
    const source = await openJournal(other)
    await source.append([entry('a', 'd1', 'x'), entry('b', 'd2', 'y')])
    await source.append([entry('c', 'd1', 'z')])
    await source.close()
    await writeFile(join(path, 'journal.jsonl'), await readFile(join(other, 'journal.jsonl')))
    const again = await openJournal(path)
    expect(again.recovery).toEqual({ droppedBytes: 0, damaged: [] })
    expect([again.lastSeq(), titles((await again.records()) as Document)]).toEqual([3, { d1: 'z', d2: 'y' }])
    expect(await again.append([entry('d', 'd3', 'w')])).toEqual([4])
    expect((await all(again)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    await again.close()
  })

  test('a damaged snapshot is refused, not taken for an empty project', async () => {
    const path = await folder()
    const journal = await openJournal(path, { foldBytes: 1 })
    await journal.append([entry('a', 'd1', 'x')])
    await journal.close()
    const file = join(path, 'snapshot.jsonl')
    const text = await readFile(file, 'utf8')
    for (const damaged of [text.replace('"x"', '"y"'), text.slice(0, -20), '']) {
      await writeFile(file, damaged)
      await expect(openJournal(path)).rejects.toMatchObject({ code: 'journal.broken' })
    }
  })

  test('a failed write answers with its code, and the next one is whole', async () => {
    const path = await folder()
    const journal = await openJournal(path)
    await journal.append([entry('a', 'd1', 'x')])
    const handle = await open(join(path, 'journal.jsonl'), 'r')
    const prototype = Object.getPrototypeOf(handle) as { datasync(): Promise<void> }
    const real = prototype.datasync
    prototype.datasync = async () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    try {
      await expect(journal.append([entry('b', 'd2', 'y')])).rejects.toMatchObject({ code: 'journal.write-failed' })
    } finally {
      prototype.datasync = real
      await handle.close()
    }
    expect(await journal.append([entry('c', 'd3', 'z')])).toEqual([2])
    await journal.close()
    const again = await openJournal(path)
    expect((await all(again)).map(({ entry: { id } }) => id)).toEqual(['a', 'c'])
    await again.close()
  })

  test('a reader in another place sees what is there and writes nothing', async () => {
    const path = await folder()
    const writer = await openJournal(path)
    await writer.append([entry('a', 'd1', 'x')])
    const reader = await openJournal(path, { readOnly: true })
    await writer.append([entry('b', 'd1', 'y')])
    expect((await all(reader)).length).toBe(2)
    await expect(reader.append([entry('c', 'd1', 'z')])).rejects.toMatchObject({ code: 'journal.write-failed' })
    await Promise.all([writer.close(), reader.close()])
  })

  test('kill -9 while writing: nothing acknowledged is missing', async () => {
    for (const lifeMs of [60, 130, 220]) {
      const path = await folder()
      const program = `
        const { openJournal } = await import(${JSON.stringify(join(import.meta.dirname, 'journal.ts'))})
        const { writeSync } = await import('node:fs')
        const journal = await openJournal(${JSON.stringify(path)}, { foldBytes: 20000, keepEntries: 10 })
        writeSync(1, 'ready\\n')
        for (let n = 0; ; n++) {
          const change = { table: 'dialogues', id: 'd' + n, before: null, after: { id: 'd' + n, imageIds: ['i'], title: 't'.repeat(n % 50), kind: 'chat', createdAt: 1 } }
          await journal.append([{ id: 'e' + n, kind: 'commit', label: 'x', imageId: null, changes: [change], at: 1 }])
          writeSync(1, n + '\\n')
        }`
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (said === '') setTimeout(() => child.kill('SIGKILL'), lifeMs)
        said += text
      })
      await new Promise((resolve) => child.once('close', resolve))
      const acknowledged = said.split('\n').slice(1, -1).map(Number)
      const journal = await openJournal(path)
      expect(acknowledged.length).toBeGreaterThan(0)
      expect(journal.lastSeq()).toBeGreaterThanOrEqual(acknowledged.length)
      expect(journal.recovery.damaged).toEqual([])
      const { dialogues } = await journal.records()
      for (const n of acknowledged) expect(dialogues[`d${n}`]?.title).toBe('t'.repeat(n % 50))
      await journal.close()
    }
  })
})
