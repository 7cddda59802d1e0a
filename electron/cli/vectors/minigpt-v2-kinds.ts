import * as v from 'valibot'
import { minigptV2, minigptWords } from '../../../shared/dialects/minigpt-v2.ts'
import {
  minigptIdentify,
  minigptRefer,
  readMinigptDemo,
  readMinigptRec,
} from '../../../shared/dialects/minigpt-v2-upstream.ts'
import { joinTurns, placeImage, type WrittenTurn } from '../../../shared/dialogue/prompt.ts'
import { CaseProblem, type Check, field, type KindCase } from './case.ts'
import { shapesOf, sizeOf } from './kind-dialogue.ts'

const Row = v.looseObject({ instruction: v.string(), answer: v.string() })

/** The wording of the templates is upstream's and stays with the case: here it is what stands around the part that is filled in. */
function templateOf(instruction: string, filled: string): string {
  const asked = /^<Img><ImageHere><\/Img> \[(?:refer|identify)\] (.*) $/.exec(instruction)?.[1] ?? ''
  const at = asked.lastIndexOf(filled)
  if (at < 0) throw new CaseProblem(`“${filled}” does not stand in the instruction of the case`)
  return `${asked.slice(0, at)}{}${asked.slice(at + filled.length)}`
}

function encode(vector: KindCase): Check[] {
  const size = sizeOf(vector)
  const [first] = shapesOf(vector)
  if (first === undefined) throw new CaseProblem('the case has no region')
  const [, box] = first
  const phrase = field(vector, 'phrase', v.string())
  const refer = field(vector, 'expected_refer', Row)
  const identify = field(vector, 'expected_identify', Row)
  const written = minigptV2.encode([box], size)
  const text = written.ok ? written.value : written.error.message
  return [
    { what: 'text', expected: vector.expected_region_text, received: text },
    {
      what: 'refer',
      expected: [refer.instruction, refer.answer],
      received: minigptRefer(templateOf(refer.instruction, minigptWords(phrase)), phrase, box, size),
    },
    {
      what: 'identify',
      expected: [identify.instruction, identify.answer],
      received: minigptIdentify(templateOf(identify.instruction, text), phrase, box, size),
    },
  ]
}

function prompt(vector: KindCase): Check[] {
  const texts =
    vector.turns === undefined ? [field(vector, 'input_text', v.string())] : field(vector, 'turns', v.array(v.string()))
  const turns = texts.map((text, index): WrittenTurn => ({ role: index % 2 === 0 ? 'user' : 'assistant', text }))
  const { template } = minigptV2
  const received = joinTurns(placeImage(turns, template), template).replace('<image>', '<ImageHere>')
  return [{ what: 'prompt', expected: vector.expected_prompt, received }]
}

function decode(vector: KindCase): Check[] {
  const text = field(vector, 'input_text', v.string())
  const size = sizeOf(vector)
  const scored = readMinigptRec(text, size)
  const shown = readMinigptDemo(text, size)
  const boxes = shown?.mode === 'all' ? Object.fromEntries(shown.boxes) : (shown?.boxes ?? null)
  return [
    {
      what: 'evaluation',
      expected: vector.expected_rec,
      received: { accepted: scored !== null, box_px: scored },
      tolerance: 1e-6,
    },
    {
      what: 'demo',
      expected: vector.expected_demo,
      received: { mode: shown?.mode ?? null, entities_px: boxes },
      tolerance: 1e-6,
    },
  ]
}

/** How each kind of case of `minigpt-v2.json` is run. */
export const minigptV2Kinds: Readonly<Record<string, (vector: KindCase) => Check[]>> = { encode, prompt, decode }
