import { language } from './translate.ts'

/** The habits of the system where it speaks the language that is shown, else those of that language. Tracks the language. */
function habits(): string {
  const shown = language()
  // Where a system has no language set, Chromium says "en-US@posix", which is none.
  const system = navigator.language.split('@')[0] ?? shown
  return system.split('-')[0] === shown.split('-')[0] ? system : shown
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once for each way of writing: a long transcript asks for thousands. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${habits()} ${options.dateStyle} ${options.timeStyle}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(habits(), options)
  formats.set(key, known)
  return known
}

/** The time of day; `short` leaves the seconds out. */
export function timeText(at: number, form: 'short' | 'full' = 'full'): string {
  return format({ timeStyle: form === 'short' ? 'short' : 'medium' }).format(at)
}

/** Day and time. */
export function momentText(at: number): string {
  return format({ dateStyle: 'medium', timeStyle: 'medium' }).format(at)
}
