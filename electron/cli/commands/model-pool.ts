import { availableParallelism } from 'node:os'
import { AppError } from '../../../shared/errors.ts'
import { type CommandContext, type OpenModel, openModel } from './open-model.ts'

/** Several processes with the same model. */
export type ModelPool = {
  readonly size: number
  /** Runs a job on a process that has time; jobs about the picture asked about last go where it is known already. */
  run<Result>(picture: string, job: (model: OpenModel) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

type Place = { readonly model: OpenModel; waiting: number; last: Promise<unknown> }

const most = 16

/** One process per core where nothing else was asked for: each runs one thread, so two cores answer twice as much. */
export function processCount(word: string | undefined): number {
  if (word === undefined) return Math.min(4, availableParallelism())
  const count = Number(word)
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  throw new AppError('requests.bad-line', {
    message: `--processes takes a whole number from 1 to ${most}, not ${word}.`,
  })
}

/** Loads a model into `size` processes of one thread each (one process keeps the engine's own choice of threads). */
export async function openModelPool(context: CommandContext, size: number, modelId?: string): Promise<ModelPool> {
  const threads = size > 1 ? 1 : undefined
  const opened = await Promise.allSettled(
    Array.from({ length: size }, () => openModel(context, modelId, 'auto', threads)),
  )
  const places = opened.flatMap((one): Place[] =>
    one.status === 'fulfilled' ? [{ model: one.value, waiting: 0, last: Promise.resolve() }] : [],
  )
  const close = async (): Promise<void> => {
    await Promise.all(places.map(({ model }) => model.engine.close()))
  }
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed) {
    await close()
    throw failed.reason
  }
  let recent: { readonly picture: string; readonly place: Place } | null = null
  return {
    size,
    run(picture, job) {
      const idlest = places.reduce((best, next) => (next.waiting < best.waiting ? next : best))
      const place: Place = recent?.picture === picture ? recent.place : idlest
      recent = { picture, place }
      place.waiting++
      const result = place.last.then(() => job(place.model)).finally(() => place.waiting--)
      place.last = result.catch(() => undefined)
      return result
    },
    close,
  }
}
