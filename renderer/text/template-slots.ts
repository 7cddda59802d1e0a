const slot = /‹[^‹›]*›/g

/** The places to fill in of a template's text, written ‹like this›, as offsets. */
export function slotsOf(text: string): { readonly from: number; readonly to: number }[] {
  return [...text.matchAll(slot)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
}
