import { imageMark } from '../../shared/dialogue/write-turn.ts'
import { AppError } from '../../shared/errors.ts'
import type { ModelManifest } from './manifest.ts'
import type { TextTokens } from './text-tokens.ts'

/** The tokens of a prompt without its picture mark: the picture's tokens always come first, and are not among them. */
export function encodePrompt(tokens: TextTokens, prompt: string): number[] {
  const parts = prompt.split(imageMark)
  if (parts.length !== 2) {
    throw new AppError('engine.bad-request', { detail: `the prompt names ${parts.length - 1} pictures instead of one` })
  }
  const [before = '', after = ''] = parts
  const ids = tokens.encode(before + after.replace(/^ /, ''))
  if (ids.length === 0) throw new AppError('engine.bad-request', { detail: 'the prompt has no text' })
  return ids
}

/** The most tokens that a prompt may have, so that an answer still has room to begin. */
export function longestPrompt({ maxPositions }: Pick<ModelManifest, 'maxPositions'>): number {
  return maxPositions - 2
}
