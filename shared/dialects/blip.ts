/** A caption as BLIP's processors train on it: lower case, listed signs to blanks, runs of blanks to one, cut to a number of words. */
export function blipCaption(text: string, maxWords: number): string {
  const clean = text
    .toLowerCase()
    .replace(/[.!"()*#:;~]/g, ' ')
    .replace(/\s{2,}/g, ' ')
    .replace(/\n+$/, '')
    .replace(/^ +| +$/g, '')
  return clean.split(' ').slice(0, maxWords).join(' ')
}

/** A question as BLIP's processors train on it: the signs are removed, lower case, no blanks at the end, cut to a number of words. */
export function blipQuestion(text: string, maxWords: number): string {
  const clean = text
    .toLowerCase()
    .replace(/[.!"()*#:;~]/g, '')
    .replace(/ +$/, '')
  return clean.split(' ').slice(0, maxWords).join(' ')
}

/** The probability that picture and caption match, of the two logits of the matching head. */
export function matchProbability(logits: readonly [miss: number, match: number]): number {
  return 1 / (1 + Math.exp(logits[0] - logits[1]))
}

/** What may stand in front of an InstructBLIP prompt. */
export type BlipSurroundings = {
  readonly context?: string | undefined
  readonly history?: string | undefined
  readonly caption?: string | undefined
}

/** An InstructBLIP prompt: context, then history, then caption are put in front, each before the former. */
export function instructBlipPrompt(prompt: string, { context, history, caption }: BlipSurroundings): string {
  let text = prompt
  if (context !== undefined) text = `context: ${context}. ${text}`
  if (history !== undefined) text = `dialog history: ${history}\n${text}`
  if (caption !== undefined) text = `This image has the caption "${caption}". ${text}`
  return text
}
