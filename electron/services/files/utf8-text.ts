/** The bytes as text, a byte order mark included; null where they are not UTF-8. Also where `buffer.isUtf8` is missing (Node 16). */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
