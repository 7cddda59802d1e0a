/** One element of a parsed XML file. `text` is its own text, entities resolved, without that of its children. */
export type XmlElement = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
  /** Line of the file where its opening tag ends, from 1. */
  readonly line: number
}

/** The children of this name, in order. */
export function xmlChildren(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** The first child of this name, or null. */
export function xmlChild(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null
}

/** The text of the first child of this name as it stands; null without one. */
export function xmlText(element: XmlElement, name: string): string | null {
  return xmlChild(element, name)?.text ?? null
}
