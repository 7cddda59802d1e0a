/** Numbers in [0, 1) that follow from the seed alone (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The logarithm of the sum of `exp(logits)`, in float64. */
export function logSumExp(logits: Float32Array): number {
  let top = Number.NEGATIVE_INFINITY
  for (const logit of logits) if (logit > top) top = logit
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - top)
  return top + Math.log(sum)
}

export type Choice = {
  readonly id: number
  /** What the model itself gave this token among all, at temperature 1, natural logarithm. */
  readonly logprob: number
}

/** Which tokens may be chosen. */
export type Allowed =
  | { readonly kind: 'all' }
  | { readonly kind: 'only'; readonly ids: readonly number[] }
  | { readonly kind: 'except'; readonly ids: ReadonlySet<number> }

/** Chooses the next token: the likeliest at temperature 0, the lowest id among equals; otherwise by chance. */
export function chooseToken(logits: Float32Array, allowed: Allowed, temperature: number, random: () => number): Choice {
  const id = temperature === 0 ? likeliest(logits, allowed) : drawn(logits, allowed, temperature, random)
  return { id, logprob: (logits[id] as number) - logSumExp(logits) }
}

function likeliest(logits: Float32Array, allowed: Allowed): number {
  let best = -1
  let top = Number.NEGATIVE_INFINITY
  const consider = (id: number): void => {
    const logit = logits[id] as number
    if (best !== -1 && !(logit > top)) return
    best = id
    top = logit
  }
  if (allowed.kind === 'only') for (const id of allowed.ids) consider(id)
  else {
    for (let id = 0; id < logits.length; id++) {
      if (best !== -1 && !((logits[id] as number) > top)) continue
      if (allowed.kind === 'all' || !allowed.ids.has(id)) consider(id)
    }
  }
  return best
}

function drawn(logits: Float32Array, allowed: Allowed, temperature: number, random: () => number): number {
  const top = likeliest(logits, allowed)
  const ids: number[] = []
  const weights: number[] = []
  let sum = 0
  const consider = (id: number): void => {
    const weight = Math.exp(((logits[id] as number) - (logits[top] as number)) / temperature)
    ids.push(id)
    weights.push(weight)
    sum += weight
  }
  if (allowed.kind === 'only') for (const id of allowed.ids) consider(id)
  else for (let id = 0; id < logits.length; id++) if (allowed.kind === 'all' || !allowed.ids.has(id)) consider(id)
  let rest = random() * sum
  for (let i = 0; i < ids.length; i++) {
    rest -= weights[i] as number
    if (rest < 0) return ids[i] as number
  }
  return top
}
