import { cpus } from 'node:os'
import { listSupportedBackends } from 'onnxruntime-node'
import type { Device, LoadedModel } from '../../shared/api/engine.ts'
import { AppError } from '../../shared/errors.ts'
import { type Graphs, loadGraphs } from './graphs.ts'
import type { ModelManifest } from './manifest.ts'
import { checkAgainstCpu } from './self-check.ts'

type Attempt = LoadedModel['attempts'][number]
export type ProviderChoice = { readonly graphs: Graphs; readonly provider: string; readonly attempts: Attempt[] }

/** One thread per two cores, at most four: small models gain nothing from more, and the app beside them does. */
export function defaultThreads(): number {
  return Math.min(4, Math.max(1, Math.floor(cpus().length / 2)))
}

/** The providers that `device` stands for, in the order in which they are tried. */
export function providerOrder(device: Device, manifest: ModelManifest, platform: string): readonly string[] {
  if (device !== 'auto') return [device]
  if (manifest.prefers === 'cpu') return ['cpu']
  switch (platform) {
    case 'win32':
      return ['webgpu', 'dml', 'cpu']
    case 'linux':
      return ['cuda', 'webgpu', 'cpu']
    default:
      return ['webgpu', 'cpu']
  }
}

/**
 * Loads the graphs on the first provider of the order that works. ONNX Runtime does not fall back by itself and drops
 * names it does not know, so each is tried alone; one that is not the CPU must also agree with it.
 */
export async function chooseProvider(
  folder: string,
  manifest: ModelManifest,
  device: Device,
  threads: number,
): Promise<ProviderChoice> {
  const attempts: Attempt[] = []
  for (const provider of providerOrder(device, manifest, process.platform)) {
    try {
      if (!listSupportedBackends().some((backend) => backend.name === provider)) {
        throw new Error(`this build of ONNX Runtime has no ${provider}`)
      }
      const graphs = await loadGraphs(folder, manifest, provider, threads)
      if (provider !== 'cpu') await accept(graphs, folder, manifest, device, threads)
      const reason = device === 'auto' && manifest.prefers === 'cpu' ? 'the model asks for the CPU' : undefined
      attempts.push({ provider, ok: true, reason })
      return { graphs, provider, attempts }
    } catch (error) {
      attempts.push({ provider, ok: false, reason: reasonOf(error) })
    }
  }
  const detail = attempts.map(({ provider, reason }) => `${provider}: ${reason}`).join('; ')
  const outOfMemory = attempts.every(({ reason }) => /bad_alloc|out of memory|failed to allocate/i.test(reason ?? ''))
  throw new AppError(outOfMemory ? 'engine.out-of-memory' : 'engine.no-provider', {
    hint: device === 'auto' ? undefined : 'Choose "auto" to let the CPU run it.',
    detail,
  })
}

async function accept(
  graphs: Graphs,
  folder: string,
  manifest: ModelManifest,
  device: Device,
  threads: number,
): Promise<void> {
  const cpu = await loadGraphs(folder, manifest, 'cpu', threads)
  try {
    const problem = await checkAgainstCpu(graphs, cpu, manifest, device === 'auto')
    if (problem) throw new Error(problem)
  } catch (error) {
    await graphs.release()
    throw error
  } finally {
    await cpu.release()
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [line = ''] = text.split('\n')
  // ONNX Runtime puts its own source path and a C++ signature before the sentence.
  return line.replace(/^\/onnxruntime_src\S+:\d+ .*? was false\. /, '').slice(0, 300)
}
