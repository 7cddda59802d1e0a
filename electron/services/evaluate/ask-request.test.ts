import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { AskFileRequest, toQuestion } from './ask-request.ts'

const picture = join(import.meta.dirname, '../../engine/pixels/fixtures/rgb.png')

function parse(extra: object): string | AskFileRequest {
  const turns = [{ role: 'user', parts: ['What is it?'] }]
  const parsed = v.safeParse(AskFileRequest, { id: 'a', image: 'a.png', turns, ...extra })
  return parsed.success ? parsed.output : `${v.getDotPath(parsed.issues[0])}: ${parsed.issues[0].message}`
}

function ask(extra: object) {
  const request = parse(extra)
  if (typeof request === 'string') throw new Error(request)
  return toQuestion(request, picture)
}

describe('AskFileRequest', () => {
  it.each([
    [{ regions: { b0: { box: [1, 2, 3, 4, 5] } } }, 'regions.b0'],
    [{ regions: { b0: { box: [1, 2, 3] } } }, 'regions.b0'],
    [{ regions: { p0: { point: [1, 2, 3] } } }, 'regions.p0'],
    [{ regions: { b0: { box: ['1', '2', '3', '4'] } } }, 'regions.b0'],
    [{ regions: { b0: { box: [3, 2, 1, 4] } } }, 'x1 < x2'],
    [{ regions: { b0: { box: [1, 2, 1, 4] } } }, 'x1 < x2'],
    [{ regions: { b0: { box: [1, 2, Number.POSITIVE_INFINITY, 4] } } }, 'finite'],
    [{ id: 2 ** 53 }, 'id: an id is a text or a whole number below 2^53'],
    [{ id: null }, 'id'],
    [{ turns: [] }, 'turns: there is no turn'],
    [{ turns: [{ role: 'system', parts: ['x'] }] }, 'turns.0.role'],
    [{ turns: [{ role: 'user', parts: [{ refs: [] }] }] }, 'turns.0.parts.0'],
    [{ options: { max_tokens: 3 } }, 'max_tokens'],
    [{ options: { maxTokens: -1 } }, 'options.maxTokens'],
  ])('refuses %j and names the place', (extra, place) => {
    expect(parse(extra)).toContain(place)
  })

  it('lets a line carry more of its own, and a number as its id', () => {
    expect(parse({ id: 7, split: 'test' })).toMatchObject({ id: 7, image: 'a.png' })
  })
})

describe('toQuestion', () => {
  it('leaves out regions that no turn mentions, and says so beside what reaches beyond the picture', async () => {
    const regions = { b0: { box: [1, 1, 500, 5] }, b1: { box: [-9, 1, 2, 3] }, p0: { point: [2, 3] } }
    const turns = [{ role: 'user', parts: ['Is ', { refs: ['p0'] }, ' in ', { refs: ['b0'] }, '?'] }]
    const { question, warnings } = await ask({ regions, turns })
    expect(question.regions.map(({ label, number }) => [label, number])).toEqual([
      ['b0', 1],
      ['p0', 2],
    ])
    expect(warnings.map(({ code, message }) => [code, message.split(' ', 4).join(' ')])).toEqual([
      ['outside-image', 'b0 reaches beyond the'],
      ['region-not-mentioned', 'no turn mentions b1,'],
    ])
  })

  it.each([[[]], [['']], [[' \n']], [[{ image: true }]]])('refuses a turn that says nothing: %j', async (parts) => {
    await expect(ask({ turns: [{ role: 'user', parts }] })).rejects.toThrow('Turn 1 says nothing.')
  })

  it('refuses a name that no region has', async () => {
    await expect(ask({ turns: [{ role: 'user', parts: [{ refs: ['b7'] }] }] })).rejects.toThrow('no region "b7"')
  })
})
