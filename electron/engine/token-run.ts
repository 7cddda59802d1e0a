import type { Graphs } from './graphs.ts'
import type { PictureEntry } from './picture-cache.ts'

type Ahead = { readonly ids: readonly number[]; readonly rows: Float32Array; at: number }

/**
 * One answer's way through the decoder: tokens are fed when somebody wants to know what comes behind them. Drafted tokens
 * run along, and as far as they turn out right their logits are there already; what they left in the cache is else forgotten.
 */
export class TokenRun {
  private readonly graphs: Graphs
  private readonly entry: PictureEntry
  private readonly pictureRows: number
  private features: Float32Array | null
  private feed: number[]
  private ahead: Ahead | null = null
  /** How often the decoder ran. */
  runs = 0

  /** Begins behind what the entry's cache holds; `features` are those of a picture that is not in it yet. */
  constructor(
    graphs: Graphs,
    entry: PictureEntry,
    pictureRows: number,
    features: Float32Array | null,
    feed: readonly number[],
  ) {
    this.graphs = graphs
    this.entry = entry
    this.pictureRows = pictureRows
    this.features = features
    this.feed = [...feed]
  }

  /** The token that comes next in the answer. */
  push(id: number): void {
    if (this.ahead?.ids[this.ahead.at] === id) {
      this.entry.tokens.push(id)
      this.ahead.at++
      return
    }
    this.forgetDraft()
    this.feed.push(id)
  }

  /** What the model thinks comes next. `draft` is asked for guesses when there is something to run. */
  async logits(draft: () => readonly number[]): Promise<Float32Array> {
    if (!this.ahead) {
      const { cache, tokens } = this.entry
      const ids = draft()
      const fed = [...this.feed, ...ids]
      const rows = await this.graphs.step(cache, this.features, fed, tokens.length + 1, ids.length + 1)
      this.runs++
      this.features = null
      tokens.push(...this.feed)
      this.feed = []
      this.ahead = { ids, rows, at: 0 }
    }
    const { ids, rows, at } = this.ahead
    const width = rows.length / (ids.length + 1)
    return ids.length === 0 ? rows : rows.subarray(at * width, (at + 1) * width)
  }

  /** Drops what was drafted and never said. */
  forgetDraft(): void {
    if (this.ahead) this.entry.cache.truncate(this.pictureRows + this.entry.tokens.length)
    this.ahead = null
  }
}
