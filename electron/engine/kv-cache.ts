/** How keys and values are laid out: `[1, heads, capacity, headDim]` per layer. */
export type CacheShape = { readonly layers: number; readonly heads: number; readonly headDim: number }

const growth = 64

/** Arrays that caches gave back, by their length: pictures that come and go then take no new memory from the system. */
export class ArrayStore {
  private readonly kept = new Map<number, Float32Array[]>()
  private readonly maxBytes: number
  bytes = 0

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  /** An array with anything in it. */
  take(floats: number): Float32Array {
    const array = this.kept.get(floats)?.pop()
    if (!array) return new Float32Array(floats)
    this.bytes -= array.byteLength
    return array
  }

  /** Keeps an array that nobody reads any more; lets it go where there are enough. */
  give(array: Float32Array): void {
    if (this.bytes + array.byteLength > this.maxBytes) return
    const same = this.kept.get(array.length)
    if (same) same.push(array)
    else this.kept.set(array.length, [array])
    this.bytes += array.byteLength
  }
}

/**
 * Keys and values of one sequence in arrays of our own: the graph reads them in place and returns new rows only, so a
 * token costs its rows and not the whole past. Rows from `length` on are stale and must be masked.
 */
export class KvCache {
  readonly shape: CacheShape
  length = 0
  capacity = growth
  /** Keys of layer 0, values of layer 0, keys of layer 1 … */
  tensors: Float32Array[]
  private readonly store: ArrayStore

  constructor(shape: CacheShape, store = new ArrayStore(0)) {
    this.shape = shape
    this.store = store
    // Never empty: ONNX Runtime's WebGPU provider crashes on a tensor without elements here.
    const floats = shape.heads * growth * shape.headDim
    this.tensors = Array.from({ length: 2 * shape.layers }, () => store.take(floats))
  }

  get bytes(): number {
    return this.tensors.reduce((sum, tensor) => sum + tensor.byteLength, 0)
  }

  /** Adds `rows` new rows, `present` being `[2 * layers, heads, rows, headDim]`. */
  append(present: Float32Array, rows: number): void {
    const { heads, headDim } = this.shape
    this.reserve(this.length + rows)
    this.tensors.forEach((tensor, i) => {
      for (let head = 0; head < heads; head++) {
        const from = (i * heads + head) * rows * headDim
        tensor.set(present.subarray(from, from + rows * headDim), (head * this.capacity + this.length) * headDim)
      }
    })
    this.length += rows
  }

  /** Forgets every row from `length` on. */
  truncate(length: number): void {
    this.length = Math.min(this.length, length)
  }

  /** Gives its arrays to caches to come: nothing may be read from it afterwards. */
  release(): void {
    for (const tensor of this.tensors) this.store.give(tensor)
    this.tensors = []
    this.length = 0
  }

  private reserve(rows: number): void {
    if (rows <= this.capacity) return
    const { heads, headDim } = this.shape
    const capacity = Math.ceil(rows / growth) * growth
    this.tensors = this.tensors.map((old) => {
      const grown = this.store.take(heads * capacity * headDim)
      for (let head = 0; head < heads; head++) {
        const from = head * this.capacity * headDim
        grown.set(old.subarray(from, from + this.length * headDim), head * capacity * headDim)
      }
      this.store.give(old)
      return grown
    })
    this.capacity = capacity
  }
}
