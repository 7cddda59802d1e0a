import type { Graphs } from './graphs.ts'
import type { ModelManifest } from './manifest.ts'

const textLength = 48
const tolerance = 1e-2

/**
 * Runs one fixed picture and text on both: why `graphs` must not be used, or null. Some GPU drivers give wrong numbers
 * without an error, and an adapter in software is slower than the CPU (`whenSlower` makes that a reason too).
 */
export async function checkAgainstCpu(
  graphs: Graphs,
  cpu: Graphs,
  manifest: ModelManifest,
  whenSlower: boolean,
): Promise<string | null> {
  const pixels = new Float32Array(3 * manifest.imageSize ** 2)
  for (let i = 0; i < pixels.length; i++) pixels[i] = ((i * 37) % 101) / 100
  const expected = await runOnce(cpu, pixels, manifest)
  const actual = await runOnce(graphs, pixels, manifest)
  const scale = Math.max(1, ...expected.logits.map(Math.abs))
  let worst = 0
  for (let i = 0; i < expected.logits.length; i++) {
    const difference = Math.abs((expected.logits[i] as number) - (actual.logits[i] as number))
    worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference)
  }
  if (worst > tolerance * scale) return `its results differ from the CPU's (by ${worst.toPrecision(2)})`
  if (whenSlower && actual.tokenMs > expected.tokenMs) {
    return `it is slower than the CPU (${actual.tokenMs.toFixed(1)} against ${expected.tokenMs.toFixed(1)} ms per token)`
  }
  return null
}

type Outcome = { readonly logits: Float32Array; readonly tokenMs: number }

async function runOnce(graphs: Graphs, pixels: Float32Array, manifest: ModelManifest): Promise<Outcome> {
  const tokens = Array.from({ length: textLength }, (_, i) => (i * 31 + 7) % manifest.vocab)
  const cache = graphs.newCache()
  const { features } = await graphs.encode(pixels)
  const logits = await graphs.step(cache, features, tokens, 1, textLength)
  let tokenMs = Number.POSITIVE_INFINITY
  for (let i = 0; i < 4; i++) {
    const start = performance.now()
    await graphs.step(cache, null, [tokens[i] as number], textLength + 1 + i)
    tokenMs = Math.min(tokenMs, performance.now() - start)
  }
  return { logits, tokenMs }
}
