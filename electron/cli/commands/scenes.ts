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
}

/** Composes scenes with requests and right answers into a folder; gives the exit code. */
export async function scenes(words: ScenesWords, context: CommandContext): Promise<number> {
  if (words.split !== 'train' && words.split !== 'heldout') {
    throw new AppError('rpc.bad-input', { message: '--split takes train or heldout.' })
  }
  const written = writeScenes({
    out: resolve(words.out),
    count: wholeNumber(words.count, '--count'),
    seed: wholeNumber(words.seed, '--seed'),
    split: words.split,
    questions: wholeNumber(words.questions, '--questions'),
  })
  context.out(`${written.scenes} scenes, ${written.requests} requests in ${words.out}\n`)
  return 0
}

function wholeNumber(typed: string, what: string): number {
  const value = Number(typed)
  if (typed.trim() !== '' && Number.isInteger(value) && value >= 0) return value
  throw new AppError('rpc.bad-input', { message: `${what} ${typed}: a whole number is needed.` })
}
