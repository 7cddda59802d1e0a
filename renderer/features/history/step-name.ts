import type { Entry } from '../../../shared/document/document.ts'
import { isMessageKey, label, t } from '../../text/translate.ts'

const named = 3

/** What a step did, with the regions it did it to: "move region R3". */
export function stepName(entry: Entry): string {
  const what = isMessageKey(entry.label) ? label(entry.label) : entry.label
  const numbers = entry.changes.flatMap((change) => {
    const region = change.table === 'regions' ? (change.after ?? change.before) : null
    return region === null ? [] : [region.number]
  })
  if (numbers.length === 0) return what
  const names = numbers
    .slice(0, named)
    .map((n) => t('region.id', { n }))
    .join(', ')
  const more = numbers.length - named
  return t('history.step', { what, names: more > 0 ? t('history.more', { names, n: more }) : names })
}
