/** Which shapes a model may write. */
export type ShapeKinds = { readonly boxes: boolean; readonly points: boolean }

/**
 * How far a bracket of the Shikra dialect has been written: `[0.ddd,0.ddd]` for a point, four numbers for a box, `;`
 * between shapes of one kind. Numbers are thousandths, 0 to 1000; a box has x1 < x2 and y1 < y2.
 */
export type Bracket = {
  readonly kind: 'open' | 'box' | 'point'
  /** The finished numbers of the shape at hand, in thousandths. */
  readonly values: readonly number[]
  /** What is written of the next number, at most `d.ddd`. */
  readonly digits: string
}

const opened: Bracket = { kind: 'open', values: [], digits: '' }
const numberLength = 5

/** Where a character leads: inside a bracket, to free text (null), or nowhere ('dead'). */
export function nextCharacter(at: Bracket | null, character: string, kinds: ShapeKinds): Bracket | null | 'dead' {
  if (at === null) return character === '[' ? opened : null
  if (at.digits.length < numberLength) {
    const digits = at.digits + character
    const range = valuesFrom(digits)
    const [low, high] = bounds(at, kinds)
    return range && range[1] >= low && range[0] <= high ? { ...at, digits } : 'dead'
  }
  const values = [...at.values, thousandths(at.digits)]
  switch (character) {
    case ',':
      if (values.length === 1 || values.length === 3) return { ...at, values, digits: '' }
      if (values.length !== 2 || !kinds.boxes || at.kind === 'point') return 'dead'
      return values.some((value) => value === 1000) ? 'dead' : { kind: 'box', values, digits: '' }
    case ';':
    case ']': {
      const point = values.length === 2 && kinds.points && at.kind !== 'box'
      if (!point && values.length !== 4) return 'dead'
      return character === ']' ? null : { kind: point ? 'point' : 'box', values: [], digits: '' }
    }
    default:
      return 'dead'
  }
}

/** Where a whole text leads. */
export function nextText(at: Bracket | null, text: string, kinds: ShapeKinds): Bracket | null | 'dead' {
  let state = at
  for (const character of text) {
    const next = nextCharacter(state, character, kinds)
    if (next === 'dead') return 'dead'
    state = next
  }
  return state
}

/** The fewest characters that close the bracket. */
export function charactersToClose(at: Bracket, kinds: ShapeKinds): number {
  const last = at.kind === 'box' || !kinds.points ? 3 : 1
  return numberLength - at.digits.length + (last - at.values.length) * (numberLength + 1) + 1
}

function bounds({ kind, values }: Bracket, kinds: ShapeKinds): readonly [number, number] {
  const [x1 = 0, y1 = 0] = values
  if (values.length === 2) return [x1 + 1, 1000]
  if (values.length === 3) return [y1 + 1, 1000]
  return [0, kind === 'point' || (kind === 'open' && kinds.points) ? 1000 : 999]
}

/** The smallest and largest number that may become of these characters. */
function valuesFrom(digits: string): readonly [number, number] | null {
  if (!/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(digits)) return null
  if (digits.startsWith('1')) return [1000, 1000]
  const written = digits.slice(2)
  const step = 10 ** (3 - written.length)
  const low = Number(written || '0') * step
  return [low, low + step - 1]
}

function thousandths(digits: string): number {
  return Number(digits[0]) * 1000 + Number(digits.slice(2))
}
