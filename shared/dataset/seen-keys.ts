const bits = new DataView(new ArrayBuffer(8))

/** Texts and numbers to one number of 53 bits: two of a million texts fall together once in 18,000 files. */
export type KeyMaker = {
  text(text: string): void
  number(value: number): void
  /** The key of what came so far; the next one starts anew. */
  take(): number
}

/** A maker of keys out of two 32-bit hashes. */
export function createKeyMaker(): KeyMaker {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  const mix = (unit: number): void => {
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x5bd1e995)
    b ^= b >>> 15
  }
  return {
    text(text) {
      let [first, second] = [a, b]
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        first = Math.imul(first ^ unit, 0x01000193)
        second = Math.imul(second ^ unit, 0x5bd1e995)
        second ^= second >>> 15
      }
      a = first
      b = second
      mix(text.length | 0x40000000)
    },
    number(value) {
      bits.setFloat64(0, value)
      mix(bits.getInt32(0))
      mix(bits.getInt32(4))
    },
    take() {
      const high = Math.imul(a ^ (a >>> 16), 0x85ebca6b)
      const key = ((high ^ (high >>> 13)) >>> 0) * 0x200000 + ((b ^ (b >>> 11)) & 0x1fffff)
      a = 0x811c9dc5
      b = 0x9747b28c
      return key
    },
  }
}

const maker = createKeyMaker()

/** The key of one text. */
export function textKey(text: string): number {
  maker.text(text)
  return maker.take()
}

/** Keys seen so far, about ten bytes each. */
export type SeenKeys = {
  /** True when the key is new. Keys are whole numbers from 0 to 2^53 - 1. */
  add(key: number): boolean
}

/** One part of the keys, in open addressing: 32 bits of a key in `words`, 16 in `tags`; two zeros mark a free place. */
type KeyPart = { words: Uint32Array; tags: Uint16Array; count: number; hasZero: boolean }

const fullShare = 0.75
const growth = 1.5

function placeIn(words: Uint32Array, tags: Uint16Array, word: number, tag: number): number {
  const { length } = words
  const mixed = Math.imul(word ^ (tag * 0x9e3b), 0x9e3779b1) >>> 0
  let at = Math.floor((mixed / 0x100000000) * length)
  while ((words[at] !== word || tags[at] !== tag) && (words[at] !== 0 || tags[at] !== 0)) if (++at === length) at = 0
  return at
}

function grow(part: KeyPart): void {
  const { words, tags } = part
  const size = Math.ceil(words.length * growth)
  const [moreWords, moreTags] = [new Uint32Array(size), new Uint16Array(size)]
  for (const [at, word] of words.entries()) {
    const tag = tags[at] ?? 0
    if (word === 0 && tag === 0) continue
    const to = placeIn(moreWords, moreTags, word, tag)
    moreWords[to] = word
    moreTags[to] = tag
  }
  part.words = moreWords
  part.tags = moreTags
}

/**
 * An empty set of keys. A `Set` of a million takes fifty bytes for each; parts that grow one by one never need the room of all of them
 * twice.
 */
export function createSeenKeys(): SeenKeys {
  const parts = Array.from(
    { length: 32 },
    (): KeyPart => ({ words: new Uint32Array(64), tags: new Uint16Array(64), count: 0, hasZero: false }),
  )
  return {
    add(key) {
      const word = Math.floor(key / 0x200000)
      const rest = key % 0x200000
      const part = parts[rest >>> 16] as KeyPart
      const tag = rest & 0xffff
      if (word === 0 && tag === 0) {
        const isNew = !part.hasZero
        part.hasZero = true
        return isNew
      }
      const at = placeIn(part.words, part.tags, word, tag)
      if (part.words[at] !== 0 || part.tags[at] !== 0) return false
      part.words[at] = word
      part.tags[at] = tag
      part.count++
      if (part.count > part.words.length * fullShare) grow(part)
      return true
    },
  }
}
