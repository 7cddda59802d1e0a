const blank = 0x20
const point = 0x2e
const comma = 0x2c
const semicolon = 0x3b
const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
/** Whole numbers of so many digits, and powers of ten up to them, are exact, so that their quotient is the nearest double. */
const mostDigits = 15

/**
 * The groups of a text such as `0.1, 0.25,3;4,5`: plain decimals without a sign, with a comma somewhere, blanks around them. Null for
 * everything else, which others have to look at. The numbers are those that `Number` makes of their texts.
 */
export function plainNumbers(content: string): number[][] | null {
  const { length } = content
  let group: number[] = []
  const groups = [group]
  let hasComma = false
  let at = 0
  for (;;) {
    while (content.charCodeAt(at) === blank) at++
    let digits = 0
    let whole = 0
    let decimals = -1
    for (; at < length; at++) {
      const code = content.charCodeAt(at)
      if (code === point && decimals < 0) decimals = 0
      else if (code >= 0x30 && code <= 0x39) {
        whole = whole * 10 + (code - 0x30)
        if (++digits > mostDigits) return null
        if (decimals >= 0) decimals++
      } else break
    }
    if (digits === 0) return null
    group.push(decimals > 0 ? whole / (powers[decimals] as number) : whole)
    while (content.charCodeAt(at) === blank) at++
    if (at === length) return hasComma ? groups : null
    const separator = content.charCodeAt(at++)
    if (separator === comma) hasComma = true
    else if (separator === semicolon) {
      group = []
      groups.push(group)
    } else return null
  }
}
