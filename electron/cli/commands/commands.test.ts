import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forkEngine } from '../../services/engine/engine-process.ts'
import { ask } from './ask.ts'
import { convert, validate } from './convert.ts'
import type { CommandContext } from './open-model.ts'
import { openResults } from './results-file.ts'
import { run } from './run.ts'
import { stats } from './stats.ts'

const engineFolder = join(import.meta.dirname, '../../engine')
const pictures = join(engineFolder, 'pixels/fixtures')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deixis-cli-'))
  await cp(join(engineFolder, 'fixtures/tiny'), join(folder, 'models/tiny'), { recursive: true })
  await cp(join(pictures, 'rgb.png'), join(folder, 'a.png'))
  await cp(join(pictures, 'turned-6.jpg'), join(folder, 'b.jpg'))
})
afterAll(() => rm(folder, { recursive: true }))

function makeContext(signal = new AbortController().signal) {
  let out = ''
  let notes = ''
  const context: CommandContext = {
    programFolder: folder,
    dataFolder: join(folder, 'data'),
    version: '0.1.0',
    spawnEngine: forkEngine(join(engineFolder, 'index.ts')),
    out: (text) => {
      out += text
    },
    note: (text) => {
      notes += text
    },
    signal,
  }
  return { context, out: () => out, notes: () => notes }
}

describe('deixis ask', () => {
  it('writes regions into the question and answers with parts and regions', async () => {
    const { context, out } = makeContext()
    const options = { image: join(folder, 'b.jpg'), box: ['4,8,12,16'], point: ['8,12'], json: true }
    expect(await ask({ ...options, text: 'What is {b0} at {p0}?', temperature: '1.5', seed: '3' }, context)).toBe(0)
    const result = JSON.parse(out())
    expect(result.run).toMatchObject({
      prompt: '<image>USER: What is [0.333,0.333,0.667,0.667] at [0.500,0.500]? ASSISTANT:',
      provider: 'cpu',
      constrained: true,
      temperature: 1.5,
      seed: 3,
    })
    expect(result.text).toBe(result.run.rawAnswer.trimStart())
    const refs = result.parts.flatMap((part: { refs?: string[] } | string) =>
      typeof part === 'string' ? [] : part.refs,
    )
    expect(refs).toEqual(Object.keys(result.regions))
    expect(refs.length).toBeGreaterThan(0)
  })

  it('warns of text that the model takes for something else', async () => {
    const { context, out } = makeContext()
    const text = 'What </s> is USER: it?'
    expect(await ask({ image: join(folder, 'a.png'), text, json: true, maxTokens: '1' }, context)).toBe(0)
    expect(JSON.parse(out()).warnings).toEqual([
      { code: 'placeholder', message: '“</s>” means something to the model here' },
      { code: 'role-marker', message: '“USER:” means something to the model here' },
    ])
  })

  it('says what is wrong with its words', async () => {
    const { context } = makeContext()
    const wrong = (words: object) =>
      ask({ image: join(folder, 'a.png'), text: 'x', ...words }, context).catch((error: Error) => error.message)
    expect(await wrong({ text: 'What is {b0}?' })).toContain('{b0}')
    expect(await wrong({ box: ['1,2,3,4'] })).toContain('b0 is not mentioned')
    expect(await wrong({ box: ['1,2,3'], text: '{b0}' })).toContain('4 numbers')
    expect(await wrong({ text: ' ' })).toContain('--text is empty')
    expect(await wrong({ box: ['5,2,3,4'], text: '{b0}' })).toContain('x1 < x2')
    expect(await wrong({ temperature: 'hot' })).toContain('temperature')
    expect(await wrong({ model: 'other' })).toContain('other')
    expect(await wrong({ image: join(folder, 'no.png') })).toContain('missing')
  })
})

