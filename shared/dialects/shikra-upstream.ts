const number = String.raw`\d(?:\.\d*)?`
const box = `${number}(?:,${number}){3}`
const point = `${number}(?:,${number})`
const boxes = String.raw`\[${box}(?:;${box})*\]`
const points = String.raw`\[${point}(?:;${point})*\]`
const oneBracket = new RegExp(`^(?:${boxes}|${points})$`)

/** True when Shikra's own patterns take this bracket for boxes or points. */
export function shikraReads(bracket: string): boolean {
  return oneBracket.test(bracket)
}

/** What Shikra's reader finds, as numbers of the padded square: per bracket its groups. No checks, as upstream. */
export type ShikraReading = {
  readonly boxes: readonly (readonly (readonly number[])[])[]
  readonly points: readonly (readonly (readonly number[])[])[]
}

function extract(text: string, pattern: string): number[][][] {
  return [...text.matchAll(new RegExp(pattern, 'g'))].map((match) =>
    match[0]
      .slice(1, -1)
      .split(';')
      .map((group) => group.split(',').map(Number)),
  )
}

/** Shikra's reader (`PlainBoxFormatter.extract` and `extract_point` of shikras/shikra @ ff79a4ced8), written anew. */
export function readAsShikra(text: string): ShikraReading {
  return { boxes: extract(text, boxes), points: extract(text, points) }
}

/** The box that REC scoring takes: the only box of the only mention; null where upstream scores [0,0,0,0]. */
export function shikraRecAnswer(text: string): readonly number[] | null {
  const mentions = readAsShikra(text).boxes
  const [only] = mentions
  return mentions.length === 1 && only?.length === 1 ? (only[0] ?? null) : null
}
