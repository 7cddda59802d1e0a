import type { Node } from 'prosemirror-model'
import type { NodeViewConstructor } from 'prosemirror-view'
import { createRoot, getOwner, runWithOwner } from 'solid-js'
import { insert } from 'solid-js/web'
import { Mention } from './Mention.tsx'
import { mentionIds } from './message-schema.ts'

/** Draws mentions inside ProseMirror with our own component, so that a chip there follows its region as everywhere else. */
export function makeMentionView(): NodeViewConstructor {
  const owner = getOwner()
  return (first: Node) => {
    const dom = document.createElement('span')
    dom.className = 'message-mention'
    const dispose = runWithOwner(owner, () =>
      createRoot((end) => {
        insert(dom, () => <Mention ids={mentionIds(first)} interactive={false} />)
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
}
