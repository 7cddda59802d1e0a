import { resolve } from 'node:path'
import { writeScenes } from '../../../scenes/write-scenes.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from './open-model.ts'

/** The words of `deixis scenes` as they were typed. */
export type ScenesWords = {
  readonly out: string
  readonly count: string
  readonly seed: string
  readonly split: string
  readonly questions: string
  readonly dialogues?: boolean
  readonly styles?: string
}

/** Composes scenes with requests and right answers into a folder; gives the exit code. */
export async function scenes(words: ScenesWords, context: CommandContext): Promise<number> {
  if (words.split !== 'train' && words.split !== 'heldout') {
    throw new AppError('rpc.bad-input', { message: '--split takes train or heldout.' })
  }
  const written = write({
    out: resolve(words.out),
    count: wholeNumber(words.count, '--count', 0),
    seed: wholeNumber(words.seed, '--seed', 0),
    split: words.split,
    questions: wholeNumber(words.questions, '--questions', 1),
    dialogues: words.dialogues ?? false,
    ...(words.styles === undefined ? {} : { styles: words.styles.split(',') }),
  })
  context.out(`${written.scenes} scenes, ${written.requests} requests in ${words.out}\n`)
  return 0
}

function write(options: Parameters<typeof writeScenes>[0]): ReturnType<typeof writeScenes> {
  try {
    return writeScenes(options)
  } catch (cause) {
    const message = `The scenes could not be written to ${options.out}.`
    throw new AppError('export.write-failed', { message, detail: String(cause), cause })
  }
}

function wholeNumber(typed: string, what: string, least: number): number {
  const value = Number(typed)
  if (typed.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value
  const kind = least > 0 ? `a whole number from ${least} on` : 'a whole number'
  throw new AppError('rpc.bad-input', { message: `${what} ${typed}: ${kind} is needed.` })
}
