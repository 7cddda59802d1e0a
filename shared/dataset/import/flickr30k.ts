import { readFlickrBoxes } from './flickr-boxes.ts'
import { type FlickrSentence, readFlickrSentences } from './flickr-sentences.ts'
import { createImportLog } from './import-log.ts'
import type { Imported, ImportedDialogue, ImportedPart } from './imported.ts'
import type { XmlElement } from './xml-element.ts'

/** A caption as one answer: words, and each phrase with the boxes of its chain. A phrase without boxes stays text. */
function captionOf(
  { sentence, phrases, line }: FlickrSentence,
  chains: ReadonlyMap<string, number[]>,
): ImportedDialogue {
  const words = sentence.split(' ')
  const parts: ImportedPart[] = []
  let at = 0
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text })
    text = ''
  }
  const add = (more: string): void => {
    text += parts.length === 0 && text === '' ? more : ` ${more}`
  }
  for (const { firstWord, phrase, chain } of phrases) {
    if (firstWord > at) add(words.slice(at, firstWord).join(' '))
    const regions = chains.get(chain) ?? []
    add(phrase)
    if (regions.length > 0) {
      flush()
      parts.push({ kind: 'mention', regions, phrase })
    }
    at = firstWord + phrase.split(' ').length
  }
  if (at < words.length) add(words.slice(at).join(' '))
  flush()
  const named = phrases.map(({ chain, types, phrase }) => ({ chain, types, phrase }))
  return {
    kind: 'caption',
    turns: [{ role: 'assistant', parts }],
    sourceId: `line ${line}`,
    ...(named.length > 0 ? { fields: { phrases: named } } : {}),
  }
}

/**
 * Reads one picture of Flickr30k Entities: its captions and its boxes. The file counts pixels from 1, both ends inclusive; regions are
 * the edges around those pixels, so that a box of one pixel is one wide. A region's label is the first phrase of its chain. Words of a
 * mention stand in the text in front of it too.
 */
export function importFlickr30k(sentences: string, annotation: XmlElement): Imported {
  const log = createImportLog()
  const captions = readFlickrSentences(sentences, log)
  const { file, width, height, boxes, scene, nobox } = readFlickrBoxes(annotation, log)
  const names = new Map<string, string>()
  for (const { chain, phrase } of captions.flatMap(({ phrases }) => phrases)) {
    if (!names.has(chain)) names.set(chain, phrase)
  }
  const chains = new Map<string, number[]>()
  const regions = boxes.map(({ chains: own, pixels: [x1, y1, x2, y2] }, index) => {
    for (const chain of own) chains.set(chain, [...(chains.get(chain) ?? []), index])
    const label = own.map((chain) => names.get(chain)).find((name) => name !== undefined) ?? ''
    return { shape: { kind: 'box' as const, x1, y1, x2: x2 + 1, y2: y2 + 1 }, label, sourceId: own.join(' ') }
  })
  const marks = { ...(scene.length > 0 ? { scene } : {}), ...(nobox.length > 0 ? { nobox } : {}) }
  const picture = {
    file,
    width,
    height,
    regions,
    dialogues: captions.map((caption) => captionOf(caption, chains)),
    ...(Object.keys(marks).length > 0 ? { fields: marks } : {}),
  }
  return { pictures: [picture], warnings: log.warnings }
}
