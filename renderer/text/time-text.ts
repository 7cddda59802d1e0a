import { language } from './translate.ts'

/** The habits of the system where it speaks the language that is shown, else those of that language. Tracks the language. */
function habits(): string {
  const shown = language()
  // Where a system has no language set, Chromium says "en-US@posix", which is none.
  const system = navigator.language.split('@')[0] ?? shown
  return system.split('-')[0] === shown.split('-')[0] ? system : shown
}

/** The time of day; `short` leaves the seconds out. */
export function timeText(at: number, form: 'short' | 'full' = 'full'): string {
  return new Intl.DateTimeFormat(habits(), { timeStyle: form === 'short' ? 'short' : 'medium' }).format(at)
}

/** Day and time. */
export function momentText(at: number): string {
  return new Intl.DateTimeFormat(habits(), { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
}
