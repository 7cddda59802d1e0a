import { enCanvas } from './en-canvas.ts'

/** English texts. `{name}` is filled in by the caller. */
export const en = {
  ...enCanvas,
  'app.title': 'Deixis',
} as const
