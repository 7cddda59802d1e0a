import { type Node, Schema, Slice } from 'prosemirror-model'
import type { Shape } from '../../../shared/dialogue/region.ts'
import type { Part } from '../../../shared/dialogue/turn.ts'
import type { ImageId, RegionId } from '../../../shared/ids.ts'
import { assertNever } from '../../../shared/result.ts'

/**
 * A message while it is written: one run of text (line breaks are characters) and chips, each an atom: mentions,
 * which carry the ids of their regions, and pictures. The ids are the message; what a chip looks like is drawn from them and never read
 * back.
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
      draggable: true,
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
    picture: {
      group: 'inline',
      inline: true,
      atom: true,
      selectable: false,
      draggable: true,
      attrs: { id: { validate: 'string' } },
      toDOM: (node) => ['span', { 'data-image': node.attrs.id as string }],
      parseDOM: [
        {
          tag: 'span[data-image]',
          getAttrs: (element) => {
            const id = element.getAttribute('data-image')
            return id ? { id } : false
          },
        },
      ],
    },
  },
  topNode: 'doc',
})

/** Whether a node is a chip: a mention or a picture, one place of the message that is taken or left whole. */
export function isChip(node: Node | null | undefined): node is Node {
  return node?.type === messageSchema.nodes.mention || node?.type === messageSchema.nodes.picture
}

function isIdList(value: unknown): void {
  if (!Array.isArray(value) || value.length === 0 || !value.every((id) => typeof id === 'string'))
    throw new RangeError('a mention needs region ids')
}

export function countChips(doc: Node): number {
  let count = 0
  doc.forEach((node) => {
    if (isChip(node)) count++
  })
  return count
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

/** A picture node. */
export function pictureNode(id: ImageId): Node {
  return messageSchema.node('picture', { id })
}

/** The picture that a picture node names. */
export function pictureId(node: Node): ImageId {
  return node.attrs.id as ImageId
}

/** The nodes of a message's parts. Text that was malformed becomes ordinary text. */
function nodesOfParts(parts: readonly Part[]): Node[] {
  return parts.flatMap((part) => {
    switch (part.kind) {
      case 'text':
      case 'malformed':
        return part.text === '' ? [] : [messageSchema.text(part.text)]
      case 'mention':
        return nodeOfMention(part) ?? []
      case 'image':
        return pictureNode(part.imageId)
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
    if (node.type === messageSchema.nodes.picture) {
      parts.push({ kind: 'image', imageId: pictureId(node) })
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
