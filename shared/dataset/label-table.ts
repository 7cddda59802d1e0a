/** The numbers of labels in one export. All splits share one, so that a class has the same number in each. */
export type LabelTable = {
  /** The number of a label, from 0 in the order in which labels first come. */
  number(label: string): number
  /** All labels so far, by number. */
  readonly names: readonly string[]
  /** True for the first one who takes a name, such as that of a file that only one may write. */
  claim(name: string): boolean
}

/** An empty table. */
export function createLabelTable(): LabelTable {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const claimed = new Set<string>()
  return {
    names,
    number(label) {
      const known = numbers.get(label)
      if (known !== undefined) return known
      numbers.set(label, names.length)
      return names.push(label) - 1
    },
    claim: (name) => claimed.size < claimed.add(name).size,
  }
}
