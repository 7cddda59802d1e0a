// Finds out how often boxes of a given evidence are right, on held-out scenes, writes the curve into manifest.json and draws how
// well it holds on other held-out scenes: node models/deixis-1/recipe/calibrate.ts [SCENES] [FOLDER]
process.env.ORT_DISABLE_TELEMETRY = '1'

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { generate } from '../../../electron/engine/generate.ts'
import { loadModel } from '../../../electron/engine/running-model.ts'
import { encodePng } from '../../../scenes/encode-raster.ts'
import { sceneQuestions } from '../../../scenes/scene-questions.ts'
import { shikra } from '../../../shared/dialects/shikra.ts'
import {
  ConfidenceCurve,
  confidenceOf,
  shapeEvidence,
  type WeighedText,
} from '../../../shared/dialogue/region-confidence.ts'
import { boxIou } from '../../../shared/geometry/box.ts'

type Sample = { readonly evidence: number; readonly right: boolean }

const scenes = Number(process.argv[2] ?? 250)
const folder = process.argv[3] ?? join(import.meta.dirname, '..')
const seeds = { fitted: 4101, tested: 4102 }
const model = await loadModel('deixis-1', folder, 'cpu', 1)
const work = await mkdtemp(join(tmpdir(), 'deixis-calibrate-'))

/** Every box of every answer to a question after boxes; right: it overlaps one of those asked for by half. */
async function samplesOf(seed: number): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let index = 0; index < scenes; index++) {
    const { draw, asked } = sceneQuestions({ seed, split: 'heldout', questions: 6 }, index)
    const imagePath = join(work, `${seed}-${index}.png`)
    await writeFile(imagePath, encodePng(draw()))
    for (const { request, answer } of asked) {
      const { expect, size } = answer
      const said = request.turns.at(-1)?.parts ?? []
      if (request.turns.length > 1 || said.some((part) => typeof part !== 'string')) continue
      if (expect.kind !== 'boxes' && expect.kind !== 'all' && expect.kind !== 'absent') continue
      const wanted =
        expect.kind === 'boxes' ? expect.boxes : expect.kind === 'all' ? expect.objects.map(({ box }) => box) : []
      const tokens = await answerTo(imagePath, said.join(''))
      for (const span of shikra.decode(tokens.map(({ text }) => text).join(''), size)) {
        if (span.kind !== 'mention') continue
        const evidence = shapeEvidence(tokens, span.start, span.end)
        for (const [i, shape] of span.shapes.entries()) {
          const weight = evidence[i]
          if (shape.kind !== 'box' || weight === undefined || weight === null) continue
          const right = wanted.some(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => boxIou(shape, { x1, y1, x2, y2 }) >= 0.5)
          samples.push({ evidence: weight, right })
        }
      }
    }
    await rm(imagePath)
  }
  return samples
}

async function answerTo(imagePath: string, question: string): Promise<WeighedText[]> {
  const { template, id: modelId } = model.manifest
  const prompt = template.image + template.user.replace('{text}', question)
  const options = { maxTokens: 200, temperature: 0, seed: 0, constrained: true }
  const tokens: WeighedText[] = []
  const items = generate(model, { modelId, imagePath, prompt, options }, new AbortController().signal)
  for await (const item of items) if (item.kind === 'token') tokens.push(item)
  return tokens
}

/** The share that was right, one right and one wrong added: a small group proves little. */
function smoothed({ right, n }: { readonly right: number; readonly n: number }): number {
  return (right + 1) / (n + 2)
}

