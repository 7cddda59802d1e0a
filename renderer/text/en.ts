/** English texts. `{name}` is filled in by the caller. */
export const en = {
  'app.title': 'Deixis',
} as const
