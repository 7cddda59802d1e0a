import { expect, it } from 'vitest'
import { createNextPicture } from './next-picture.ts'

const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=='
const broken = 'data:image/gif;base64,AAAA'

function onceIdle() {
  let waiting: (() => void) | null = null
  const next = createNextPicture((run) => {
    waiting = run
    return () => {
      waiting = null
    }
  })
  const idle = (): void => waiting?.()
  return { next, idle }
}

it('has the next picture ready, once, and no other', async () => {
  const { next, idle } = onceIdle()
  next.prepare(pixel)
  expect(next.take(pixel), 'it is not read while the page is busy').toBeNull()
  next.prepare(pixel)
  idle()
  const picture = next.take(pixel)
  await picture?.decode()
  expect(picture?.naturalWidth).toBe(1)
  expect(next.take(pixel)).toBeNull()
  next.prepare(pixel)
  idle()
  expect(next.take(`${pixel}#other`)).toBeNull()
  next.dispose()
})

it('tries a picture again that could not be read, and one that another program may have changed', async () => {
  const { next, idle } = onceIdle()
  next.prepare(broken)
  idle()
  await expect.poll(() => peek(next, idle)).toBe('again')
  next.prepare(pixel)
  idle()
  window.dispatchEvent(new Event('focus'))
  expect(next.take(pixel)).toBeNull()
  next.dispose()
})

/** Takes the broken picture; while it is still being read, has it read once more. */
function peek(next: ReturnType<typeof createNextPicture>, idle: () => void): 'reading' | 'again' {
  const picture = next.take(broken)
  if (picture === null) return 'again'
  next.prepare(broken)
  idle()
  return 'reading'
}
