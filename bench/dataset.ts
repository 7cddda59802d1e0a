import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeCoco, writeDialogues } from './dataset-files.ts'

const run = promisify(execFile)
const records = Number(process.env.DEIXIS_BENCH_RECORDS ?? 1_000_000)
const boxes = Number(process.env.DEIXIS_BENCH_BOXES ?? 500_000)

type Measured = { readonly ms: number; readonly cpuMs: number; readonly peakMiB: number; readonly halfMiB: number }

/** A job in a process of its own, so that its memory is its own. Ours runs as `npm run deixis` does, the bare loop as Node does. */
async function job(...words: string[]): Promise<Measured> {
  const flags = words[0] === 'bare' ? [] : ['--max-semi-space-size=4']
  const { stdout } = await run(process.execPath, [...flags, join(import.meta.dirname, 'dataset-job.ts'), ...words])
  return JSON.parse(stdout) as Measured
}

async function datumaro(
  python: string,
  folder: string,
  target: string,
  out: string,
): Promise<Pick<Measured, 'ms' | 'cpuMs'> | null> {
  const script = join(import.meta.dirname, 'dataset-datumaro.py')
  try {
    const { stdout } = await run(python, [script, folder, target, out], { maxBuffer: 1 << 26 })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Pick<Measured, 'ms' | 'cpuMs'>
  } catch (error) {
    console.error(`datumaro: ${String(error).slice(0, 2000)}`)
    return null
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

/** COCO to YOLO and to LabelMe, against datumaro doing the same where DEIXIS_PYTHON has it. */
async function measureCoco(folder: string): Promise<object> {
  const annotations = join(folder, 'coco', 'annotations')
  await mkdir(annotations, { recursive: true })
  await mkdir(join(folder, 'coco', 'images'))
  const input = join(annotations, 'instances_train.json')
  await writeCoco(input, boxes)
  const python = process.env.DEIXIS_PYTHON
  const results: Record<string, object> = {}
  const ratios: number[] = []
  for (const [to, theirs] of [
    ['yolo', 'yolo'],
    ['labelme', 'label_me'],
  ] as const) {
    const before = await job('convert', input, 'coco', to, join(folder, `ours-${to}-1`))
    const other = python ? await datumaro(python, join(folder, 'coco'), theirs, join(folder, `theirs-${to}`)) : null
    const after = await job('convert', input, 'coco', to, join(folder, `ours-${to}-2`))
    const ms = (before.ms + after.ms) / 2
    if (other !== null) ratios.push(other.ms / ms)
    results[to] = {
      seconds: round(ms / 1000),
      cpuSeconds: round((before.cpuMs + after.cpuMs) / 2000),
      peakMiB: Math.round(Math.max(before.peakMiB, after.peakMiB)),
      datumaroSeconds: other && round(other.ms / 1000),
      datumaroCpuSeconds: other && round(other.cpuMs / 1000),
      vsDatumaro: other && round(other.ms / ms),
      cpuVsDatumaro: other && round((2 * other.cpuMs) / (before.cpuMs + after.cpuMs)),
    }
    // Nothing is deleted before the end: ext4 makes new files many times more slowly for minutes after many were deleted.
  }
  const cocoVsConverter = ratios.length > 0 ? round(Math.min(...ratios)) : null
  if (cocoVsConverter === null)
    console.error('dataset.cocoVsConverter: skipped, DEIXIS_PYTHON names no Python with datumaro')
  return { cocoVsConverter, boxes, coco: results }
}

/**
 * Conversion and check of many dialogues against a bare loop over the same lines (larger is better), and the most memory that either
 * took. The bare loop runs before and after each of them, so that what else the machine does meets both.
 */
export async function measure(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-bench-dataset-'))
  try {
    const input = join(folder, 'dialogues.jsonl')
    await writeDialogues(input, records)
    const { size } = await stat(input)
    const output = join(folder, 'out')
    const bareLoop = async (): Promise<Measured> => {
      const measured = await job('bare', input, '', '', output)
      await rm(output)
      return measured
    }
    const runs: Record<string, object> = {}
    const ratios: Record<string, number> = {}
    let peakMiB = 0
    let growthMiB = 0
    let before = await bareLoop()
    for (const name of ['llava-json', 'deixis-jsonl', 'check']) {
      const isCheck = name === 'check'
      const measured = await job(
        isCheck ? 'check' : 'convert',
        input,
        'deixis-jsonl',
        isCheck ? 'deixis-jsonl' : name,
        output,
      )
      if (!isCheck) await rm(output)
      const after = await bareLoop()
      const bareMs = (before.ms + after.ms) / 2
      ratios[name] = bareMs / measured.ms
      peakMiB = Math.max(peakMiB, measured.peakMiB)
      growthMiB = Math.max(growthMiB, measured.peakMiB - measured.halfMiB)
      runs[name] = {
        seconds: round(measured.ms / 1000),
        bareSeconds: round(bareMs / 1000),
        vsBare: round(bareMs / measured.ms),
        cpuVsBare: round((before.cpuMs + after.cpuMs) / 2 / measured.cpuMs),
        peakMiB: Math.round(measured.peakMiB),
        halfMiB: Math.round(measured.halfMiB),
      }
      before = after
    }
    await rm(input)
    return {
      convertVsBareJson: round(Math.min(ratios['llava-json'] ?? 0, ratios['deixis-jsonl'] ?? 0)),
      validateVsBareJson: round(ratios.check ?? 0),
      peakMiB: Math.round(peakMiB),
      growthMiB: Math.round(growthMiB),
      records,
      megabytes: Math.round(size / 1e6),
      runs,
      ...(await measureCoco(folder)),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
