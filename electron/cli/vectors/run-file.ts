import * as v from 'valibot'
import { CaseProblem, type Check, KindCase, matches, OpCase, VectorFile } from './case.ts'
import { chatspotKinds } from './chatspot-kinds.ts'
import { cogvlmKinds } from './cogvlm-kinds.ts'
import { ferretKinds } from './ferret-kinds.ts'
import { gpt4roiKinds } from './gpt4roi-kinds.ts'
import { kosmos2Kinds } from './kosmos-2-kinds.ts'
import { llavaKinds } from './llava-kinds.ts'
import { minigptV2Kinds } from './minigpt-v2-kinds.ts'
import { nextChatKinds } from './next-chat-kinds.ts'
import { runOpCase } from './op-cases.ts'
import { ospreyKinds } from './osprey-kinds.ts'
import { shikraKinds } from './shikra-kinds.ts'

/** A case that did not pass: where, and what differs; `reason` when it could not be run at all. */
type Failure =
  | { readonly id: string; readonly reason: string }
  | { readonly id: string; readonly what: string; readonly expected: unknown; readonly received: unknown }

export type Outcome = { readonly passed: number; readonly failures: readonly Failure[] }

const systems: Readonly<Record<string, Readonly<Record<string, (vector: KindCase) => Check[]>>>> = {
  shikra: shikraKinds,
  chatspot: chatspotKinds,
  'next-chat': nextChatKinds,
  llava: llavaKinds,
  osprey: ospreyKinds,
  gpt4roi: gpt4roiKinds,
  'minigpt-v2': minigptV2Kinds,
  'cogvlm-grounding': cogvlmKinds,
  ferret: ferretKinds,
  'kosmos-2': kosmos2Kinds,
}

function checksOf(system: string, vector: unknown, file: VectorFile['cases']): Check[] {
  const op = v.safeParse(OpCase, vector)
  if (op.success) return runOpCase(system, op.output, file)
  const kind = v.safeParse(KindCase, vector)
  if (!kind.success) throw new CaseProblem('the case has the form of neither vector layout')
  const kinds = systems[system]
  if (kinds === undefined) throw new CaseProblem(`the dialect ${system} is not implemented`)
  const run = Object.hasOwn(kinds, kind.output.kind) ? kinds[kind.output.kind] : undefined
  if (run === undefined) throw new CaseProblem(`cases of kind ${kind.output.kind} are not implemented for ${system}`)
  const checks = run(kind.output)
  if (checks.length === 0) throw new CaseProblem('the case expects nothing that this runner can compare')
  return checks
}

function runCase(system: string, id: string, vector: unknown, file: VectorFile['cases']): Failure[] {
  try {
    return checksOf(system, vector, file)
      .filter((check) => !matches(check.expected, check.received, check.tolerance))
      .map(({ what, expected, received }) => ({ id, what, expected, received }))
  } catch (thrown) {
    if (thrown instanceof CaseProblem) return [{ id, reason: thrown.message }]
    return [{ id, reason: `stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}` }]
  }
}

/** Lists of prompts by the name of their set, `{}` where a label goes; they are other people's words and come from their files. */
export const PromptTemplates = v.record(v.string(), v.array(v.string()))
export type PromptTemplates = v.InferOutput<typeof PromptTemplates>

/** Runs every case of a file of either layout. A file that is not a vector file is one failure. */
export function runVectorFile(text: string, templates: PromptTemplates = {}): Outcome {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { passed: 0, failures: [{ id: 'file', reason: 'not a JSON file' }] }
  }
  const file = v.safeParse(VectorFile, json)
  if (!file.success) return { passed: 0, failures: [{ id: 'file', reason: 'not a vector file' }] }
  let passed = 0
  const failures: Failure[] = []
  const given = Object.entries(templates).map(([set, list]) => ({ op: 'prompts', set, templates: list }))
  const all = [...file.output.cases, ...given]
  for (const [index, vector] of file.output.cases.entries()) {
    const found = runCase(file.output.system, vector.id ?? `case ${index + 1}`, vector, all)
    const [first] = found
    if (first === undefined) passed++
    else failures.push(first)
  }
  return { passed, failures }
}
