import * as v from 'valibot'
import { florence2, florenceTokens } from '../../../shared/dialects/florence2.ts'
import { florenceAnswer, florencePrompt } from '../../../shared/dialects/florence2-upstream.ts'
import { shapeNumbers } from '../../../shared/dialects/mention.ts'
import { CaseProblem, type Check, field, type OpCase } from './case.ts'
import { fieldChecks, type OpTable, opRegions, opSize, toleranceOf } from './op-fields.ts'

const Corners = v.object({
  kind: v.picklist(['quad', 'polygon']),
  points: v.array(v.tuple([v.number(), v.number()])),
  label: v.optional(v.string(), ''),
})

type Piece = { readonly label: string; readonly tokens: string; readonly kind: string }

function piecesOf(vector: OpCase): Piece[] {
  const size = opSize(vector)
  return (vector.regions ?? []).map((region) => {
    const corners = v.safeParse(Corners, region)
    if (corners.success) {
      const { kind, points, label } = corners.output
      return { label, kind, tokens: florenceTokens(points.flat(), size) }
    }
    const [one] = opRegions({ ...vector, regions: [region] })
    if (one?.shape.kind !== 'box') throw new CaseProblem('Florence-2 text has no points')
    return { label: one.label ?? '', kind: 'box', tokens: florenceTokens(shapeNumbers(one.shape), size) }
  })
}

/** Regions of one label follow it; several polygons of a label are each marked. Quads carry their text one by one. */
function answerText(pieces: readonly Piece[]): string {
  let text = ''
  let label: string | undefined
  for (const [index, piece] of pieces.entries()) {
    const isSame = piece.label === label && piece.kind !== 'quad'
    const hasTwin = [pieces[index - 1], pieces[index + 1]].some((near) => near?.label === piece.label)
    const tokens = piece.kind === 'polygon' && hasTwin ? `<poly>${piece.tokens}</poly>` : piece.tokens
    text += (isSame ? '' : piece.label) + tokens
    label = piece.label
  }
  return text
}

function ownText(vector: OpCase): string {
  const regions = opRegions(vector)
  let text = ''
  for (let from = 0; from < regions.length; ) {
    const phrase = regions[from]?.label
    let to = from + 1
    while (to < regions.length && regions[to]?.label === phrase) to++
    const shapes = regions.slice(from, to).map(({ shape }) => shape)
    const context = phrase === undefined ? {} : { phrase }
    const written = florence2.encode(shapes, opSize(vector), { role: 'assistant', ...context })
    text += written.ok ? written.value : written.error.message
    from = to
  }
  return text
}

function format(vector: OpCase): Check[] {
  const accepted = [vector.expected_text, ...v.parse(v.optional(v.array(v.string()), []), vector.also_accept)]
  const against = (what: string, received: string): Check => ({
    what,
    expected: accepted.includes(received) ? received : vector.expected_text,
    received,
  })
  const pieces = piecesOf(vector)
  const checks = [against('text', answerText(pieces))]
  if (pieces.every((piece) => piece.kind === 'box')) checks.push(against('the dialect’s own text', ownText(vector)))
  return checks
}

function prompt(vector: OpCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  const task = vector.task === undefined ? '' : field(vector, 'task', v.string())
  const sentence = florencePrompt(text)
  const checks = fieldChecks(vector, {
    expected_text: () => (sentence.ok ? sentence.value : sentence.error),
    expected_error: () => (sentence.ok ? sentence.value : sentence.error),
  })
  if (vector.regions === undefined) return checks
  return [...checks, { what: 'input', expected: text, received: task + answerText(piecesOf(vector)) }]
}

function parse(vector: OpCase): Check[] {
  const [task, text] = [field(vector, 'task', v.string()), field(vector, 'input_text', v.string())]
  const size = opSize(vector)
  return fieldChecks(
    vector,
    {
      expected: () => florenceAnswer(task, text, size, 'float'),
      expected_float: () => florenceAnswer(task, text, size, 'float'),
      expected_int: () => florenceAnswer(task, text, size, 'int'),
    },
    toleranceOf(vector),
  )
}

/** How each operation of `florence2.json` is run. */
export const florence2Ops: OpTable = { format, prompt, parse }
