/**
 * A question of GPT4RoI's demo as the model gets it: `<region1>` and `<1>` become `region1 <bbox>`, `<>` a place without a name. A
 * `<region1>` that an earlier question named is plain `region1`; `named` holds those names and takes in the new ones. Source: `app.py` of
 * jshilong/GPT4RoI @ 00273adec9, written anew.
 */
export function readGpt4roiQuestion(text: string, named: Set<string>): string {
  const earlier = new Set(named)
  return text
    .replace(/<(region\d+)>/g, (_, name: string) => {
      named.add(name)
      return earlier.has(name) ? name : `${name} <bbox>`
    })
    .replace(/<(\d+)>/g, 'region$1 <bbox>')
    .replaceAll('<>', '<bbox>')
}

/** The boxes drawn so far after one more round: the demo's picture holds all of them, a round without a drawing keeps the earlier ones. */
export function gpt4roiBoxes<Box>(before: readonly Box[], drawn: readonly Box[]): readonly Box[] {
  return drawn.length > 0 ? drawn : before
}
