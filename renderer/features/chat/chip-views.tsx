import type { Node } from 'prosemirror-model'
import type { NodeViewConstructor } from 'prosemirror-view'
import { createRoot, getOwner, type JSX, runWithOwner } from 'solid-js'
import { insert } from 'solid-js/web'
import { ImageChip } from './ImageChip.tsx'
import { Mention } from './Mention.tsx'
import { mentionIds, pictureId } from './message-schema.ts'

/**
 * Draws mentions and pictures inside ProseMirror with our own components, so that a chip there follows its region as everywhere else. Call
 * it inside a component.
 */
export function makeChipViews(): { readonly mention: NodeViewConstructor; readonly picture: NodeViewConstructor } {
  const owner = getOwner()
  const viewOf =
    (name: string, draw: (node: Node) => JSX.Element): NodeViewConstructor =>
    (first) => {
      const dom = document.createElement('span')
      dom.className = name
      const dispose = runWithOwner(owner, () =>
        createRoot((end) => {
          insert(dom, () => draw(first))
          return end
        }, owner),
      )
      return {
        dom,
        update: (node) => node.type === first.type && node.eq(first),
        ignoreMutation: () => true,
        destroy: () => dispose?.(),
      }
    }
  return {
    mention: viewOf('message-mention', (node) => <Mention ids={mentionIds(node)} interactive={false} />),
    picture: viewOf('message-picture', (node) => <ImageChip id={pictureId(node)} interactive={false} />),
  }
}