describe('deixis run', () => {
  const options = { maxTokens: 20, seed: 4, temperature: 1.2 }
  const request = (id: string, image: string, extra: object = {}): string =>
    `${JSON.stringify({
      id,
      image,
      regions: { p0: { point: [3, 4] } },
      turns: [{ role: 'user', parts: ['What is at ', { refs: ['p0'] }, '?'] }],
      options,
      ...extra,
    })}\n`
  const dialogue = [
    { role: 'user', parts: ['Where is ', { refs: ['p0'] }, '?'] },
    { role: 'assistant', parts: ['There.'] },
    { role: 'user', parts: ['And now?'] },
  ]
  const read = async (path: string) =>
    (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))

  it('answers line by line, reports bad lines, and goes on where it was cut off', async () => {
    const requests = join(folder, 'requests.jsonl')
    const out = join(folder, 'out.jsonl')
    await writeFile(
      requests,
      [
        request('one', 'a.png'),
        request('two', 'a.png', { turns: dialogue }),
        '{"id":"three","image":"a.png","turns":[{"role":"user","parts":[{"refs":["b9"]}]}]}\n',
        'not json\n',
        request('four', 'none.png'),
        '\n',
        request('one', 'b.jpg'),
        request('five', 'b.jpg', { regions: { p0: { point: [300, 4] } } }),
        request('six', 'b.jpg', { turns: [{ role: 'assistant', parts: ['x'] }] }),
      ].join(''),
    )
    const { context, notes } = makeContext()
    expect(await run({ requests, out }, context)).toBe(1)
    const results = await read(out)
    expect(results.map(({ id, error }) => [id, error && [error.code, error.line]])).toEqual([
      ['one', undefined],
      ['two', undefined],
      ['three', ['requests.bad-line', 3]],
      [null, ['requests.bad-line', 4]],
      ['four', ['image.not-found', 5]],
      ['one', ['requests.bad-line', 7]],
      ['five', undefined],
      ['six', ['engine.bad-request', 9]],
    ])
    expect(results[0].run.prompt).toBe('<image>USER: What is at [0.250,0.500]? ASSISTANT:')
    expect(results[1].run.prompt).toBe(
      '<image>USER: Where is [0.250,0.500]? ASSISTANT: There.</s>USER: And now? ASSISTANT:',
    )
    expect(results[1].run.cachedTokens).toBeGreaterThan(0)
    expect(results[6].warnings).toMatchObject([{ code: 'outside-image' }])
    expect(notes()).toContain('3 answered, 0 there already, 5 failed')

    const whole = await readFile(out, 'utf8')
    await writeFile(out, `${whole.split('\n').slice(0, 1).join('\n')}\n{"id":"two","te`)
    expect(await run({ requests, out }, makeContext().context)).toBe(1)
    const again = await read(out)
    const timeless = (lines: typeof results) => lines.map(({ id, text, parts, error }) => ({ id, text, parts, error }))
    expect(timeless(again)).toEqual(timeless(results))

    await appendFile(requests, request('seven', 'a.png'))
    const third = makeContext()
    expect(await run({ requests, out }, third.context)).toBe(1)
    expect(third.notes()).toContain('1 answered, 8 there already, 5 failed')
    expect((await read(out)).slice(0, -1)).toEqual(again)
  })

  it('succeeds when every request does, and refuses a file that is not its own', async () => {
    const requests = join(folder, 'good.jsonl')
    await writeFile(requests, request('one', 'a.png'))
    expect(await run({ requests, out: join(folder, 'good-out.jsonl') }, makeContext().context)).toBe(0)
    const precious = join(folder, 'precious.txt')
    await writeFile(precious, 'my notes\nof today')
    await expect(run({ requests, out: precious }, makeContext().context)).rejects.toMatchObject({
      code: 'export.write-failed',
    })
    expect(await readFile(precious, 'utf8')).toBe('my notes\nof today')
  })

  it('reads a byte order mark, and reports what is no text or would come back changed', async () => {
    const requests = join(folder, 'bytes.jsonl')
    const latin = request('latin', 'a.png').replace('What', 'caf\xe9')
    const huge = request('huge', 'a.png').replace('"huge"', '12345678901234567890')
    await writeFile(
      requests,
      Buffer.concat([
        Buffer.from(`\uFEFF${request('one', 'a.png')}`),
        Buffer.from(latin, 'latin1'),
        Buffer.from(huge),
        Buffer.from(request('cut', 'a.png').trimEnd()),
      ]),
    )
    const out = join(folder, 'bytes-out.jsonl')
    expect(await run({ requests, out }, makeContext().context)).toBe(1)
    expect((await read(out)).map(({ id, error }) => [id, error?.message, error?.detail])).toEqual([
      ['one', undefined, undefined],
      [null, 'It is not UTF-8 text.', undefined],
      [null, 'It does not describe a question.', expect.stringContaining('below 2^53')],
      ['cut', undefined, undefined],
    ])
  })

  it('writes the same file with one process and with three', async () => {
    const requests = join(folder, 'many.jsonl')
    const images = ['a.png', 'a.png', 'b.jpg', 'none.png', 'a.png', 'b.jpg', 'b.jpg']
    const lines = Array.from({ length: 42 }, (_, i) => request(`r${i}`, images[i % images.length] as string))
    await writeFile(requests, lines.join(''))
    const said = []
    for (const processes of ['1', '3']) {
      const out = join(folder, `many-${processes}.jsonl`)
      expect(await run({ requests, out, processes }, makeContext().context)).toBe(1)
      said.push((await read(out)).map(({ id, text, parts, regions, error }) => ({ id, text, parts, regions, error })))
    }
    expect(said[1]).toEqual(said[0])
    expect(said[0]?.map(({ id }) => id)).toEqual(lines.map((_, i) => `r${i}`))
    const wrong = run({ requests, out: join(folder, 'x.jsonl'), processes: 'two' }, makeContext().context)
    await expect(wrong).rejects.toThrow(/--processes takes a whole number/)
  })

  it('lets one process at a time write results, and does not take requests for results', async () => {
    const requests = join(folder, 'lock.jsonl')
    await writeFile(requests, request('one', 'a.png'))
    const out = join(folder, 'lock-out.jsonl')
    const first = await openResults(out)
    await expect(run({ requests, out }, makeContext().context)).rejects.toThrow(/Another run \(process \d+\)/)
    await first.close()
    expect(await run({ requests, out }, makeContext().context)).toBe(0)
    await expect(run({ requests, out: requests }, makeContext().context)).rejects.toThrow(/something else than results/)
    await expect(run({ requests: folder, out }, makeContext().context)).rejects.toThrow(/no requests file/)
  })

  it('stops when it is interrupted', async () => {
    const requests = join(folder, 'stop.jsonl')
    await writeFile(requests, Array.from({ length: 30 }, (_, i) => request(`r${i}`, 'a.png')).join(''))
    const stop = new AbortController()
    const { context } = makeContext(stop.signal)
    setTimeout(() => stop.abort(), 10)
    const out = join(folder, 'stop-out.jsonl')
    expect(await run({ requests, out }, context)).toBe(130)
    expect((await readFile(out, 'utf8')).includes('error')).toBe(false)
  })
})

