import { pythonPattern, pythonStrip } from './nougat-pattern.ts'
import { removeRepeatedReferences } from './nougat-references.ts'
import { truncateRepetitions } from './nougat-repetitions.ts'

const { raw } = String
const longHeading = pythonPattern(raw`(?:\n|^)#+ \d*\W? ?(.{100,})`)
const numberHeading = pythonPattern(raw`^#+ (?:[\dixv]|\.(?=[\dixv]))*\s*(?:$|\n\s*)`, 'm')
const initials = pythonPattern(raw`^\* \[\d+\](?:\s?[A-W]\.+\s?){10,}.*$`, 'm')
const emptyBracket = pythonPattern(raw`^(\* \[\d+\])\[\](.*)$`, 'm')
const loneLetter = pythonPattern(raw`^\w\n\n|\n\n\w$`)
const subscript = pythonPattern(raw`([\s.,()])_([a-zA-Z0-9])__([a-zA-Z0-9]){1,3}_([\s.,:()])`)
const letter = pythonPattern(raw`([\s.,\d])_([a-zA-Z0-9])_([\s.,\d;])`)
const footnoteCommand = pythonPattern(raw`(\nFootnote .*?:) (?:footnotetext|thanks):\W*(.*(?:\n\n|$))`)
const footnote = /\[FOOTNOTE:[^\n][^\]\n]*\][^\n]*?\[ENDFOOTNOTE\]/g
const listLine = pythonPattern(
  raw`^(-|\*)?(?!-|\*) ?(?:(?:\d|[ixv])+ )?.+? (-|\*) (?:(?:\d|[ixv])+\.(?:\d|[ixv]) )?.*$`,
  'im',
)
const numeral = pythonPattern(raw`^[\dixv]+(?:\.[\dixv])*$`, 'im')
const oneSign = pythonPattern(raw`^[A-Z0-9,;:]$`)
const tableInLine = pythonPattern(raw`^(.+)\\begin\{tab`, 'm')
const emptyTable = pythonPattern(raw`\\begin\{tabular\}\{[clr ]{2,}\}\s*(?:&[& ]*\s*)?(?:\\\\)? \\end\{tabular\}`)
const strayName = pythonPattern(raw`(?:\*\*S\. A\. B\.\*\*\n+){2,}`)
const bareHeading = pythonPattern(raw`^#+(?: [\[\d\w])?$`, 'm')
const bareDot = pythonPattern(raw`^\.\s*$`, 'm')

function startsWithAny(text: string, starts: readonly string[]): boolean {
  return starts.some((start) => text.startsWith(start))
}

/** List items that stand in one line, each in a line of its own, indented by their numbers. */
function splitLists(text: string): string {
  let page = text
  for (const match of [...text.matchAll(listLine)].reverse()) {
    const [line, first, second = ''] = match
    if (first === undefined) continue
    const mark = `${second} `
    let items = ''
    for (const [index, item] of line.split(mark).slice(1).entries()) {
      const stripped = pythonStrip(item)
      const blank = stripped.indexOf(' ')
      if (blank < 0 || blank === stripped.length - 1) continue
      const number = stripped.slice(0, blank)
      const level = number.search(numeral) < 0 ? 0 : number.split('.').length - 1
      const lead = index > 0 || match.index === 0 ? mark : `${first} `
      items += (index > 0 ? '\n' : '') + '\t'.repeat(level) + lead + stripped
    }
    const after = page.slice(match.index + line.length)
    page = page.slice(0, match.index) + items + (after === '' ? '\n' : after)
  }
  return page
}

/** Room around a page, so that pages can be joined. */
function padPage(text: string, words: ReadonlySet<string>): string {
  const page = text.endsWith('.') || text.endsWith('}') ? `${text}\n\n` : text
  if (page.search(oneSign) >= 0) return `${page} `
  if (startsWithAny(page, ['#', '**', '\\begin'])) return `\n\n${page}`
  if (startsWithAny(page.slice(page.lastIndexOf('\n') + 1), ['#', 'Figure', 'Table'])) return `${page}\n\n`
  return words.has(page.slice(page.lastIndexOf(' ') + 1)) ? `${page} ` : page
}

function count(line: string, part: string): number {
  return line.split(part).length - 1
}

function fixTables(text: string): string {
  let page = text
  for (const line of text.split('\n')) {
    const isWrong = count(line, '\\begin{tabular}') > 15 || count(line, '\\multicolumn') > 60 || count(line, '&') > 400
    if (isWrong) page = page.replaceAll(line, '')
  }
  return page
    .replaceAll('\\begin{table} \\begin{tabular}', '\\begin{table}\n\\begin{tabular}')
    .replaceAll('\\end{tabular} \\end{table}', '\\end{tabular}\n\\end{table}')
    .replaceAll('\\end{table} Tab', '\\end{table}\nTab')
    .replace(tableInLine, (_, before: string) => `${before}\n\\begin{tab`)
    .replaceAll(raw`\begin{tabular}{l l}  & \\ \end{tabular}`, '')
    .replaceAll('\\begin{tabular}{}\n\n\\end{tabular}', '')
    .replaceAll('\\begin{array}[]{', '\\begin{array}{')
    .replace(emptyTable, '')
}

/**
 * A page of Nougat as its own tools clean it (`postprocess_single` without the Markdown part, facebookresearch/nougat @ 5a92920):
 * repetitions, made-up references and headings go, broken lists, footnotes and tables are mended. After a last word that is one of `words`
 * (upstream: NLTK's English list) a blank is added, so that the next page does not run into it.
 */
export function cleanNougatPage(page: string, words: ReadonlySet<string>): string {
  let text = pythonStrip(page.replace(longHeading, (_, title: string) => `\n${title}`))
  text = text.replaceAll('\n* [leftmargin=*]\n', '\n').replace(numberHeading, '')
  const lines = text.split('\n')
  if (lines.length > 1 && /^#+ /.test(lines.at(-1) ?? '')) text = lines.slice(0, -1).join('\n')
  text = removeRepeatedReferences(truncateRepetitions(text))
    .replace(initials, '')
    .replace(emptyBracket, '$1$2')
    .replace(loneLetter, '')
    .replace(subscript, (_, before, base, index, after) => `${before}\\(${base}_{${index}}\\)${after}`)
    .replace(letter, (_, before, name, after) => `${before}\\(${name}\\)${after}`)
    .replace(footnoteCommand, '$1 $2')
    .replace(footnote, '')
  return fixTables(padPage(splitLists(text), words))
    .replace(strayName, '')
    .replace(bareHeading, '')
    .replace(bareDot, '')
    .replace(/\n{3,}/g, '\n\n')
}
