import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningModel } from '../electron/engine/running-model.ts'
import { writeScenes } from '../scenes/write-scenes.ts'
import { type TimedToken, timedTokens } from './engine-ours.ts'

const scenes = 6
const rounds = 8

/**
 * Time per box over composed scenes, best round of each question; null when the model draws none. One side is the app's way
 * (grammar, forced tokens riding along, drafts), the other free decoding: no grammar, no drafts, one run per token.
 */
export async function compareBoxes(model: RunningModel, work: string): Promise<number | null> {
  const out = join(work, 'scenes')
  writeScenes({ out, count: scenes, seed: 7 })
  const lines = (await readFile(join(out, 'requests.jsonl'), 'utf8')).trim().split('\n')
  let free = 0
  let forced = 0
  let boxes = 0
  for (const line of lines) {
    const { image, turns } = JSON.parse(line) as { image: string; turns: { parts: unknown[] }[] }
    const parts = turns[0]?.parts ?? []
    if (parts.some((part) => typeof part !== 'string')) continue
    const { template } = model.manifest
    const job = {
      imagePath: join(out, image),
      prompt: template.image + template.user.replace('{text}', parts.join('')),
    }
    const times = { free: Number.POSITIVE_INFINITY, forced: Number.POSITIVE_INFINITY }
    for (let round = 0; round < rounds; round++) {
      // Neither always comes first.
      for (const constrained of round % 2 === 0 ? [false, true] : [true, false]) {
        const took =
          boxMs(await timedTokens({ ...model, drafts: constrained }, job, { maxTokens: 60, constrained })) ??
          Number.POSITIVE_INFINITY
        if (constrained) times.forced = Math.min(times.forced, took)
        else times.free = Math.min(times.free, took)
      }
    }
    if (!Number.isFinite(times.free + times.forced)) continue
    free += times.free
    forced += times.forced
    boxes++
  }
  if (boxes === 0) {
    console.error('boxes: the model draws none, nothing to compare')
    return null
  }
  console.error(
    `${boxes} boxes: ${(free / boxes).toFixed(1)} ms free and undrafted, ${(forced / boxes).toFixed(1)} ms under the grammar and drafted`,
  )
  return forced / free
}

/** From the token before the first bracket to the one that closes it, per shape in the bracket. */
function boxMs(tokens: readonly TimedToken[]): number | null {
  const open = tokens.findIndex(({ text }) => text.includes('['))
  const close = tokens.findIndex(({ text }, at) => at > open && text.includes(']'))
  const before = tokens[open - 1]
  const last = tokens[close]
  if (open < 1 || !before || !last) return null
  const shapes = tokens.slice(open, close).filter(({ text }) => text.startsWith(';')).length + 1
  return (last.at - before.at) / shapes
}
