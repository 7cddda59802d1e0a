/**
 * The composer's own random numbers: sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32. Integer arithmetic only,
 * so one seed gives one scene on every machine and every version of the language.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  /** `seeds` are taken as unsigned 32-bit integers; the same list always starts the same sequence. */
  constructor(...seeds: readonly number[]) {
    let state = 0x9e3779b9
    for (const seed of seeds) state = mix(state ^ (seed >>> 0)) + 0x9e3779b9
    this.a = mix(state)
    this.b = mix(state + 0x9e3779b9)
    this.c = mix(state + 0x3c6ef372)
    for (let i = 0; i < 12; i++) this.bits()
  }

  /** The next 32 bits as an unsigned integer. */
  bits(): number {
    const t = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + t
    return t >>> 0
  }

  /** A number in [0, 1). */
  next(): number {
    return this.bits() / 4294967296
  }

  /** A number in [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.next()
  }

  /** An integer from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** An index with the given relative weights. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    for (let i = 0; i < weights.length; i++) {
      left -= weights[i] as number
      if (left < 0) return i
    }
    return weights.length - 1
  }

  /** A new list in random order. */
  shuffled<T>(list: readonly T[]): T[] {
    const result = [...list]
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const held = result[i] as T
      result[i] = result[j] as T
      result[j] = held
    }
    return result
  }
}

/** The finaliser of splitmix32. */
function mix(value: number): number {
  let z = value | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
  return (z ^ (z >>> 15)) >>> 0
}
