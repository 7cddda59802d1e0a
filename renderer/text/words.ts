/** Where a word stands in a text; offsets in UTF-16 units. */
export type WordSpan = { readonly start: number; readonly end: number }

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The words of a text as its script divides them: by blanks, or by what a dictionary knows (Chinese, Japanese). */
export function wordsOf(text: string): WordSpan[] {
  return [...segmenter.segment(text)]
    .filter((each) => each.isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }))
}
