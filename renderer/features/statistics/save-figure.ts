function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Rows as RFC 4180 has them. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
  }
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** Lets the browser save rows as a file. */
export function saveCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  save(new Blob(['\uFEFF', csvOf(rows)], { type: 'text/csv' }), `${name}.csv`)
}

/** Lets the browser save a drawn plot, in twice its pixels, with the colours it has now. */
export async function savePng(name: string, drawn: SVGSVGElement): Promise<void> {
  const style = getComputedStyle(drawn)
  const { width, height } = drawn.getBoundingClientRect()
  const copy = drawn.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.style.color = style.color
  copy.style.font = style.font
  const text = new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/g, (_, property: string) => style.getPropertyValue(property).trim())
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * 2)
  canvas.height = Math.round(height * 2)
  const paint = canvas.getContext('2d')
  if (!paint) return
  paint.fillStyle = style.getPropertyValue('--surface-2').trim()
  paint.fillRect(0, 0, canvas.width, canvas.height)
  paint.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
  if (blob) save(blob, `${name}.png`)
}
