import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { Turn } from '../../shared/dialogue/turn.ts'
import type { Editor } from './editor.ts'

/** A copy without the store's proxies: what crosses a message port must be cloneable. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** The regions that turns mention, as far as they are still there. */
export function mentionedIn(editor: Pick<Editor, 'document'>, turns: readonly Turn[]): Region[] {
  return [...mentionedRegions(turns)].flatMap((id) => editor.document.regions[id] ?? [])
}
