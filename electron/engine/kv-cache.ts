/** How keys and values are laid out: `[1, heads, capacity, headDim]` per layer. */
export type CacheShape = { readonly layers: number; readonly heads: number; readonly headDim: number }

const growth = 64

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

  constructor(shape: CacheShape) {
    this.shape = shape
    // Never empty: ONNX Runtime's WebGPU provider crashes on a tensor without elements here.
    const floats = shape.heads * growth * shape.headDim
    this.tensors = Array.from({ length: 2 * shape.layers }, () => new Float32Array(floats))
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

  private reserve(rows: number): void {
    if (rows <= this.capacity) return
    const { heads, headDim } = this.shape
    const capacity = Math.ceil(rows / growth) * growth
    this.tensors = this.tensors.map((old) => {
      const grown = new Float32Array(heads * capacity * headDim)
      for (let head = 0; head < heads; head++) {
        const from = head * this.capacity * headDim
        grown.set(old.subarray(from, from + this.length * headDim), head * capacity * headDim)
      }
      return grown
    })
    this.capacity = capacity
  }
}
