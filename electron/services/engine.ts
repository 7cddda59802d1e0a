import {
  type Device,
  engineApi,
  type GenerateItem,
  type GenerateRequest,
  type LoadedModel,
} from '../../shared/api/engine.ts'
import { AppError, toAppError } from '../../shared/errors.ts'
import { connect } from '../../shared/rpc/connect.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { EngineProcess, SpawnEngine } from './engine-process.ts'

/** Runs models in processes of their own, one each, so that unloading gives all memory back and a crash takes nothing along. */
export type Engine = {
  /** Loads a model, or answers at once when it is loaded for that device. */
  load(modelId: string, device: Device): Promise<LoadedModel>
  /** Answers a prompt; loads the model (again, after a crash) when it has to. Aborting ends it with `done`. */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateItem>
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

type Slot = {
  readonly process: EngineProcess
  readonly client: Client<typeof engineApi>
  readonly device: Device
  readonly loading: Promise<LoadedModel>
  loaded: LoadedModel | null
}

const politeMs = 2000

export function createEngine(options: EngineOptions): Engine {
  const slots = new Map<string, Slot>()
  const devices = new Map<string, Device>()

  async function start(modelId: string, device: Device): Promise<Slot> {
    const process = options.spawn()
    const client = connect(engineApi, process.transport)
    const slot: Slot = {
      process,
      client,
      device,
      loaded: null,
      loading: options.folderOf(modelId).then((folder) => {
        const input = options.threads === undefined ? {} : { threads: options.threads }
        return client['engine.load']({ modelId, folder, device, ...input })
      }),
    }
    slots.set(modelId, slot)
    void process.ended.then(() => forget(modelId, slot))
    try {
      slot.loaded = await slot.loading
      return slot
    } catch (error) {
      forget(modelId, slot)
      await end(slot)
      throw await explain(error, slot)
    }
  }

  async function ensure(modelId: string, wanted?: Device): Promise<Slot> {
    const device = wanted ?? devices.get(modelId) ?? 'auto'
    devices.set(modelId, device)
    const slot = slots.get(modelId)
    if (slot && slot.device === device) {
      try {
        await slot.loading
        return slot
      } catch (error) {
        throw await explain(error, slot)
      }
    }
    if (slot) await unload(modelId)
    return start(modelId, device)
  }

  function forget(modelId: string, slot: Slot): void {
    if (slots.get(modelId) === slot) slots.delete(modelId)
  }

  async function unload(modelId: string): Promise<void> {
    const slot = slots.get(modelId)
    if (!slot) return
    slots.delete(modelId)
    await end(slot)
  }

  return {
    load: async (modelId, device) => (await ensure(modelId, device)).loading,
    async *generate(request, signal) {
      const slot = await ensure(request.modelId)
      if (signal.aborted) throw new AppError('rpc.cancelled')
      try {
        yield* slot.client['engine.generate'](request, signal)
      } catch (error) {
        throw await explain(error, slot)
      }
    },
    loaded: (modelId) => slots.get(modelId)?.loaded ?? null,
    pid: (modelId) => slots.get(modelId)?.process.pid,
    unload,
    close: async () => {
      await Promise.all([...slots.keys()].map(unload))
    },
  }
}

/** Lets the process release its sessions, and ends it when it takes too long. */
async function end({ process }: Slot): Promise<void> {
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

async function explain(error: unknown, slot: Slot): Promise<AppError> {
  const known = toAppError(error)
  if (known.code !== 'rpc.peer-lost') return known
  return new AppError('engine.crashed', {
    hint: 'Ask again: it is started anew.',
    detail: await slot.process.ended,
    cause: error,
  })
}
