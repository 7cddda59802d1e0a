import * as v from 'valibot'
import { type FerretMessage, fillFerretRow, writeFerretRow } from '../../../shared/dataset/formats/ferret-row.ts'
import type { DialectShape } from '../../../shared/dialects/dialect.ts'
import { ferret, ferretText } from '../../../shared/dialects/ferret.ts'
import {
  ferretDemoRegion,
  ferretDemoText,
  readFerretDemo,
  readFerretEvaluation,
} from '../../../shared/dialects/ferret-upstream.ts'
import { promptOf } from '../../../shared/dialogue/prompt.ts'
import { CaseProblem, type Check, field, type KindCase, KindTurn } from './case.ts'
import { regionTable, shapesOf, sizeOf, turnsOf, vectorImageId } from './kind-dialogue.ts'

const strings = v.array(v.string())

function onlyShape(vector: KindCase): DialectShape {
  const [first] = shapesOf(vector)
  if (first === undefined) throw new CaseProblem('the case has no region')
  return first[1]
}

function messages(vector: KindCase): FerretMessage[] {
  const shapes = new Map(shapesOf(vector))
  return field(vector, 'turns', v.array(KindTurn)).map(({ role, parts }) => ({
    role,
    pieces: parts.flatMap((part): FerretMessage['pieces'] => {
      if (typeof part === 'string') return [part]
      if ('image' in part) return []
      return [
        part.refs.flatMap((ref) => shapes.get(ref) ?? []).flatMap((shape) => (shape.kind === 'box' ? [shape] : [])),
      ]
    }),
  }))
}

function encode(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const asks = field(vector, 'user_region_as', v.picklist(['box', 'point']))
  const feature = field(vector, 'region_feature', v.boolean())
  const row = writeFerretRow(0, { ...size, file: 'img.jpg' }, messages(vector))
  const expected = field(vector, 'expected_turns', strings)
  const checks: Check[] = [
    { what: 'row', expected: vector.expected_row, received: row },
    { what: 'turns', expected, received: fillFerretRow(row, { asks, feature }).map((turn) => turn.text) },
  ]
  if (asks === 'box' && feature) {
    const image = { ...size, id: vectorImageId }
    const built = promptOf({ turns: turnsOf(vector), regions: regionTable(vector), image, dialect: ferret })
    checks.push({ what: 'turns of the dialect', expected, received: built.turns.map((turn) => turn.text) })
  }
  return checks
}

function demo(vector: KindCase): Check[] {
  return [
    {
      what: 'text',
      expected: vector.expected_text,
      received: ferretDemoRegion(onlyShape(vector), sizeOf(vector)),
    },
  ]
}

function compare(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const shape = onlyShape(vector)
  return [
    { what: 'training', expected: vector.expected_train, received: ferretText(shape, size) },
    { what: 'demo', expected: vector.expected_demo, received: ferretDemoText(shape, size) },
  ]
}

function prompt(vector: KindCase): Check[] {
  const image = { ...sizeOf(vector), id: vectorImageId }
  const built = promptOf({ turns: turnsOf(vector), regions: regionTable(vector), image, dialect: ferret })
  return [{ what: 'prompt', expected: vector.expected_prompt, received: built.prompt }]
}

function decode(vector: KindCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  const size = sizeOf(vector)
  const shown = readFerretDemo(text, size)
  const scored = readFerretEvaluation(text, size)
  return [
    {
      what: 'demo',
      expected: vector.expected_regex,
      received: { boxes_px: shown.boxes, text_parts: shown.texts, error: null },
    },
    {
      what: 'evaluation',
      expected: vector.expected_scanner,
      received:
        'stop' in scored
          ? { boxes_px: null, entities: null, error: scored.stop }
          : { boxes_px: scored.boxes, entities: scored.entities, error: null },
    },
  ]
}

/** How each kind of case of `ferret.json` is run. */
export const ferretKinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = {
  encode,
  'encode-demo': demo,
  'encode-compare': compare,
  prompt,
  decode,
}
