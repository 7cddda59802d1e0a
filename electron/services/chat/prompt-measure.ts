import { join } from 'node:path'
import type { PromptLength } from '../../../shared/api/chat.ts'
import { encodePrompt, longestPrompt } from '../../engine/encode-prompt.ts'
import type { ModelManifest } from '../../engine/manifest.ts'
import { readTextTokens, type TextTokens } from '../../engine/text-tokens.ts'

/** Counts the tokens of prompts as the engine will; `undefined` for a prompt that it would not take at all. Keeps one tokenizer. */
export function createPromptMeasure(): (
  folder: string,
  manifest: ModelManifest,
  prompt: string,
) => Promise<PromptLength | undefined> {
  let kept: { readonly folder: string; readonly tokens: Promise<TextTokens> } | null = null
  return async (folder, manifest, prompt) => {
    if (kept?.folder !== folder) {
      const own = { folder, tokens: readTextTokens(join(folder, 'tokenizer.json')) }
      kept = own
      own.tokens.catch(() => {
        if (kept === own) kept = null
      })
    }
    try {
      return { tokens: encodePrompt(await kept.tokens, prompt).length, limit: longestPrompt(manifest) }
    } catch {
      return undefined
    }
  }
}
