function normalised(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** The direction of several prompts for one label: the mean of their unit vectors, made a unit vector again. */
export function clipEnsemble(vectors: readonly (readonly number[])[]): number[] {
  const units = vectors.map(normalised)
  const sum = (units[0] ?? []).map((_, index) => units.reduce((total, unit) => total + (unit[index] ?? 0), 0))
  return normalised(sum)
}

/** The shares of labels by cosine, scaled before the softmax (100 for the released models). */
export function clipShares(cosines: readonly number[], scale: number): number[] {
  const highest = Math.max(...cosines)
  const weights = cosines.map((cosine) => Math.exp(scale * (cosine - highest)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The prompts for a label: templates with `{}` where it goes, filled with it as it stands; there is no rule for articles. */
export function clipPrompts(label: string, templates: readonly string[] = ['a photo of a {}.']): string[] {
  return templates.map((template) => template.replaceAll('{}', () => label))
}
