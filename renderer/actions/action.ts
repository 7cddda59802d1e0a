import type { MessageKey } from '../text/catalogue.ts'

/**
 * Where a key acts. `global` acts everywhere; single letters never act inside text fields. `drawing` is the canvas with a drawing tool,
 * `corner` the canvas with a polygon's corner in hand, `selected` the canvas with regions selected: their keys come before those of
 * `canvas`, which act there too. So Ctrl+Right makes a selected region wider, and opens the next image while none is selected.
 */
export const scopes = [
  'global',
  'canvas',
  'selected',
  'drawing',
  'corner',
  'composer',
  'transcript',
  'review',
  'qa',
  'list',
] as const
export type Scope = (typeof scopes)[number]

/** One user command: menu, shortcut, palette and button run the same object. */
export type Action<Context> = {
  readonly id: string
  readonly label: MessageKey
  readonly scope: Scope
  /** Keys as `Mod+Shift+Z`, `R`, `Delete`, `[`; `Mod` is Ctrl, on a Mac Cmd. Several mean the same. */
  readonly keys: readonly string[]
  /** Why it cannot run now, as a catalogue key; `null` = it can. */
  unavailable?(context: Context): MessageKey | null
  run(context: Context): void | Promise<void>
  /** For what lasts while its key is held: the key was let go. */
  release?(context: Context): void
}
