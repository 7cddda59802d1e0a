import type { DialectView, MentionView } from '../../../shared/dialects/dialect-view.ts'

function textOf(view: MentionView): string {
  return view.kind === 'text' ? view.text : view.message
}

/** The dialects in which every word of the query stands: in the name, the frame, the texts or the source. */
export function findDialects(views: readonly DialectView[], query: string): readonly DialectView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return views
  return views.filter(({ dialect, asks, answers }) => {
    const { id, title, frame, source, note = '', uncertain = '' } = dialect
    const about = [id, title, frame, source.paper, source.code, note, uncertain, textOf(asks), textOf(answers)]
    const all = about.join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
