import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSampleDocument } from '../dataset/sample-document.ts'
import type { Region } from '../dialogue/region.ts'
import type { DialogueId, ImageId, RegionId, TurnId } from '../ids.ts'
import type { RecordChange } from './document.ts'
import { createFactsIndex, noFacts } from './image-facts.ts'

const here = 'a' as ImageId
const box = { kind: 'box', x1: 0, y1: 0, x2: 10, y2: 10 } as const

function region(id: string, more: Partial<Region> = {}): Region {
  const base = { id: id as RegionId, imageId: here, number: 1, shape: box, label: 'dog', createdAt: 1 }
  return { ...base, origin: 'human', ...more }
}

function put(after: Region): RecordChange {
  return { table: 'regions', id: after.id, before: null, after }
}

describe('facts of images', () => {
  it('what a batch asked is nobody’s work; a message after it is', () => {
    const index = createFactsIndex()
    const asked = (id: string, order: number): RecordChange => ({
      table: 'turns',
      id,
      before: null,
      after: {
        id: id as TurnId,
        dialogueId: 'd' as DialogueId,
        order,
        role: 'user',
        parts: [],
        origin: 'human',
        review: 'open',
        createdAt: 1,
      },
    })
    const dialogue = { id: 'd' as DialogueId, imageIds: [here], title: '', kind: 'chat' as const, createdAt: 1 }
    index.take([{ table: 'dialogues', id: 'd', before: null, after: { ...dialogue, batch: 'b' } }, asked('q1', 1)])
    expect([index.of('a').state, index.of('a').turns]).toEqual(['todo', 1])
    index.take([asked('q2', 3)])
    expect(index.of('a').state).toBe('doing')
  })

  it('count regions, labels, open proposals and how well corrected ones cover', () => {
    const index = createFactsIndex()
    const proposal = { turnId: 't' as TurnId, predicted: box, judgement: 'open' as const, confidence: 0.25 }
    const half = { ...box, x2: 5 }
    expect(index.take([put(region('r1', { origin: 'model', proposal }))])).toEqual(new Set(['a']))
    expect(index.of('a').state).toBe('todo')
    index.take([put(region('r2', { origin: 'model', shape: half, proposal: { ...proposal, judgement: 'corrected' } }))])
    const facts = index.of('a')
    expect(facts).toEqual({
      ...noFacts,
      state: 'doing',
      regions: 2,
      boxes: 2,
      open: 1,
      predictions: 2,
      labels: new Map([['dog', 2]]),
      scores: [0.25, 0.25],
      ious: [0.5],
    })
    expect(index.of('a')).toBe(facts)
    index.take([put(region('r9', { imageId: 'b' as ImageId, label: 'cat' }))])
    expect(index.of('a')).toBe(facts)
    expect([...index.labels()]).toEqual([
      ['dog', 2],
      ['cat', 1],
    ])
  })

  it('follow a mark, and what was drawn where there is none', () => {
    const index = createFactsIndex()
    index.take([{ table: 'marks', id: 'a', before: null, after: { id: here, state: 'fix', split: 'val', seconds: 7 } }])
    expect(index.of('a')).toEqual({ ...noFacts, state: 'fix', split: 'val', seconds: 7 })
    index.take([{ table: 'marks', id: 'a', before: null, after: { id: here, seconds: 7 } }, put(region('r1'))])
    expect(index.of('a').state).toBe('doing')
  })

  it('count turns of an image, also when its dialogue comes after them', () => {
    const document = createSampleDocument({
      regions: { b0: box },
      dialogues: [{ turns: [{ parts: ['Where is ', ['b0'], '?'] }, { parts: ['Here'], model: [] }] }],
    })
    const turns = Object.values(document.turns).map((after): RecordChange => {
      return { table: 'turns', id: after.id, before: null, after }
    })
    const dialogues = Object.values(document.dialogues).map((after): RecordChange => {
      return { table: 'dialogues', id: after.id, before: null, after }
    })
    const [imageId = ''] = Object.keys(document.images)
    const index = createFactsIndex()
    index.take([...turns, ...dialogues])
    expect(index.of(imageId)).toMatchObject({ dialogues: 1, turns: 2, mentions: 1, state: 'doing' })
    index.take(dialogues.map((change) => ({ ...change, after: null }) as RecordChange))
    expect(index.of(imageId)).toEqual(noFacts)
  })

  it('end at the same facts by any way to the same records', () => {
    const images = ['a', 'b', 'c'] as ImageId[]
    const step = fc.record({
      id: fc.constantFrom('r1', 'r2', 'r3'),
      imageId: fc.constantFrom(...images),
      label: fc.constantFrom('', 'dog', 'cat'),
      gone: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const index = createFactsIndex()
        const last = new Map<string, Region>()
        for (const { id, imageId, label, gone } of steps) {
          const after = region(id, { imageId, label })
          if (gone) last.delete(id)
          else last.set(id, after)
          index.take([gone ? { table: 'regions', id, before: null, after: null } : put(after)])
          for (const each of images) index.of(each)
        }
        const fresh = createFactsIndex()
        fresh.take([...last.values()].map(put))
        expect(images.map((id) => index.of(id))).toEqual(images.map((id) => fresh.of(id)))
        expect(new Map(index.labels())).toEqual(new Map(fresh.labels()))
      }),
    )
  })
})
