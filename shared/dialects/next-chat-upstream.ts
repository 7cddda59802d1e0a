const place = '<at> <boxes>'

/** The text as NExT-Chat's demo shows it: each place of a box is `[i]`, angle brackets of the rest are escaped for HTML. */
export function nextChatDisplay(text: string): string {
  return text
    .split(place)
    .map((piece) => piece.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
    .reduce((shown, piece, index) => `${shown}[${index - 1}]${piece}`)
}

/**
 * What NExT-Chat's demo makes of a user's text: a bracket of whole numbers names drawn boxes by index (a comma may end the list) and
 * becomes one place with a list of boxes. Source: `demo_util.py` of NExT-ChatV/NExT-Chat @ 1e6c20f7e8, written anew.
 */
export function readNextChatQuestion(text: string): { readonly text: string; readonly boxesSeq: number[][] } {
  const boxesSeq: number[][] = []
  const filled = text.replace(/\[(\s*\d+\s*(?:,\s*\d+\s*)*,?\s*)\]/g, (_, list: string) => {
    boxesSeq.push([...list.matchAll(/\d+/g)].map((match) => Number(match[0])))
    return place
  })
  return { text: filled, boxesSeq }
}
