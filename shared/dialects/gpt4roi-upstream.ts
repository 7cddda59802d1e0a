/**
 * A question of GPT4RoI's demo as the model gets it: `<region1>` and `<1>` become `region1 <bbox>`, `<>` a place without a name. A plain
 * `region1` is left as it is. Source: `app.py` of jshilong/GPT4RoI @ 00273adec9, written anew.
 */
export function readGpt4roiQuestion(text: string): string {
  return text.replace(/<(?:region)?(\d+)>/g, 'region$1 <bbox>').replaceAll('<>', '<bbox>')
}

/** The boxes drawn so far after one more round: the demo's picture holds all of them, a round without a drawing keeps the earlier ones. */
export function gpt4roiBoxes<Box>(before: readonly Box[], drawn: readonly Box[]): readonly Box[] {
  return drawn.length > 0 ? drawn : before
}
