import type { ImportLog } from './import-log.ts'

/** Words of a caption that name something; `chain` joins them with boxes and with phrases of other captions. */
export type FlickrPhrase = {
  /** Counted in words of the cleaned sentence, from 0. */
  readonly firstWord: number
  readonly phrase: string
  readonly chain: string
  /** `people`, `clothing`, `notvisual` …; several are possible. */
  readonly types: readonly string[]
}

export type FlickrSentence = {
  readonly sentence: string
  readonly phrases: readonly FlickrPhrase[]
  readonly line: number
}

/**
 * Reads `Sentences/<id>.txt` of Flickr30k Entities, a caption per line with `[/EN#chain/type words]`. A phrase that is never closed
 * keeps its words and is named in the log; empty lines are no captions.
 */
export function readFlickrSentences(text: string, log: ImportLog): FlickrSentence[] {
  return text.split(/\r\n|\r|\n/).flatMap((content, index) => {
    const line = index + 1
    const tokens = content.split(/\s+/).filter((token) => token !== '')
    if (tokens.length === 0) return []
    const words: string[] = []
    const phrases: FlickrPhrase[] = []
    let open: { firstWord: number; chain: string; types: string[] } | null = null
    for (const token of tokens) {
      const mark: RegExpExecArray | null =
        open === null && token.startsWith('[') ? /^\[\/EN#([^/]*)((?:\/[^/]+)*)$/.exec(token) : null
      if (mark !== null) {
        open = { firstWord: words.length, chain: mark[1] ?? '', types: (mark[2] ?? '').split('/').slice(1) }
        continue
      }
      if (open === null && token.startsWith('[')) log.noted(`line ${line}`, 'bad mark', `“${token}” is read as a word`)
      const isLast = open !== null && token.endsWith(']')
      words.push(isLast ? token.slice(0, -1) : token)
      if (open !== null && isLast) {
        const { firstWord, chain, types } = open
        phrases.push({ firstWord, phrase: words.slice(firstWord).join(' '), chain, types })
        open = null
      }
    }
    if (open !== null) log.dropped(`line ${line}`, 'open phrase', `the phrase of chain ${open.chain} is never closed`)
    return [{ sentence: words.join(' '), phrases, line }]
  })
}
