import { bestAssignment } from '../geometry/assignment.ts'
import { err, ok, type Result } from '../result.ts'

const endOfChunk = '<|endofchunk|>'
const picture = '<image>'

/** What an OpenFlamingo prompt asks, in the words of its evaluation. An answer left out is the one to be given. */
export type FlamingoAsk =
  | { readonly task: 'caption' | 'imagenet'; readonly answer?: string }
  | { readonly task: 'vqa'; readonly question: string; readonly answer?: string }
  | { readonly task: 'hateful_memes'; readonly text: string; readonly answer?: string }

/** One shot, closed when it has an answer. */
export function flamingoShot(ask: FlamingoAsk): string {
  const close = (lead: string, answer: string | undefined): string =>
    picture + lead + (answer === undefined ? '' : `${answer}${endOfChunk}`)
  switch (ask.task) {
    case 'vqa':
      return close(`Question:${ask.question} Short answer:`, ask.answer)
    case 'hateful_memes':
      return close(`is an image with: '${ask.text}' written on it. Is it hateful? Answer:`, ask.answer)
    case 'caption':
      return close('Output:', ask.answer?.trim())
    default:
      return close('Output:', ask.answer)
  }
}

/** Shots and the open query, a line each. "Zero" shots are shots whose pictures are left out. */
export function flamingoPrompt(shots: readonly FlamingoAsk[], query: FlamingoAsk, withPictures: boolean): string {
  const written = shots.map(flamingoShot).map((text) => (withPictures ? text : text.replaceAll(picture, '')))
  return [...written, flamingoShot(query)].join('\n')
}

/** An answer cut as the evaluation does: at its own marker words, for questions also at the first comma. Nothing is trimmed. */
export function flamingoAnswer(task: 'caption' | 'vqa', text: string): string {
  if (task === 'caption') return text.split('Output', 1)[0] ?? ''
  return text.split(/Question|Answer|Short/, 1)[0]?.split(', ', 1)[0] ?? ''
}

/** A caption and its picture as training text. */
export function flamingoPair(caption: string): string {
  return `${picture}${caption.trim()}${endOfChunk}<|endoftext|>`
}

/**
 * A document with pictures as training text. Every picture goes in front of the sentence that the best assignment gives it, unless
 * their similarity is under the threshold; a document that keeps no picture is refused.
 */
export function flamingoDocument(
  sentences: readonly string[],
  similarity: readonly (readonly number[])[],
  threshold: number,
): Result<string, string> {
  const marked = [...sentences]
  let kept = 0
  for (const [image, sentence] of bestAssignment(similarity)) {
    if ((similarity[image]?.[sentence] ?? 0) < threshold) continue
    marked[sentence] = `${endOfChunk}${picture}${marked[sentence] ?? ''}`
    kept++
  }
  if (kept === 0) return err('No images in sample')
  const text = marked
    .join(' ')
    .replace(endOfChunk, '')
    .replaceAll(` ${endOfChunk}`, endOfChunk)
    .replaceAll(`${picture} `, picture)
    .replaceAll(` ${picture}`, picture)
  return ok(`${text}${endOfChunk}<|endoftext|>`)
}

/** Which tokens carry loss: in documents those from a picture (not itself) to the end of its chunk, in pairs all but picture and padding. */
export function flamingoLoss(tokens: readonly string[], kind: 'interleaved' | 'pair'): number[] {
  if (kind === 'pair') return tokens.map((token) => (token === picture || token === '<pad>' ? 0 : 1))
  let isOpen = false
  return tokens.map((token) => {
    if (token === picture) {
      isOpen = true
      return 0
    }
    const counts = isOpen && token !== '<pad>'
    if (token === endOfChunk) isOpen = false
    return counts ? 1 : 0
  })
}
