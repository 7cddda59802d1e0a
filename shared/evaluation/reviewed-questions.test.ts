import { describe, expect, it } from 'vitest'
import { box, createSampleDocument, point, type SampleTurn } from '../dataset/sample-document.ts'
import { shikra } from '../dialects/shikra.ts'
import { reviewedQuestions } from './reviewed-questions.ts'

const regions = { b0: box(100, 200, 400, 600), b1: box(500, 0, 600, 100), p0: point(250, 350) }

function from(...turns: SampleTurn[]) {
  return reviewedQuestions(createSampleDocument({ regions, dialogues: [{ turns }] }), shikra)
}

/** Task, form and expectation of a question with this answer. */
function taskOf(question: SampleTurn['parts'], answer: SampleTurn['parts']) {
  const [first] = from({ parts: question }, { parts: answer }).questions
  return first && [first.question.task, first.question.form, first.question.expect]
}

describe('reviewedQuestions', () => {
  it('tells the task from the question and its answer', () => {
    expect(taskOf(['Where is the cup?'], ['The cup', ['b0'], '.'])).toEqual([
      'rec',
      'one',
      { kind: 'boxes', name: null, boxes: [[100, 200, 400, 600]] },
    ])
    expect(taskOf(['Where are they?'], ['There', ['b0', 'b1'], '.'])).toMatchObject(['rec', 'several', {}])
    expect(taskOf(['What is there?'], ['A cup', ['b0'], ' and a hat', ['b1'], '.'])).toMatchObject([
      'caption',
      'plain',
      {
        kind: 'boxes',
        boxes: [
          [100, 200, 400, 600],
          [500, 0, 600, 100],
        ],
      },
    ])
    expect(taskOf(['Where is the cat?'], ['There is no cat.'])).toEqual(['rec', 'absent', { kind: 'absent', name: '' }])
    expect(taskOf(['What is', ['b0'], '?'], ['A cup.'])).toEqual(['reg', 'plain', { kind: 'words', text: 'A cup.' }])
    expect(taskOf(['What is', ['p0'], '?'], ['A cup.'])).toMatchObject(['pointqa', 'plain', {}])
    expect(taskOf(['What is beside', ['b0'], '?'], ['This', ['b1'], '.'])).toMatchObject(['boxqa', 'plain', {}])
    expect(taskOf(['How many?'], ['The cups', ['b0', 'b1'], ': 2.'])).toEqual([
      'count',
      'shown',
      { kind: 'number', value: 2 },
    ])
    expect(taskOf(['How many?'], ['3 cups.'])).toEqual(['count', 'direct', { kind: 'number', value: 3 }])
    expect(taskOf(['Which quarter?'], ['The cup', ['b0'], ': top left.'])).toEqual([
      'chessboard',
      'shown',
      { kind: 'quarter', value: 'top left' },
    ])
    expect(taskOf(['Is there a cup?'], ['Yes, the cup', ['b0'], '.'])).toMatchObject([
      'exists',
      'shown',
      { value: true },
    ])
    expect(taskOf(['Is it left?'], ['The cup', ['b0'], ', it', ['b1'], ': no.'])).toMatchObject([
      'relation',
      'shown',
      { kind: 'truth', value: false },
    ])
    expect(taskOf(['Why?'], ['Nobody knows.'])).toMatchObject(['text', 'plain', { text: 'Nobody knows.' }])
  })

  it('takes what a person wrote or reviewed, with the reviewed answers before it', () => {
    const { questions, skipped } = from(
      { parts: ['Where is the cup?'] },
      { parts: ['The cup', ['b0'], '.'], model: ['b0'], review: 'reviewed', judgement: 'accepted' },
      { parts: ['And the cat?'] },
      { parts: ['There is no cat.'], model: [] },
      { parts: ['What is', ['b1'], '?'] },
      { parts: ['A hat.'] },
    )
    expect(skipped).toBe(0)
    expect(questions.map(({ question, turns }) => [question.id, question.turn, turns.map(({ id }) => id)])).toEqual([
      ['d0t1', 1, ['d0t0']],
      ['d0t5', 2, ['d0t0', 'd0t1', 'd0t4']],
    ])
    expect(questions[1]?.regions.map(({ id }) => id)).toEqual(['b0', 'b1'])
    expect(questions[0]?.question).toMatchObject({ image: 'a.jpg', answer: 'The cup[0.100,0.300,0.400,0.700].' })
  })

  it('leaves out what was rejected and counts what cannot be asked', () => {
    expect(from({ parts: ['Q'] }, { parts: ['A'], review: 'rejected' })).toEqual({ questions: [], skipped: 0 })
    const proposed = { parts: ['The cup', ['b0']], model: ['b0'], review: 'reviewed', judgement: 'rejected' } as const
    expect(from({ parts: ['Q'] }, proposed)).toEqual({ questions: [], skipped: 0 })
    expect(from({ parts: ['Where?'] }, { parts: ['Here', ['gone']] })).toEqual({ questions: [], skipped: 1 })
    expect(from({ parts: ['Where?'] }, { parts: ['Here', ['p0']] })).toEqual({ questions: [], skipped: 1 })
    expect(from({ parts: ['A hat.'], role: 'assistant' })).toEqual({ questions: [], skipped: 1 })
  })
})
