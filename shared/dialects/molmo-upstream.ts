import type { Size } from '../geometry/spaces.ts'

const forms: readonly (readonly [RegExp, number])[] = [
  [/Click\((\d+\.\d), ?(\d+\.\d)\)/g, 1],
  [/\((\d+\.\d),? ?(\d+\.\d)\)/g, 1],
  [/x\d*="\s*(\d+(?:\.\d+)?)"\s+y\d*="\s*(\d+(?:\.\d+)?)"/g, 1],
  [/(?:\d+|p)\s*=\s*(\d{3})\s*,\s*(\d{3})/g, 10],
]

/** The points that `extract_points` reads, in pixels: four forms one after another; pairs with a value above 100 are dropped. */
export function molmoPoints(text: string, size: Size): number[][] {
  return forms.flatMap(([form, divisor]) =>
    [...text.matchAll(form)].flatMap((match) => {
      const [x, y] = [Number(match[1]) / divisor, Number(match[2]) / divisor]
      return Math.max(x, y) > 100 ? [] : [[(x / 100) * size.width, (y / 100) * size.height]]
    }),
  )
}

/** The boxes that `extract_bboxes` makes of neighbouring points, two by two. */
export function molmoPairedBoxes(text: string, size: Size): number[][] {
  const points = molmoPoints(text, size)
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    return index % 2 === 0 && next !== undefined ? [[...point, ...next]] : []
  })
}

/** True when the whole answer has the form that the strict validator takes; it looks at the form, not at the range. */
export function isStrictMolmo(text: string): boolean {
  return (
    /^<point x="\s*\d+(?:\.\d+)?" y="\s*\d+(?:\.\d+)?" alt=".*">.*<\/point>$/s.test(text) ||
    /^<points(?: x\d+="\s*\d+(?:\.\d+)?" y\d+="\s*\d+(?:\.\d+)?")+ alt=".*">.*<\/points>$/s.test(text) ||
    /^\(\d+(?:\.\d+)?, ?\d+(?:\.\d+)?\)(?:\n\(\d+(?:\.\d+)?, ?\d+(?:\.\d+)?\))*$/.test(text)
  )
}
