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

/** A job in a process of its own, so that its memory is its own. */
async function job(...words: string[]): Promise<Measured> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'dataset-job.ts'), ...words])
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
    const ours = await job('convert', input, 'coco', to, join(folder, `ours-${to}`))
    const other = python ? await datumaro(python, join(folder, 'coco'), theirs, join(folder, `theirs-${to}`)) : null
    if (other !== null) ratios.push(other.ms / ours.ms)
    results[to] = {
      seconds: round(ours.ms / 1000),
      cpuSeconds: round(ours.cpuMs / 1000),
      peakMiB: Math.round(ours.peakMiB),
      datumaroSeconds: other && round(other.ms / 1000),
      datumaroCpuSeconds: other && round(other.cpuMs / 1000),
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
 * took; the times of the bare loop before and after are averaged.
 */
export async function measure(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-bench-dataset-'))
  try {
    const input = join(folder, 'dialogues.jsonl')
    await writeDialogues(input, records)
    const { size } = await stat(input)
    const bareOut = join(folder, 'bare.jsonl')
    const bare = [await job('bare', input, '', '', bareOut)]
    await rm(bareOut)
    const targets: Record<string, object> = {}
    const convertRatios: number[] = []
    let peakMiB = 0
    let growthMiB = 0
    const runs: { name: string; measured: Measured }[] = []
    for (const to of ['llava-json', 'deixis-jsonl']) {
      const out = join(folder, `out-${to}`)
      runs.push({ name: to, measured: await job('convert', input, 'deixis-jsonl', to, out) })
      await rm(out)
    }
    const check = await job('check', input, 'deixis-jsonl', 'deixis-jsonl')
    bare.push(await job('bare', input, '', '', bareOut))
    await rm(input)
    await rm(bareOut)
    const bareMs = bare.reduce((sum, { ms }) => sum + ms, 0) / bare.length
    const bareCpuMs = bare.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / bare.length
    for (const { name, measured } of [...runs, { name: 'check', measured: check }]) {
      if (name !== 'check') convertRatios.push(bareMs / measured.ms)
      peakMiB = Math.max(peakMiB, measured.peakMiB)
      growthMiB = Math.max(growthMiB, measured.peakMiB - measured.halfMiB)
      targets[name] = {
        seconds: round(measured.ms / 1000),
        vsBare: round(bareMs / measured.ms),
        cpuVsBare: round(bareCpuMs / measured.cpuMs),
        peakMiB: Math.round(measured.peakMiB),
      }
    }
    return {
      convertVsBareJson: round(Math.min(...convertRatios)),
      validateVsBareJson: round(bareMs / check.ms),
      peakMiB: Math.round(peakMiB),
      growthMiB: Math.round(growthMiB),
      records,
      megabytes: Math.round(size / 1e6),
      bareSeconds: round(bareMs / 1000),
      runs: targets,
      ...(await measureCoco(folder)),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
