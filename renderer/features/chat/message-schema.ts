import { type Node, Schema, Slice } from 'prosemirror-model'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { assertNever } from '../../../shared/result.ts'

/**
 * A message while it is written: one run of text (line breaks are characters) and mentions, each an atom that carries the
 * ids of its regions. The ids are the message; what a mention looks like is drawn from them and never read back.
 */
export const messageSchema = new Schema({
  nodes: {
    doc: { content: 'inline*', whitespace: 'pre', toDOM: () => ['div', 0] },
    text: { group: 'inline' },
    mention: {
      group: 'inline',
      inline: true,
      atom: true,
      selectable: false,
      attrs: {
        ids: { validate: isIdList },
        phrase: { default: null },
        sent: { default: null },
        keeps: { default: false },
      },
      toDOM: (node) => ['span', { 'data-regions': (node.attrs.ids as string[]).join(' ') }],
      parseDOM: [
        {
          tag: 'span[data-regions]',
          getAttrs: (element) => {
            const ids = (element.getAttribute('data-regions') ?? '').split(' ').filter(Boolean)
            return ids.length > 0 ? { ids } : false
          },
        },
      ],
    },
  },
  topNode: 'doc',
})

function isIdList(value: unknown): void {
  if (!Array.isArray(value) || value.length === 0 || !value.every((id) => typeof id === 'string'))
    throw new RangeError('a mention needs region ids')
}

/** The regions that a mention node names. */
export function mentionIds(node: Node): readonly RegionId[] {
  return node.attrs.ids as readonly RegionId[]
}

/** A mention node for these regions; `null` for none. */
export function mentionNode(ids: readonly RegionId[]): Node | null {
  return ids.length === 0 ? null : messageSchema.node('mention', { ids: [...ids] })
}

function nodeOfMention(part: Extract<Part, { kind: 'mention' }>): Node {
  return messageSchema.node('mention', {
    ids: [...part.regionIds],
    phrase: part.phrase ?? null,
    sent: part.sent ?? null,
    keeps: part.keeps ?? false,
  })
}

/** The nodes of a message's parts. Text that was malformed becomes ordinary text; pictures have no place in a message yet. */
function nodesOfParts(parts: readonly Part[]): Node[] {
  return parts.flatMap((part) => {
    switch (part.kind) {
      case 'text':
      case 'malformed':
        return part.text === '' ? [] : [messageSchema.text(part.text)]
      case 'mention':
        return nodeOfMention(part) ?? []
      case 'image':
        return []
      default:
        return assertNever(part)
    }
  })
}

/** The document of a message's parts. */
export function docOfParts(parts: readonly Part[]): Node {
  return messageSchema.node('doc', null, nodesOfParts(parts))
}

/** Parts as a slice, for pasting. */
export function sliceOfParts(parts: readonly Part[]): Slice {
  return new Slice(docOfParts(parts).content, 0, 0)
}

/** The parts of a message, neighbouring texts joined. */
export function partsOfDoc(doc: Node): Part[] {
  const parts: Part[] = []
  doc.forEach((node) => {
    const last = parts[parts.length - 1]
    if (node.isText) {
      if (last?.kind === 'text') last.text += node.text ?? ''
      else parts.push({ kind: 'text', text: node.text ?? '' })
      return
    }
    const mention: Part = { kind: 'mention', regionIds: [...mentionIds(node)] }
    const phrase: unknown = node.attrs.phrase
    if (typeof phrase === 'string') mention.phrase = phrase
    if (node.attrs.sent !== null) mention.sent = node.attrs.sent as Shape[]
    if (node.attrs.keeps === true) mention.keeps = true
    parts.push(mention)
  })
  return parts
}