describe('deixis validate, stats and convert', () => {
  it('take formats that are only read, and the names that people gave their fields', async () => {
    const input = join(folder, 'vqa.jsonl')
    await writeFile(input, `${JSON.stringify({ image: 'a.png', width: 9, height: 9, ask: 'How many?', said: 3 })}\n`)
    const format = 'x-anylabeling-vqa'
    const pair = { question: 'ask', answer: 'said' }
    const unnamed = makeContext()
    expect(await validate({ input, format }, unnamed.context)).toBe(1)
    expect(unnamed.notes()).toContain('error no-pair')
    const named = makeContext()
    expect(await validate({ input, format, ...pair }, named.context)).toBe(0)
    expect(named.out()).toBe('1 records in 1 lines: 0 errors, 0 losses, 0 warnings\n')
    const counted = makeContext()
    await stats({ input, format, json: true }, counted.context)
    expect(JSON.parse(counted.out())).toBeDefined()
    const output = join(folder, 'vqa-llava.json')
    expect(await convert({ input, output, from: format, to: 'llava', ...pair }, makeContext().context)).toBe(0)
    expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject([
      { conversations: [{ value: '<image>\nHow many?' }, { value: '3' }] },
    ])
    const half = validate({ input, format, question: 'ask' }, makeContext().context)
    await expect(half).rejects.toMatchObject({ code: 'rpc.bad-input', message: expect.stringContaining('give both') })
  })
})
