import * as v from 'valibot'
import { fillShikraItem } from '../../../shared/dataset/formats/shikra-item.ts'
import { readShikraRow, shikraLoaders } from '../../../shared/dataset/formats/shikra-rows.ts'
import { vicunaLossText } from '../../../shared/dataset/loss-text.ts'
import { shikra } from '../../../shared/dialects/shikra.ts'
import { decodeShikraBins, encodeShikraBins } from '../../../shared/dialects/shikra-bins.ts'
import { readAsShikra, shikraRecAnswer } from '../../../shared/dialects/shikra-upstream.ts'
import { promptOf } from '../../../shared/dialogue/prompt.ts'
import { writeTurn } from '../../../shared/dialogue/write-turn.ts'
import { fromSquareUnit, letterbox } from '../../../shared/geometry/letterbox.ts'
import { CaseProblem, type Check, field, type KindCase, KindTurn } from './case.ts'
import { regionTable, shapesOf, sizeOf, turnsOf, vectorImageId } from './kind-dialogue.ts'

const strings = v.array(v.string())

function encode(vector: KindCase): Check[] {
  const context = { dialect: shikra, size: sizeOf(vector), imageId: vectorImageId, regions: regionTable(vector) }
  const written = turnsOf(vector).map((turn) => writeTurn(turn, context))
  const problems = written.flatMap((turn) => turn.problems)
  if (vector.expected_error !== undefined) {
    const refused = problems.some((problem) => problem.severity === 'error')
    return [{ what: 'refused', expected: true, received: refused }]
  }
  const checks: Check[] = [
    { what: 'turns', expected: field(vector, 'expected_turns', strings), received: written.map((turn) => turn.text) },
  ]
  if (vector.upstream_error !== undefined) {
    checks.push({ what: 'reported', expected: true, received: problems.some((problem) => problem.code === 'brace') })
  }
  return checks
}

function prompt(vector: KindCase): Check[] {
  const turns = turnsOf(vector)
  const built = promptOf({
    turns,
    regions: regionTable(vector),
    image: { ...sizeOf(vector), id: vectorImageId },
    dialect: shikra,
  })
  const open = turns.at(-1)?.role === 'user' ? [''] : []
  const checks: Check[] = [
    { what: 'prompt', expected: field(vector, 'expected_prompt', v.string()), received: built.prompt },
  ]
  if (vector.expected_turns !== undefined) {
    const received = [...built.turns.map((turn) => turn.text), ...open]
    checks.push({ what: 'turns', expected: vector.expected_turns, received })
  }
  if (vector.expected_prompt_expanded !== undefined) {
    const picture = `<im_start>${'<im_patch>'.repeat(256)}<im_end>`
    const received = built.prompt.replaceAll('<image>', picture)
    checks.push({ what: 'expanded prompt', expected: vector.expected_prompt_expanded, received })
  }
  return checks
}

function row(vector: KindCase): Check[] {
  const name = field(vector, 'loader', v.string())
  const loader = shikraLoaders.find((known) => known === name)
  if (loader === undefined) throw new CaseProblem(`the loader ${name} is not implemented`)
  const settings = v.parse(v.looseObject({ version: v.optional(v.string()) }), vector.loader_args ?? {})
  const template = field(vector, 'template', v.string())
  const line = field(vector, 'expected_jsonl', v.string())
  const parsed: unknown = JSON.parse(line)
  const reading =
    settings.version === undefined ? { loader, template } : { loader, template, version: settings.version }
  const item = readShikraRow(parsed, reading)
  if (!item.ok) throw new CaseProblem(item.error)
  const filled = fillShikraItem(item.value, sizeOf(vector))
  if (!filled.ok) throw new CaseProblem(filled.error)
  return [
    { what: 'row', expected: vector.expected_row, received: parsed },
    {
      what: 'turns',
      expected: field(vector, 'expected_turns', strings),
      received: filled.value.map((turn) => turn.text),
    },
  ]
}

function loss(vector: KindCase): Check[] {
  const built = promptOf({
    turns: turnsOf(vector),
    regions: regionTable(vector),
    image: { ...sizeOf(vector), id: vectorImageId },
    dialect: shikra,
  })
  const expected = field(vector, 'expected_loss_text', strings)
  return [{ what: 'loss', expected, received: vicunaLossText(built.prompt) }]
}

function decode(vector: KindCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  const frame = letterbox(sizeOf(vector))
  const { boxes, points } = readAsShikra(text)
  const pixels = (group: readonly number[]): number[] =>
    Array.from({ length: group.length / 2 }, (_, i) => {
      const at = fromSquareUnit(frame, { x: group[2 * i] ?? 0, y: group[2 * i + 1] ?? 0 })
      return [at.x, at.y]
    }).flat()
  const inPixels = (mentions: typeof boxes): number[][][] => mentions.map((mention) => mention.map(pixels))
  const received: Record<string, unknown> = {
    expected_boxes_norm: boxes,
    expected_points_norm: points,
    expected_boxes_px: inPixels(boxes),
    expected_points_px: inPixels(points),
    expected_rec_answer: shikraRecAnswer(text),
  }
  return Object.entries(received)
    .filter(([name]) => vector[name] !== undefined)
    .map(([name, value]) => ({ what: name, expected: vector[name], received: value, tolerance: 1e-6 }))
}

function encodeTokens(vector: KindCase): Check[] {
  const shapes = new Map(shapesOf(vector))
  const size = sizeOf(vector)
  const texts = field(vector, 'turns', v.array(KindTurn)).map((turn) =>
    turn.parts
      .map((part) => {
        if (typeof part === 'string') return part
        if ('image' in part) return '<image>'
        return encodeShikraBins(
          part.refs.flatMap((ref) => shapes.get(ref) ?? []),
          size,
        )
      })
      .join(''),
  )
  const checks: Check[] = [{ what: 'turns', expected: field(vector, 'expected_turns', strings), received: texts }]
  if (vector.expected_decode_norm !== undefined) {
    const received = texts.flatMap(decodeShikraBins)
    checks.push({ what: 'read back', expected: vector.expected_decode_norm, received, tolerance: 1e-9 })
  }
  return checks
}

/** How each kind of case of `shikra.json` is run. */
export const shikraKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = {
  encode,
  'encode-tokens': encodeTokens,
  prompt,
  row,
  loss,
  decode,
}
