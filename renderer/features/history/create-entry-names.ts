import { createMemo } from 'solid-js'
import type { Entry } from '../../../shared/document/document.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { momentText, timeText } from '../../text/time-text.ts'
import { stepName } from './step-name.ts'

const dayMs = 24 * 3600 * 1000

/** How people read an entry: what it did, on which image, and when. */
export function createEntryNames(): {
  step(entry: Entry): string
  image(entry: Entry): string
  /** The time of day, with the date where it was not within a day. */
  time(entry: Entry): string
} {
  const { library } = useWorkspace()
  const paths = createMemo(() => new Map(library.images().map(({ id, path }) => [id as string, path])))
  const opened = Date.now()
  return {
    step: stepName,
    image: ({ imageId }) =>
      paths()
        .get(imageId ?? '')
        ?.split('/')
        .at(-1) ?? '',
    time({ at }) {
      if (at === 0) return ''
      return opened - at < dayMs ? timeText(at) : momentText(at)
    },
  }
}
