/** UTF-8 bytes as text; null when they are none. `shared` has no `TextDecoder`. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = ''
  let at = 0
  const parts: string[] = []
  while (at < bytes.length) {
    const lead = bytes[at++] ?? 0
    const more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1
    if (more < 0) return null
    let code = more === 0 ? lead : lead & (0x3f >> more)
    for (let i = 0; i < more; i++) {
      const next = bytes[at++] ?? 0
      if ((next & 0xc0) !== 0x80) return null
      code = (code << 6) | (next & 0x3f)
    }
    const least = [0, 0x80, 0x800, 0x10000][more] ?? 0
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null
    text += String.fromCodePoint(code)
    if (text.length > 8192) {
      parts.push(text)
      text = ''
    }
  }
  return parts.join('') + text
}
