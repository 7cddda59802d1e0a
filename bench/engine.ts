import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadModel, type RunningModel } from '../electron/engine/running-model.ts'
import { compareBoxes } from './engine-boxes.ts'
import { compareInt8 } from './engine-int8.ts'
import { compareQuestions, type Decoding, decodeOurs, type Job, jobFor } from './engine-ours.ts'
import { ortPeer, type Peer, torchPeer, transformersPeer } from './engine-peers.ts'
import { compareProcesses } from './engine-processes.ts'

export type EngineFigures = {
  /** Tokens per second of the app's engine divided by theirs; null where the peer is not there. */
  readonly decodeVsTransformersJs: number | null
  readonly decodeVsOrtPython: number | null
  readonly decodeVsTorch: number | null
  /** The same with one run per token, as they do it: what drafting boxes adds is left out. */
  readonly undraftedVsTransformersJs: number | null
  readonly undraftedVsOrtPython: number | null
  /** Time to the first token of a second question on a picture, divided by that of the first. */
  readonly secondQuestionVsFirst: number
  /** The same of a first question on a picture that was prepared, as the page does when it is opened. */
  readonly preparedQuestionVsFirst: number
  /** Time per box as the app writes it (grammar and drafts), divided by that of free decoding, one run per token. */
  readonly boxGrammarVsFree: number | null
  /** The same answers, tokens per second: 8-bit weights divided by 32-bit ones; null where there are no 8-bit ones. */
  readonly int8VsFp32: number | null
  /** 64 requests over 64 pictures: time with one engine process divided by that with two, one thread each. */
  readonly twoCoresVsOne: number | null
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
    peers.ort = ortPeer(model, folder, threads)
    peers.torch = torchPeer(folder, threads)
    const { drafted, undrafted } = await race(model, job, peers)
    const questions = await compareQuestions(model, job, rounds)
    return {
      decodeVsTransformersJs: drafted.transformersJs ?? null,
      decodeVsOrtPython: drafted.ort ?? null,
      decodeVsTorch: drafted.torch ?? null,
      undraftedVsTransformersJs: undrafted.transformersJs ?? null,
      undraftedVsOrtPython: undrafted.ort ?? null,
      secondQuestionVsFirst: questions.second,
      preparedQuestionVsFirst: questions.prepared,
      boxGrammarVsFree: await compareBoxes(model, work),
      int8VsFp32: await compareInt8(model, folder, work, threads),
      twoCoresVsOne: await compareProcesses(model.manifest, folder, work),
    }
  } finally {
    for (const peer of Object.values(peers)) peer?.close()
    await model.graphs.release()
    await rm(work, { recursive: true })
  }
}

type Ratios = Readonly<Record<string, number | null>>

/** Takes turns, so that what else the machine does meets all; the best round of each counts. */
async function race(
  model: RunningModel,
  job: Job,
  peers: Readonly<Record<string, Peer | null>>,
): Promise<{ readonly drafted: Ratios; readonly undrafted: Ratios }> {
  const drafted: Decoding[] = []
  const undrafted: Decoding[] = []
  const running = new Map(Object.entries(peers).flatMap(([key, peer]) => (peer ? [[key, peer] as const] : [])))
  const theirs = new Map<string, Decoding[]>([...running.keys()].map((key) => [key, []]))
  for (let round = 0; round <= rounds; round++) {
    const ours = [await decodeOurs(model, job), await decodeOurs({ ...model, drafts: false }, job)] as const
    // The first round warms up.
    if (round > 0) {
      drafted.push(ours[0])
      undrafted.push(ours[1])
    }
    for (const [key, peer] of running) {
      const decoding = await peer.decode(job).catch((error) => dropped(peer, error))
      if (!decoding) running.delete(key)
      else if (round > 0) theirs.get(key)?.push(decoding)
    }
  }
  const best = fastest(drafted)
  const plain = fastest(undrafted)
  report('ours', best)
  report('ours, one run per token', plain)
  console.error(
    `  of the first token, reading and resizing the picture takes ${job.pictureMs.toFixed(1)} ms; the others get its pixels`,
  )
  const against = (ours: Decoding): Ratios =>
    Object.fromEntries(
      [...running.keys()].map((key) => [key, ours.tokensPerSecond / fastest(theirs.get(key) ?? []).tokensPerSecond]),
    )
  for (const [key, peer] of running) {
    const other = fastest(theirs.get(key) ?? [])
    report(peer.name, other)
    // Behind the answer's end the model was never trained, and two logits may be equal but for rounding.
    const end = best.tokens.findIndex((token) => model.stopIds.has(token))
    const said = best.tokens.slice(0, end < 0 ? undefined : end)
    const same = said.every((token, at) => token === other.tokens[at])
    console.error(`  ${same ? 'the same answer as ours' : 'another answer than ours'} (${said.length} tokens)`)
  }
  return { drafted: against(best), undrafted: against(plain) }
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
