import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { EvaluationQuestion } from './expected-answer.ts'
import { createJudge, type Judged } from './judge.ts'
import { EvaluationReport, makeReport, type ReportFacts } from './report.ts'
import { saidFromResult } from './said-answer.ts'
import { shareOf } from './share.ts'

const judge = createJudge([])
const facts: ReportFacts = {
  appVersion: '1.2.3',
  startedAt: '2026-01-02T03:04:05.000Z',
  model: null,
  source: { kind: 'requests', file: 'requests.jsonl' },
  total: 9,
  stopped: true,
  failures: [{ code: 'engine.crashed', message: 'gone', n: 1 }],
  skipped: 2,
}

/** A question for the box 0 0 100 100, answered with a box of this height; null for no answer. */
function row(id: string, height: number | null, more: { task?: string; unread?: boolean; ms?: number } = {}): Judged {
  const question: EvaluationQuestion = {
    id,
    image: 'a.png',
    size: { width: 200, height: 200 },
    task: more.task ?? 'rec',
    form: 'one',
    answer: 'There.',
    expect: { kind: 'boxes', name: null, boxes: [[0, 0, 100, 100]] },
  }
  if (height === null) return judge(question, null)
  const shape = { kind: 'box', x1: 0, y1: 0, x2: 100, y2: height } as const
  const said = { text: 'Here', parts: ['Here', { shapes: [shape] }], unread: more.unread ?? false, ms: more.ms ?? null }
  return judge(question, said)
}

const silent = () => ({ text: '', shapes: [] })

describe('makeReport', () => {
  it('counts what was asked, what has no answer, and what cannot be read', () => {
    const rows = [row('a', 100, { ms: 1000 }), row('b', 3, { unread: true, ms: 3000 }), row('c', null)]
    const report = makeReport(facts, rows, 10, silent)
    expect(v.parse(EvaluationReport, JSON.parse(JSON.stringify(report)))).toEqual(report)
    const { asked, missing, invalid, seconds, total, stopped } = report
    expect({ asked, missing, invalid, total, stopped }).toEqual({
      asked: 3,
      missing: 1,
      invalid: shareOf(1, 2),
      total: 9,
      stopped: true,
    })
    expect(seconds).toEqual({ n: 2, mean: 2, median: 3, p95: 3 })
  })

  it('has 20 bins of IoU; 1 is in the last, a miss in the first', () => {
    const { iou } = makeReport(facts, [row('a', 100), row('b', 95), row('c', 52), row('d', null)], 0, silent)
    expect(iou.bins).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2])
    expect([iou.n, iou.mean]).toEqual([4, 0.6175])
  })

  it('lists the worst, tasks taking turns, with what is needed to draw them', () => {
    const rows = [row('a', 100), row('b', 30), row('c', 10), row('d', null), row('e', 40, { task: 'boxqa' })]
    const told = makeReport(facts, rows, 3, (id) => ({ text: `Where is ${id}?`, shapes: [] })).worst
    expect(told.map(({ id, iou }) => [id, iou])).toEqual([
      ['d', 0],
      ['e', 0.4],
      ['c', 0.1],
    ])
    expect(told[2]).toEqual({
      id: 'c',
      image: 'a.png',
      width: 200,
      height: 200,
      task: 'rec',
      form: 'one',
      question: 'Where is c?',
      asked: [],
      expected: 'There.',
      expectedShapes: [{ kind: 'box', x1: 0, y1: 0, x2: 100, y2: 100 }],
      said: 'Here',
      saidShapes: [{ kind: 'box', x1: 0, y1: 0, x2: 100, y2: 10 }],
      iou: 0.1,
    })
    expect(told[0]).toMatchObject({ said: null, saidShapes: [] })
  })
})

describe('saidFromResult', () => {
  it('reads a line of a results file', () => {
    const line = {
      id: 7,
      text: 'The dog[…].',
      parts: ['The dog', { refs: ['r0', 'r1'] }, ' [0.1'],
      regions: { r0: { box: [1, 2, 3, 4] }, r1: { point: [5, 6] } },
      run: { totalMs: 12 },
    }
    expect(saidFromResult(line)).toEqual({
      id: '7',
      said: {
        text: 'The dog[…].',
        parts: [
          'The dog',
          {
            shapes: [
              { kind: 'box', x1: 1, y1: 2, x2: 3, y2: 4 },
              { kind: 'point', x: 5, y: 6 },
            ],
          },
          ' [0.1',
        ],
        unread: true,
        ms: 12,
      },
    })
    expect(saidFromResult({ id: 'a', error: { code: 'x' } })).toBeNull()
    expect(saidFromResult(null)).toBeNull()
  })
})
