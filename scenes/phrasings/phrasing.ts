/**
 * One way to ask, and which form of answer it gets: a question's words alone decide the form, so that nobody has to guess it.
 * Slots: `{the}` "the dog", `{name}` "dog", `{a}` "a dog", `{names}` "dogs", `{here}` the region, `{other}` "the cat", `{side}` "left of".
 */
export type Phrasing<Form extends string = 'plain'> = { readonly ask: string; readonly form: Form }

/** All with the same form of answer. */
export function phrasings<Form extends string>(form: Form, asks: readonly string[]): readonly Phrasing<Form>[] {
  return asks.map((ask) => ({ ask, form }))
}
