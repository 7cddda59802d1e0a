import type { Candidate } from './graphs.ts'
import type { KvCache } from './kv-cache.ts'

/** What is kept of one picture: its rows of the cache, followed by the rows of the dialogue last held over it. */
export type PictureEntry = {
  readonly cache: KvCache
  readonly tokens: number[]
  readonly candidates: readonly Candidate[]
}

/** The pictures used last, up to a number of bytes. The one in use may exceed it. */
export class PictureCache {
  private readonly entries = new Map<string, PictureEntry>()
  private readonly maxBytes: number

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  get(key: string): PictureEntry | undefined {
    const entry = this.entries.get(key)
    if (entry) {
      this.entries.delete(key)
      this.entries.set(key, entry)
    }
    return entry
  }

  set(key: string, entry: PictureEntry): void {
    this.entries.delete(key)
    this.entries.set(key, entry)
    this.trim()
  }

  /** Drops the entries unused for longest. Called again after a run, since the newest entry grows with its dialogue. */
  trim(): void {
    let bytes = this.bytes
    for (const [key, entry] of this.entries) {
      if (bytes <= this.maxBytes || this.entries.size === 1) return
      this.entries.delete(key)
      bytes -= entry.cache.bytes
      entry.cache.release()
    }
  }

  get bytes(): number {
    let bytes = 0
    for (const { cache } of this.entries.values()) bytes += cache.bytes
    return bytes
  }

  get size(): number {
    return this.entries.size
  }
}
