/** How many words a text has: runs of anything but white space, so that a Chinese sentence is one. */
export function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}
