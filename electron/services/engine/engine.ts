import {
  type Device,
  engineApi,
  type GenerateItem,
  type GenerateRequest,
  type LoadedModel,
} from '../../../shared/api/engine.ts'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import type { EngineProcess, SpawnEngine } from './engine-process.ts'

/** Runs models in processes of their own, one each, so that unloading gives all memory back and a crash takes nothing along. */
export type Engine = {
  /** Loads a model, or answers at once when it is loaded for that device; without one, for the device asked for last. */
  load(modelId: string, device?: Device): Promise<LoadedModel>
  /** Answers a prompt; loads the model (again, after a crash) when it has to. Aborting ends it with `done`. */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateItem>
  /** Encodes a picture ahead of questions where the model is loaded and idle; whether it is known then. */
  prepare(modelId: string, imagePath: string): Promise<boolean>
  /** What is loaded right now, or null. */
  loaded(modelId: string): LoadedModel | null
  /** The process that runs a model, for diagnostics. */
  pid(modelId: string): number | undefined
  unload(modelId: string): Promise<void>
  /** Ends every process. */
  close(): Promise<void>
}

export type EngineOptions = {
  readonly spawn: SpawnEngine
  /** The folder of an installed model. */
  folderOf(modelId: string): Promise<string>
  /** Threads per model; the engine's own choice where undefined. */
  readonly threads?: number
}

type Attempts = LoadedModel['attempts']
type Running = { readonly process: EngineProcess; readonly client: Client<typeof engineApi> }
type Slot = {
  readonly device: Device
  /** Ends with the load, whatever processes that took. */
  readonly ready: Promise<LoadedModel>
  running: Running
  loaded: LoadedModel | null
}

const politeMs = 2000

export function createEngine(options: EngineOptions): Engine {
  const slots = new Map<string, Slot>()
  const devices = new Map<string, Device>()

  function launch(): Running {
    const process = options.spawn()
    return { process, client: connect(engineApi, process.transport) }
  }

  async function loadInto({ client, process }: Running, modelId: string, device: Device): Promise<LoadedModel> {
    try {
      const folder = await options.folderOf(modelId)
      const input = options.threads === undefined ? {} : { threads: options.threads }
      return await client['engine.load']({ modelId, folder, device, ...input })
    } catch (error) {
      await end(process)
      throw await explain(error, process)
    }
  }

  function start(modelId: string, device: Device): Slot {
    const running = launch()
    const load = async (): Promise<LoadedModel> => {
      try {
        return await loadInto(running, modelId, device)
      } catch (error) {
        if (device !== 'auto' || !isCrash(error) || slots.get(modelId) !== slot) throw error
        // A graphics driver may take the process along; the CPU does not.
        slot.running = launch()
        const attempts: Attempts = [{ provider: 'auto', ok: false, reason: `its process ended: ${firstLine(error)}` }]
        const loaded = await loadInto(slot.running, modelId, 'cpu')
        return { ...loaded, attempts: [...attempts, ...loaded.attempts] }
      }
    }
    const forget = (): void => {
      if (slots.get(modelId) === slot) slots.delete(modelId)
    }
    const slot: Slot = { device, running, loaded: null, ready: Promise.resolve().then(load) }
    slots.set(modelId, slot)
    slot.ready.then((loaded) => {
      slot.loaded = loaded
      void slot.running.process.ended.then(forget)
    }, forget)
    return slot
  }

  async function ensure(modelId: string, wanted?: Device): Promise<Slot> {
    const device = wanted ?? devices.get(modelId) ?? 'auto'
    devices.set(modelId, device)
    let slot = slots.get(modelId)
    if (slot && slot.device !== device) {
      await unload(modelId)
      slot = undefined
    }
    slot ??= start(modelId, device)
    await slot.ready
    return slot
  }

  async function unload(modelId: string): Promise<void> {
    const slot = slots.get(modelId)
    if (!slot) return
    slots.delete(modelId)
    await end(slot.running.process)
  }

  return {
    load: async (modelId, device) => (await ensure(modelId, device)).ready,
    async *generate(request, signal) {
      const { running } = await ensure(request.modelId)
      if (signal.aborted) throw new AppError('rpc.cancelled')
      try {
        yield* running.client['engine.generate'](request, signal)
      } catch (error) {
        throw await explain(error, running.process)
      }
    },
    async prepare(modelId, imagePath) {
      const slot = slots.get(modelId)
      if (!slot?.loaded) return false
      return (await slot.running.client['engine.prepare']({ modelId, imagePath })).encoded
    },
    loaded: (modelId) => slots.get(modelId)?.loaded ?? null,
    pid: (modelId) => slots.get(modelId)?.running.process.pid,
    unload,
    close: async () => {
      await Promise.all([...slots.keys()].map(unload))
    },
  }
}

/** Lets the process release its sessions, and ends it when it takes too long. */
async function end(process: EngineProcess): Promise<void> {
  process.transport.close()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, politeMs)
  })
  await Promise.race([process.ended, late])
  clearTimeout(timer)
  process.kill()
  await process.ended
}

async function explain(error: unknown, process: EngineProcess): Promise<AppError> {
  const known = toAppError(error)
  if (known.code !== 'rpc.peer-lost') return known
  return new AppError('engine.crashed', {
    hint: 'Ask again: it is started anew.',
    detail: await process.ended,
    cause: error,
  })
}

function isCrash(error: unknown): boolean {
  return error instanceof AppError && error.code === 'engine.crashed'
}

function firstLine(error: unknown): string {
  return (error instanceof AppError ? error.detail : undefined)?.split('\n', 1)[0] ?? 'without a reason'
}
