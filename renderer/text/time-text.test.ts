import { afterEach, expect, it, vi } from 'vitest'
import { en } from './en.ts'
import { momentText, timeText } from './time-text.ts'
import { setLanguage } from './translate.ts'
import { zh } from './zh.ts'

vi.stubGlobal('navigator', { language: 'en-US@posix' })
afterEach(() => setLanguage('en', en))

const at = new Date(2026, 10, 28, 19, 4, 9).getTime()

it('tells days and times in the language that is shown', () => {
  const english = [timeText(at, 'short'), timeText(at), momentText(at)]
  expect(english.map((text) => text.replace(/\s/g, ' '))).toEqual(['7:04 PM', '7:04:09 PM', 'Nov 28, 2026, 7:04:09 PM'])
  setLanguage('zh-CN', zh)
  expect([timeText(at, 'short'), timeText(at), momentText(at)]).toEqual([
    '19:04',
    '19:04:09',
    '2026年11月28日 19:04:09',
  ])
})
