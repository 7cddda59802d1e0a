const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** A text for XML's content and attributes: signs of the language and blanks that readers would change are escaped. */
export function escapeXml(text: string): string {
  return /[&<>"\t\n\r]/.test(text) ? text.replace(/[&<>"\t\n\r]/g, (sign) => entities[sign] ?? sign) : text
}

// Control characters, halves of pairs and U+FFFE, U+FFFF: XML 1.0 has no way to write them.
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** A text in signs that XML 1.0 can hold; the others are replaced by U+FFFD. */
export function legalXml(text: string): string {
  return text.replace(illegal, '\ufffd')
}
