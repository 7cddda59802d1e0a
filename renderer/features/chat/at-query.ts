import type { EditorState } from 'prosemirror-state'

/** The `@…`, or the `/…` at a message's start, that is being typed just before the caret. `from` and `to` are positions in the document. */
export type AtQuery = {
  readonly trigger: '@' | '/'
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Finds it, or `null`. An `@` inside a word (a mail address) is none. */
export function atQuery(state: EditorState): AtQuery | null {
  const { $from, empty, from } = state.selection
  if (!empty) return null
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 40), $from.parentOffset, undefined, '\ufffc')
  const slash = /^\/([^\n/\ufffc]*)$/.exec(before)?.[1]
  if (slash !== undefined && $from.parentOffset === slash.length + 1)
    return { trigger: '/', text: slash, from: from - slash.length - 1, to: from }
  const match = /(?:^|[\s(\ufffc])@([^\s@\ufffc]*)$/.exec(before)
  const text = match?.[1]
  return text === undefined ? null : { trigger: '@', text, from: from - text.length - 1, to: from }
}
