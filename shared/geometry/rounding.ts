const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]
const quickEnd = 2 ** 30
/** Three digits each: a number of such a length takes several times as long to be written. */
const thousand = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'))

/** The same for most positive numbers at half the time. Null where the product's own rounding, less than 2^-22, might decide. */
function quickFixed(x: number, decimals: number): string | null {
  const power = powers[decimals]
  if (power === undefined) return null
  const scaled = x * power
  if (scaled >= quickEnd) return null
  const below = Math.floor(scaled)
  const rest = scaled - below
  if (Math.abs(rest - 0.5) < 1e-6) return null
  const rounded = rest > 0.5 ? below + 1 : below
  if (decimals === 0) return String(rounded)
  const whole = Math.floor(rounded / power)
  const fraction = rounded - whole * power
  if (decimals !== 6) return `${whole}.${String(fraction + power).slice(1)}`
  const high = Math.floor(fraction / 1000)
  return `${whole}.${thousand[high]}${thousand[fraction - high * 1000]}`
}

/**
 * `x` with a fixed number of decimals exactly as Python's `format(x, '.nf')` and `'%.nf'` write it: rounded half to even on the
 * exact binary value. `toFixed` rounds the exact value too but takes the larger neighbour at a tie, so only ties are corrected.
 * `decimals` is 0..100. Total: NaN and infinities give `nan`, `inf`, `-inf`; a negative zero keeps its sign, as in Python.
 */
export function pythonFixed(x: number, decimals: number): string {
  const quick = x > 0 ? quickFixed(x, decimals) : null
  if (quick !== null) return quick
  if (Number.isNaN(x)) return 'nan'
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  const magnitude = Math.abs(x)
  if (magnitude === Infinity) return `${sign}inf`
  if (magnitude >= 2 ** 53) {
    const whole = BigInt(magnitude).toString()
    return sign + (decimals > 0 ? `${whole}.${'0'.repeat(decimals)}` : whole)
  }
  const text = magnitude.toFixed(decimals)
  // A binary fraction lies half way between two decimals of n places exactly when it is an odd multiple of 2^-(n+1).
  const isTie = (magnitude * 2 ** (decimals + 1)) % 2 === 1
  const last = text.charCodeAt(text.length - 1) - 48
  return sign + (isTie && last % 2 === 1 ? text.slice(0, -1) + String(last - 1) : text)
}

/** Python's `round(x)`: the nearest whole number, ties to the even one. NaN and infinities are returned as they are. */
export function roundHalfEven(x: number): number {
  const below = Math.floor(x)
  const rest = x - below
  if (rest < 0.5) return below
  if (rest > 0.5) return below + 1
  return below % 2 === 0 ? below : below + 1
}
