import { pythonPattern, pythonStrip } from './nougat-pattern.ts'

const numberBefore = pythonPattern(String.raw`^\(([\d.]+[a-zA-Z]?)\) \\\[(.+?)\\\]$`, 'm')
const numberAfter = pythonPattern(String.raw`^\\\[(.+?)\\\] \(([\d.]+[a-zA-Z]?)\)$`, 'm')
const numberBetween = pythonPattern(String.raw`^\\\[(.+?)\\\] \(([\d.]+[a-zA-Z]?)\) (\\\[.+?\\\])$`, 'm')
const boldMath = pythonPattern(String.raw`\\mbox\{ ?\\boldmath\$(.*?)\$\}`)
const address = pythonPattern(String.raw`(?:https?|ftp)://[\w_\-]+(?:\.[\w_\-]+)+[\w.,@?^=%&:/~+#\-]*[\w@?^=%&/~+#\-]`)
const listing = pythonPattern('```\\s*([^]+?)\\s*```')

/**
 * A page of Nougat in words that Markdown viewers know (`markdown_compatible` of facebookresearch/nougat @ 5a92920): equation numbers
 * become tags, bold letters `\mathbf`, bare addresses links. An address that is a link already becomes one twice, as upstream.
 */
export function nougatMarkdown(page: string): string {
  return page
    .replace(numberBefore, (_, number: string, math: string) => String.raw`\[${math} \tag{${number}}\]`)
    .replace(numberAfter, (_, math: string, number: string) => String.raw`\[${math} \tag{${number}}\]`)
    .replace(
      numberBetween,
      (_, math: string, number: string, next: string) => String.raw`\[${math} \tag{${number}}\] ${next}`,
    )
    .replaceAll(String.raw`\. `, '. ')
    .replaceAll(String.raw`\bm{`, () => String.raw`\mathbf{`)
    .replaceAll(String.raw`{\\bm `, () => String.raw`\mathbf{`)
    .replace(boldMath, (_, letters: string) => String.raw`\mathbf{${letters}}`)
    .replace(address, (found) => `[${found}](${found})`)
    .replace(listing, (_, code: string) => `\`\`\`\n${code}\n\`\`\``)
}

/** Pages in order as one document (`predict.py`): no gap is wider than one empty line. */
export function joinNougatPages(pages: readonly string[]): string {
  return pythonStrip(pythonStrip(pages.join('')).replace(/\n{3,}/g, '\n\n'))
}

const environments = ['bmatrix', 'pmatrix', 'matrix', 'tabular', 'table']

/** The text with an end for every matrix and table that has none, in the order in which Nougat looks for them. */
export function closeNougatEnvironments(text: string): string {
  return environments.reduce((closed, name) => {
    const open = closed.split(`\\begin{${name}}`).length - closed.split(`\\end{${name}}`).length
    return open > 0 ? closed + `\\end{${name}}`.repeat(open) : closed
  }, text)
}
