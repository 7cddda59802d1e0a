import type { Format, FormatFile } from './format.ts'

const splitNames = ['train', 'val', 'test'] as const

/** A name with stars, as in `labels/*.txt`, as a pattern. */
export function starPattern(name: string): RegExp {
  const pieces = name.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('.*')}$`)
}

/** Finds the entry of a format's list that a file of an export belongs to, also when it was renamed for a split; throws for others. */
export function createFileTable(format: Format): (file: string) => FormatFile {
  const known = new Map(format.files.map((entry) => [entry.name, entry]))
  const patterns = format.files.flatMap((entry) => {
    const names = [entry.name]
    if (format.splitFile !== undefined) for (const split of splitNames) names.push(format.splitFile(entry.name, split))
    return names.map((name) => ({ entry, pattern: starPattern(name) }))
  })
  return (file) => {
    const found = known.get(file)
    if (found !== undefined) return found
    const entryOf = (name: string) => patterns.find(({ pattern }) => pattern.test(name))
    const fits = entryOf(file) ?? entryOf(file.replace(/-(?:train|val|test)(?=\.[^/]*$|$)/, ''))
    if (fits === undefined) throw new Error(`${format.id} writes no file ${file}`)
    // Files of a pattern are many: they are not remembered.
    if (!fits.entry.name.includes('*')) known.set(file, fits.entry)
    return fits.entry
  }
}
