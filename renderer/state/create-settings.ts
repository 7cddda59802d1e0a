import type { Accessor } from 'solid-js'

export type Theme = 'system' | 'light' | 'dark'

/** What people set for this machine; applied and kept at once. */
export type Settings = {
  readonly theme: Accessor<Theme>
  setTheme(theme: Theme): void
}
