import type { Workspace } from '../state/workspace.ts'
import type { MessageKey } from '../text/catalogue.ts'

/** Why nothing can be said of the open picture now; `null` = it can. */
export function noPicture({ editor, view }: Workspace): MessageKey | null {
  if (editor.imageId() === null || !editor.writable()) return 'action.no-image'
  return view() === 'review' || view() === 'statistics' ? 'unavailable.picture-away' : null
}
