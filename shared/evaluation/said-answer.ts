import * as v from 'valibot'
import type { Shape } from '../dialogue/region.ts'

/** What a model answered, read into words and places. Shapes are pixels of the upright picture. */
export type SaidAnswer = {
  readonly text: string
  readonly parts: readonly (string | { readonly shapes: readonly Shape[] })[]
  /** True when something looked like coordinates and could not be read. */
  readonly unread: boolean
  /** How long the model took, in milliseconds; null where nobody measured. */
  readonly ms: number | null
}

/** The words without the coordinates. */
export function wordsOf(said: SaidAnswer): string {
  return said.parts.map((part) => (typeof part === 'string' ? part : ' ')).join('')
}

/** Every shape in the order of the answer. */
export function shapesOf(said: SaidAnswer): Shape[] {
  return said.parts.flatMap((part) => (typeof part === 'string' ? [] : part.shapes))
}

const Place = v.object({
  box: v.optional(v.tuple([v.number(), v.number(), v.number(), v.number()])),
  point: v.optional(v.tuple([v.number(), v.number()])),
})

/** A line of a results file, as far as scoring needs it. */
const ResultLine = v.object({
  id: v.union([v.string(), v.number()]),
  text: v.string(),
  parts: v.array(v.union([v.string(), v.object({ refs: v.array(v.string()) })])),
  regions: v.record(v.string(), Place),
  run: v.optional(v.object({ totalMs: v.optional(v.number()) })),
})

/**
 * A line of a results file as `deixis run` writes it. Null for anything else, also for a line that tells of a failure. An open
 * bracket left in the words counts as unread.
 */
export function saidFromResult(line: unknown): { readonly id: string; readonly said: SaidAnswer } | null {
  const parsed = v.safeParse(ResultLine, line)
  if (!parsed.success) return null
  const { id, text, parts, regions, run } = parsed.output
  const read = parts.map((part) => (typeof part === 'string' ? part : { shapes: part.refs.flatMap(shapeAt) }))
  const unread = read.some((part) => typeof part === 'string' && part.includes('['))
  return { id: String(id), said: { text, parts: read, unread, ms: run?.totalMs ?? null } }

  function shapeAt(ref: string): Shape[] {
    const { box, point } = regions[ref] ?? {}
    if (box) return [{ kind: 'box', x1: box[0], y1: box[1], x2: box[2], y2: box[3] }]
    return point ? [{ kind: 'point', x: point[0], y: point[1] }] : []
  }
}
