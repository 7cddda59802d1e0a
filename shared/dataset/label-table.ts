/** The numbers of labels in one export. All splits share one, so that a class has the same number in each. */
export type LabelTable = {
  /** The number of a label, from 0 in the order in which labels first come. */
  number(label: string): number
  /** All labels so far, by number. */
  readonly names: readonly string[]
  /**
   * Numbers by code points of the labels, as Python sorts them: the same for the same labels, wherever they come first. Those of labels
   * that are declared stay.
   */
  sorted(): ReadonlyMap<string, number>
  /** The classes that the source declares, in its order. Every label is one of them; those that no region has keep their numbers. */
  declare(labels: readonly string[]): void
  /** Whether all labels are known, so that their numbers are final. */
  readonly isDeclared: boolean
  /** True for the first one who takes a name, such as that of a file that only one may write. */
  claim(name: string): boolean
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** An empty table. */
export function createLabelTable(): LabelTable {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const claimed = new Set<string>()
  let order = new Map<string, number>()
  let isDeclared = false

  function number(label: string): number {
    const known = numbers.get(label)
    if (known !== undefined) return known
    numbers.set(label, names.length)
    return names.push(label) - 1
  }

  return {
    names,
    number,
    get isDeclared() {
      return isDeclared
    },
    declare(labels) {
      isDeclared = names.length === 0
      for (const label of labels) number(label)
    },
    sorted() {
      if (order.size !== names.length) {
        const sorted = isDeclared ? names : [...names].sort(byCodePoint)
        order = new Map(sorted.map((name, index) => [name, index]))
      }
      return order
    },
    claim: (name) => claimed.size < claimed.add(name).size,
  }
}
