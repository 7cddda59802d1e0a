/** Numbers without end in a typed array that grows. */
export function createNumbers(): { push(value: number): void; values(): Float32Array; readonly length: number } {
  let held = new Float32Array(256)
  let length = 0
  return {
    push(value) {
      if (length === held.length) {
        const larger = new Float32Array(2 * length)
        larger.set(held)
        held = larger
      }
      held[length++] = value
    },
    values: () => held.subarray(0, length),
    get length() {
      return length
    },
  }
}

/** The middle of some numbers; null without any. */
export function medianOf(numbers: Float32Array): number | null {
  if (numbers.length === 0) return null
  const sorted = numbers.slice().sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Which images a bar is about, by their place in the project; one bit each. */
export type ImageBits = Uint8Array

/** Whether the image with this place is among them. */
export function hasImage(bits: ImageBits, at: number): boolean {
  return (((bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1
}

type Bar = { count: number; few: number[]; many: ImageBits | null }

/** Bars by name and kind, with the images that each is about. */
export type Bars = {
  /** One more on a bar, on this image; -1 for an image that is not known. */
  add(name: string, series: string | null, image: number): void
  count(name: string, series: string | null): number
  /** The images of these bars together. */
  images(names: readonly string[], series: string | null): ImageBits
  /** Names in the order of their first bar. */
  names(): string[]
  series(): (string | null)[]
  /** All bars of a name together. */
  sum(name: string): number
}

/** For a project of so many images. A bar about few of them keeps their places: there may be thousands of labels. */
export function createBars(total: number): Bars {
  const bars = new Map<string, Map<string | null, Bar>>()
  const kinds = new Set<string | null>()
  const bytes = (total + 7) >> 3
  const mostFew = Math.max(8, bytes >> 3)

  function mark(bits: ImageBits, image: number): void {
    bits[image >> 3] = (bits[image >> 3] ?? 0) | (1 << (image & 7))
  }
  function note(bar: Bar, image: number): void {
    if (bar.many !== null) mark(bar.many, image)
    else if (bar.few.at(-1) !== image && bar.few.push(image) > mostFew) {
      bar.many = new Uint8Array(bytes)
      for (const each of bar.few) mark(bar.many, each)
      bar.few = []
    }
  }
  return {
    add(name, series, image) {
      let row = bars.get(name)
      if (row === undefined) {
        row = new Map()
        bars.set(name, row)
      }
      let bar = row.get(series)
      if (bar === undefined) {
        bar = { count: 0, few: [], many: null }
        row.set(series, bar)
        kinds.add(series)
      }
      bar.count++
      if (image >= 0) note(bar, image)
    },
    count: (name, series) => bars.get(name)?.get(series)?.count ?? 0,
    images(names, series) {
      const bits = new Uint8Array(bytes)
      for (const name of names) {
        const bar = bars.get(name)?.get(series)
        for (const image of bar?.few ?? []) mark(bits, image)
        for (const [at, byte] of bar?.many?.entries() ?? []) bits[at] = (bits[at] ?? 0) | byte
      }
      return bits
    },
    names: () => [...bars.keys()],
    series: () => [...kinds],
    sum: (name) => [...(bars.get(name)?.values() ?? [])].reduce((all, { count }) => all + count, 0),
  }
}

/** Lower ends of bins; the last one is open. */
export type Bins = { readonly ends: readonly number[]; readonly unit?: string }

/** The names of bins, in order. */
export function binNames({ ends, unit }: Bins): string[] {
  const tail = unit === undefined ? '' : ` ${unit}`
  return ends.map((from, at) => (at === ends.length - 1 ? `≥ ${from}${tail}` : `${from}–${ends[at + 1]}${tail}`))
}

/** The bin of a value: its lower end is in, its upper end is not. */
export function binOf(value: number, ends: readonly number[]): number {
  let at = ends.length - 1
  while (at > 0 && value < (ends[at] ?? 0)) at--
  return at
}
