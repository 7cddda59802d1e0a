import { SaxesParser } from 'saxes'
import type { XmlElement } from '../../../shared/dataset/import/xml-element.ts'
import { err, ok, type Result } from '../../../shared/result.ts'

type OpenElement = { name: string; attributes: Map<string, string>; children: XmlElement[]; text: string; line: number }

/**
 * The tree of an XML text, or the first thing that makes it none, with its line. Only XML's own five entities are known: what a DOCTYPE
 * declares is never resolved or fetched.
 */
export function parseXml(text: string): Result<XmlElement, string> {
  const parser = new SaxesParser({ xmlns: false })
  const open: OpenElement[] = []
  let root: XmlElement | null = null
  let problem: string | null = null
  parser.on('error', (error) => {
    problem ??= `line ${parser.line}: ${error.message.replace(/^\d+:\d+: |\.$/g, '')}`
  })
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: new Map(Object.entries(attributes)), children: [], text: '', line: parser.line })
  })
  const addText = (more: string): void => {
    const last = open.at(-1)
    if (last !== undefined) last.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root ??= closed
    else parent.children.push(closed)
  })
  for (let at = 0; at < text.length && problem === null; at += 65536) parser.write(text.slice(at, at + 65536))
  if (problem === null) parser.close()
  if (problem !== null) return err(problem)
  return root === null ? err('the file has no element') : ok(root)
}