/** Isotonic regression (neighbours that fall are pooled) over groups of equal size: a dozen points that rise. */
function fitCurve(samples: readonly Sample[]): ConfidenceCurve {
  const sorted = [...samples].sort((a, b) => a.evidence - b.evidence)
  const size = Math.max(20, Math.ceil(sorted.length / 14))
  const pools: { x: number; right: number; n: number }[] = []
  for (let from = 0; from < sorted.length; from += size) {
    const group = sorted.slice(from, from + size)
    pools.push({
      x: group.reduce((sum, { evidence }) => sum + evidence, 0),
      right: group.filter(({ right }) => right).length,
      n: group.length,
    })
    for (let last = pools.at(-1), before = pools.at(-2); last && before; last = pools.at(-1), before = pools.at(-2)) {
      if (smoothed(before) <= smoothed(last) && before.x / before.n < last.x / last.n) break
      pools.splice(-2, 2, { x: before.x + last.x, right: before.right + last.right, n: before.n + last.n })
    }
  }
  const points = pools.map((pool): [number, number] => [Math.min(0, pool.x / pool.n), smoothed(pool)])
  const [only] = points
  return v.parse(ConfidenceCurve, points.length === 1 && only ? [[only[0] - 1, only[1]], only] : points)
}

type Bin = { readonly said: number; readonly found: number; readonly n: number }

function binsOf(samples: readonly Sample[], curve: ConfidenceCurve): Bin[] {
  const bins = Array.from({ length: 10 }, () => ({ said: 0, right: 0, n: 0 }))
  for (const { evidence, right } of samples) {
    const confidence = confidenceOf(evidence, curve)
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]
    if (!bin) continue
    bin.said += confidence
    bin.right += right ? 1 : 0
    bin.n++
  }
  return bins.flatMap(({ said, right, n }) => (n === 0 ? [] : [{ said: said / n, found: right / n, n }]))
}

function drawPlot(bins: readonly Bin[], note: string): string {
  const [left, top, side] = [52, 16, 300]
  const x = (value: number): string => (left + value * side).toFixed(1)
  const y = (value: number): string => (top + (1 - value) * side).toFixed(1)
  const most = Math.max(...bins.map(({ n }) => n))
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (at) =>
      `<path d="M${x(0)} ${y(at)}H${x(1)}M${x(at)} ${y(0)}V${y(1)}" stroke="#8884"/><text x="${left - 8}" y="${Number(y(at)) + 4}" text-anchor="end">${at}</text><text x="${x(at)}" y="${top + side + 16}" text-anchor="middle">${at}</text>`,
  )
  const dots = bins.map(
    ({ said, found, n }) =>
      `<circle cx="${x(said)}" cy="${y(found)}" r="${(3 + 7 * Math.sqrt(n / most)).toFixed(1)}" fill="#2f6fdd99" stroke="#2f6fdd"><title>${n} boxes</title></circle>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 372 390" width="372" height="390" font-family="system-ui,sans-serif" font-size="11" fill="#777">
<title>Reliability of the confidence of boxes</title>
${grid.join('\n')}
<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#888" stroke-dasharray="4 4"/>
${dots.join('\n')}
<text x="${x(0.5)}" y="${top + side + 34}" text-anchor="middle">confidence said</text>
<text transform="rotate(-90 14 ${y(0.5)})" x="14" y="${y(0.5)}" text-anchor="middle">share of boxes with IoU of 0.5 or more</text>
<text x="${x(0.5)}" y="${top + side + 54}" text-anchor="middle">${note}</text>
</svg>
`
}

const fitted = await samplesOf(seeds.fitted)
const curve = fitCurve(fitted)
const tested = await samplesOf(seeds.tested)
const bins = binsOf(tested, curve)
const off = bins.reduce((sum, { said, found, n }) => sum + Math.abs(said - found) * n, 0) / tested.length
const mean = tested.filter(({ right }) => right).length / tested.length
const note = `${tested.length} boxes of ${scenes} other held-out scenes, ${(100 * mean).toFixed(0)} % right, mean error ${off.toFixed(3)}`
const path = join(folder, 'manifest.json')
const { files, ...manifest } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
await writeFile(path, `${JSON.stringify({ ...manifest, confidence: curve, files }, null, 2)}\n`)
await writeFile(join(folder, 'reliability.svg'), drawPlot(bins, note))
console.log(note)
for (const { said, found, n } of bins) console.log(`${said.toFixed(2)} said, ${found.toFixed(2)} found, ${n} boxes`)
await model.graphs.release()
await rm(work, { recursive: true })
