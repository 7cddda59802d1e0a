import { t } from './translate.ts'

/** A length of time in words: two units at most, seconds only below an hour. */
export function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 60) return t('time.seconds', { s: whole })
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return t('time.minutes', { m: minutes, s: whole % 60 })
  return t('time.hours', { h: Math.floor(minutes / 60), m: minutes % 60 })
}
