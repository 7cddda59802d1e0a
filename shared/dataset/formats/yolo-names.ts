/** A scalar of YAML: quoted in either way, or as it stands up to a comment. */
function scalar(text: string): string {
  const trimmed = text.trim()
  const [quote] = trimmed
  if (quote === '"') {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(trimmed)?.[0]
    try {
      return end === undefined ? trimmed : String(JSON.parse(end))
    } catch {
      return end === undefined ? trimmed : end.slice(1, -1)
    }
  }
  if (quote === "'") return (/^'((?:[^']|'')*)'/.exec(trimmed)?.[1] ?? trimmed.slice(1)).replaceAll("''", "'")
  return trimmed.replace(/\s+#.*$/, '').replace(/^#.*$/, '')
}

/** The items of a list or map in one line (or several), without its brackets. */
function flowItems(text: string): string[] {
  const items: string[] = []
  for (const [item] of text.matchAll(/(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'])+/g)) {
    if (item.trim() !== '') items.push(item)
  }
  return items
}

/** `key: value` apart; the whole as value, without a key, where there is none. */
function pair(text: string): { key: number | null; value: string } {
  const [, key, value] = /^\s*["']?(\d{1,6})["']?\s*:\s(.*)$/s.exec(`${text} `) ?? []
  return key === undefined || value === undefined ? { key: null, value: text } : { key: Number(key), value }
}

/**
 * The class names of a `data.yaml` by number: `names` as a list or a map, in lines or in brackets. Null when there are none. Only this
 * much of YAML is read; anchors and texts over several lines are not.
 */
export function yoloNames(yaml: string): string[] | null {
  const lines = yaml.split(/\r\n|\r|\n/)
  const start = lines.findIndex((line) => /^names\s*:/.test(line))
  if (start < 0) return null
  const first = (lines[start] ?? '').replace(/^names\s*:/, '').trim()
  const items: string[] = []
  if (first.startsWith('[') || first.startsWith('{')) {
    const close = first.startsWith('[') ? ']' : '}'
    const rest = [first, ...lines.slice(start + 1).map((line) => line.replace(/(?:^|\s)#[^"']*$/, ''))].join('\n')
    const inner = /^.(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^"'\]}])*/.exec(rest)?.[0] ?? ''
    if (rest[inner.length] !== close) return null
    items.push(...flowItems(inner.slice(1)))
  } else {
    for (const line of lines.slice(start + 1)) {
      if (line.trim() === '' || /^\s*#/.test(line)) continue
      const item = /^\s*-\s+(.*)$/.exec(line)?.[1] ?? (/^\s+["']?\d+["']?\s*:/.test(line) ? line : null)
      if (item === null) break
      items.push(item)
    }
  }
  const names: string[] = []
  for (const [index, item] of items.entries()) {
    const { key, value } = pair(item)
    names[key ?? index] = scalar(value)
  }
  return names.length === 0 ? null : Array.from(names, (name) => name ?? '')
}
