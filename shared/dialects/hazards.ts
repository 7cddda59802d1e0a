import type { EncodeLoss, TextHazard } from './dialect.ts'

/** The system text of Shikra's and MMGPT's `vicuna_v1.1` conversations; both were trained with exactly this sentence. */
export const vicunaSystem =
  "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions. "

const roleMarker = /\b(?:USER|ASSISTANT):/g

/**
 * Places that a loader of the vicuna family would misread, in order: literal placeholders, role markers (a second one silently
 * removes the loss of the whole sample; `roles` where they are others) and, where the loader fills templates with `str.format`, braces.
 */
export function findHazards(
  text: string,
  rules: { readonly placeholders: RegExp; readonly braces: boolean; readonly roles?: RegExp },
): TextHazard[] {
  const found: TextHazard[] = []
  const find = (code: TextHazard['code'], pattern: RegExp): void => {
    // Nearly every text has none, and `matchAll` copies its pattern before it looks.
    if (text.search(pattern) < 0) return
    for (const match of text.matchAll(pattern)) found.push({ code, text: match[0], start: match.index })
  }
  find('placeholder', rules.placeholders)
  find('role-marker', rules.roles ?? roleMarker)
  if (rules.braces) find('brace', /[{}]/g)
  return found.length > 1 ? found.sort((a, b) => a.start - b.start) : found
}

/** Every match of `tokens` (flag `g`) in a user's text: special tokens that a tokenizer would not read as letters. */
export function findTokens(text: string, tokens: RegExp): TextHazard[] {
  if (text.search(tokens) < 0) return []
  return [...text.matchAll(tokens)].map((match) => ({ code: 'placeholder', text: match[0], start: match.index }))
}

/** Why the words of a mention cannot stand in a system's text: one of `marks` is in them; null when none is. */
export function checkWords(words: readonly string[], marks: readonly RegExp[], system: string): EncodeLoss | null {
  const bad = words.find((word) => marks.some((mark) => word.search(mark) >= 0))
  if (bad === undefined) return null
  return { code: 'unsafe-label', message: `“${bad}” holds a mark that ${system} reads as its own` }
}
