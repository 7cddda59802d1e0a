/**
 * Ten colours for regions that stay apart for people with red-green or blue-yellow blindness (a test measures it). They do not
 * follow the theme: they lie on pictures. Always shown together with the region's number.
 */
const colours = [
  '#c85b00',
  '#69b6fe',
  '#02a38d',
  '#ecf04e',
  '#ab1f65',
  '#fbaab8',
  '#3412e6',
  '#b2f8b3',
  '#7d65cd',
  '#7b400b',
] as const

/** The colour of region number n, on the canvas and on its chips. */
export function regionColour(number: number): string {
  return colours[(((number - 1) % colours.length) + colours.length) % colours.length] ?? colours[0]
}

/** Black or white: what can be read on this colour. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2)
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

/** How many regions have a colour of their own. */
export const paletteSize = colours.length
