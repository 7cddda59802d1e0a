const fake = '<fake_token_around_image>'
const picture = '<image>'

/** True for a part that IDEFICS 1 fetches as a picture. */
function isPicture(part: string): boolean {
  return part === '<IMAGE>' || /^https?:\/\/[^\s/]\S*$/.test(part)
}

/**
 * A list prompt of IDEFICS 1: neighbouring pictures share a mark, blanks around texts go, and where the model was trained with it
 * `<end_of_utterance>` stands between two texts that follow each other.
 */
export function ideficsListPrompt(
  parts: readonly string[],
  options: { readonly hasEndOfUtterance: boolean; readonly addEnd: boolean },
): string {
  let text = '<s>'
  let last: 'picture' | 'text' | null = null
  for (const part of parts.map((one) => one.replace(/^ +| +$/g, ''))) {
    if (isPicture(part)) {
      text += last === 'picture' ? picture + fake : fake + picture + fake
      last = 'picture'
      continue
    }
    if (options.hasEndOfUtterance && last === 'text') text += '<end_of_utterance>'
    text += part
    last = 'text'
  }
  return options.addEnd ? `${text}</s>` : text
}

/**
 * A prompt of IDEFICS 2: each mark becomes its places, five times over when pictures are split; neighbours share a mark, and a blank
 * sets off words that follow without one.
 */
export function idefics2Prompt(text: string, places: number, isSplit: boolean): string {
  const one = fake + picture.repeat(places) + fake
  const whole = isSplit ? one.repeat(5) : one
  const [before = '', ...behind] = text.split(picture)
  const spaced = behind.map((words) => (/^[^\s<]/.test(words) ? ` ${words}` : words))
  return [before, ...spaced].join(whole).replaceAll(fake + fake, fake)
}

/** A document of OBELICS: reading order, pictures and texts side by side. */
export type ObelicsDocument = { readonly images: readonly unknown[]; readonly texts: readonly unknown[] }

/** What stands at each place of a document, or null when it is not well-formed: exactly one of picture and text at every place. */
export function obelicsKinds(document: ObelicsDocument): ('image' | 'text')[] | null {
  const { images, texts } = document
  if (images.length !== texts.length) return null
  const kinds = images.map((image, index): 'image' | 'text' | null => {
    const hasText = texts[index] !== null && texts[index] !== undefined
    const hasImage = image !== null && image !== undefined
    return hasText === hasImage ? null : hasImage ? 'image' : 'text'
  })
  return kinds.every((kind) => kind !== null) ? kinds : null
}
