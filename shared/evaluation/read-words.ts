/** The things that answers may name. */
export type Vocabulary = readonly { readonly name: string; readonly plural: string }[]

/** Tells whether words name one thing and no other of a vocabulary. */
export type NameReader = (words: string, name: string) => boolean

/** A name outside the vocabulary is looked for as it is written. Whole words only, in any case. */
export function createNameReader(vocabulary: Vocabulary): NameReader {
  const entries = vocabulary.map(({ name, plural }) => ({ name, word: wholeWord(name, plural) }))
  const known = new Set(vocabulary.map(({ name }) => name))
  return (words, name) => {
    const said = entries.filter(({ word }) => word.test(words)).map((entry) => entry.name)
    if (known.has(name)) return said.length === 1 && said[0] === name
    return said.length === 0 && wholeWord(name).test(words)
  }
}

function wholeWord(...words: readonly string[]): RegExp {
  const any = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, 'iu')
}

/** True for words that say that something is not there. */
export function denies(words: string): boolean {
  return /\b(no|not|none|nothing)\b/i.test(words)
}

/** The last whole number, or 0 where the words deny; null where there is neither. */
export function numberIn(words: string): number | null {
  const found = words.match(/\d+/g)
  if (found) return Number(found[found.length - 1])
  return /\bno\b/i.test(words) ? 0 : null
}

/** `top left` and its three neighbours; null for other words. */
export function quarterIn(words: string): string | null {
  return words.match(/\b(top|bottom) (left|right)\b/i)?.[0].toLowerCase() ?? null
}

/** The first yes or no. */
export function truthIn(words: string): boolean | null {
  const said = words.match(/\b(yes|no)\b/i)?.[0].toLowerCase()
  return said === undefined ? null : said === 'yes'
}

/** Words as they are compared: lower case, without articles and punctuation, single blanks. */
export function plainWords(text: string): string {
  const bare = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')
  return bare
    .split(' ')
    .filter((word) => word !== '' && word !== 'a' && word !== 'an' && word !== 'the')
    .join(' ')
}
