import { roundHalfEven } from '../geometry/rounding.ts'
import type { Size } from '../geometry/spaces.ts'

const four = '<loc(\\d{4})><loc(\\d{4})><loc(\\d{4})><loc(\\d{4})>'

/** Bins (y first) as x1, y1, x2, y2 in pixels. */
function pixels(bins: readonly string[], size: Size, divisor: number): number[] {
  const [y1, x1, y2, x2] = bins.map((bin) => Number(bin) / divisor)
  return [(x1 ?? 0) * size.width, (y1 ?? 0) * size.height, (x2 ?? 0) * size.width, (y2 ?? 0) * size.height]
}

/** Every four location tokens, as big_vision's evaluator scales them (1023). */
export function paligemmaBoxes(text: string, size: Size): number[][] {
  return [...text.matchAll(new RegExp(four, 'g'))].map((match) => pixels(match.slice(1, 5), size, 1023))
}

/** An object of the public demo; text in front of an object is one without a box. */
export type DemoObject = {
  readonly text: string
  readonly xyxy?: number[]
  readonly name?: string
  readonly seg?: number[]
}

/** The objects that the public demo reads: by 1024, whole pixels half to even; labels keep their trailing blank. */
export function paligemmaDemoObjects(text: string, size: Size): DemoObject[] {
  const form = new RegExp(`^(.*?)${four}\\s*((?:<seg\\d{3}>){16})?\\s*([^;<>]+)? ?(?:; )?`, 's')
  const objects: DemoObject[] = []
  let rest = text
  while (rest !== '') {
    const match = form.exec(rest)
    if (match === null) break
    const [whole, before = '', b1 = '', b2 = '', b3 = '', b4 = '', codes, name] = match
    if (before !== '') objects.push({ text: before })
    const content = whole.slice(before.length)
    objects.push({
      text: content,
      xyxy: pixels([b1, b2, b3, b4], size, 1024).map(roundHalfEven),
      ...(name === undefined ? {} : { name }),
      ...(codes === undefined ? {} : { seg: [...codes.matchAll(/\d{3}/g)].map(([code]) => Number(code)) }),
    })
    rest = rest.slice(whole.length)
  }
  if (rest !== '') objects.push({ text: rest })
  return objects
}

/** What supervision reads: four tokens, one blank, a label of letters, digits, blanks and hyphens; by 1024. */
export function paligemmaOfSupervision(text: string, size: Size): { xyxy: number[][]; names: string[] } {
  const matches = [...text.matchAll(new RegExp(`${four} ([\\p{L}\\p{N}_\\s-]+)`, 'gu'))]
  return {
    xyxy: matches.map((match) => pixels(match.slice(1, 5), size, 1024)),
    names: matches.map((match) => (match[5] ?? '').trim()),
  }
}
