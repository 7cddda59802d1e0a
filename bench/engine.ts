import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadModel, type RunningModel } from '../electron/engine/running-model.ts'
import { compareBoxes } from './engine-boxes.ts'
import { compareQuestions, type Decoding, decodeOurs, type Job, jobFor } from './engine-ours.ts'
import { type Peer, torchPeer, transformersPeer } from './engine-peers.ts'

export type EngineFigures = {
  /** Our tokens per second divided by theirs; null where the peer is not there. */
  readonly decodeVsTransformersJs: number | null
  readonly decodeVsTorch: number | null
  /** Time to the first token of a second question on a picture, divided by that of the first. */
  readonly secondQuestionVsFirst: number
  /** Time from the opening to the closing bracket under the grammar, divided by that of free decoding. */
  readonly boxGrammarVsFree: number | null
}

const modelId = process.env.DEIXIS_BENCH_MODEL ?? 'deixis-1'
const programFolder = join(import.meta.dirname, '..')
const rounds = 5
const threads = 1

/** Everything in one run, side by side and with the same threads: compare ratios, not times. */
export async function measure(): Promise<EngineFigures> {
  const folder = process.env.DEIXIS_BENCH_FOLDER ?? join(programFolder, 'models', modelId)
  const model = await loadModel(modelId, folder, 'cpu', threads)
  const work = await mkdtemp(join(tmpdir(), 'deixis-bench-'))
  const peers: Record<string, Peer | null> = {}
  try {
    const job = await jobFor(model, join(programFolder, 'resources/samples/toys.jpg'))
    peers.transformersJs = await transformersPeer(model, folder, work, threads)
    peers.torch = await torchPeer(folder, threads)
    const [transformersJs, torch] = await race(model, job, [peers.transformersJs, peers.torch])
    return {
      decodeVsTransformersJs: transformersJs ?? null,
      decodeVsTorch: torch ?? null,
      secondQuestionVsFirst: await compareQuestions(model, job, rounds),
      boxGrammarVsFree: await compareBoxes(model, work),
    }
  } finally {
    for (const peer of Object.values(peers)) peer?.close()
    await model.graphs.release()
    await rm(work, { recursive: true })
  }
}

/** Takes turns, so that what else the machine does meets all; the best round of each counts. */
async function race(model: RunningModel, job: Job, peers: readonly (Peer | null)[]): Promise<(number | null)[]> {
  const ours: Decoding[] = []
  const theirs: Decoding[][] = peers.map(() => [])
  let running = peers
  for (let round = 0; round <= rounds; round++) {
    const decoding = await decodeOurs(model, job)
    const others: (Decoding | null)[] = []
    for (const peer of running) others.push(peer ? await peer.decode(job).catch((error) => dropped(peer, error)) : null)
    running = running.map((peer, i) => (others[i] ? peer : null))
    // The first round warms up.
    if (round === 0) continue
    ours.push(decoding)
    for (const [i, other] of others.entries()) if (other) theirs[i]?.push(other)
  }
  const best = fastest(ours)
  report('ours', best)
  return peers.map((peer, i) => {
    const all = theirs[i] ?? []
    if (!peer || all.length < rounds) return null
    const other = fastest(all)
    report(peer.name, other)
    // Behind the answer's end the model was never trained, and two logits may be equal but for rounding.
    const end = best.tokens.findIndex((token) => model.stopIds.has(token))
    const said = best.tokens.slice(0, end < 0 ? undefined : end)
    const same = said.every((token, at) => token === other.tokens[at])
    console.error(`  ${same ? 'the same answer as ours' : 'another answer than ours'} (${said.length} tokens)`)
    return best.tokensPerSecond / other.tokensPerSecond
  })
}

/** A peer that breaks off costs its own figure, not ours. */
function dropped(peer: Peer, error: unknown): null {
  console.error(`${peer.name}: not measured, ${error instanceof Error ? error.message : String(error)}`)
  return null
}

function fastest(decodings: readonly Decoding[]): Decoding {
  return decodings.reduce((best, next) => (next.tokensPerSecond > best.tokensPerSecond ? next : best))
}

function report(name: string, { tokensPerSecond, firstTokenMs }: Decoding): void {
  console.error(`${name}: ${tokensPerSecond.toFixed(0)} tokens/s, first token after ${firstTokenMs.toFixed(1)} ms`)
}
