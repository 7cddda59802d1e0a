import { expect, it, vi } from 'vitest'
import { openLargePicture } from './large-picture.ts'

async function pictureUrl(width: number, height: number): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = '#ff0000'
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#0000ff'
    context.fillRect(width - 1, height - 1, 1, 1)
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return blob ? URL.createObjectURL(blob) : ''
}

it('shows a large picture reduced, and the pixels that are looked at as they are', async () => {
  const size = { width: 6144, height: 100 }
  const onReady = vi.fn()
  const onChange = vi.fn()
  const picture = openLargePicture({
    url: await pictureUrl(size.width, size.height),
    size,
    onReady,
    onChange,
    onFailed: () => undefined,
  })
  await vi.waitFor(() => expect(onReady).toHaveBeenCalled(), { timeout: 10_000 })
  const view = { scale: 4, x: 40 - size.width * 4, y: 40 - size.height * 4 }
  picture.look(view, { width: 60, height: 60 }, 1)
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), { timeout: 10_000 })
  const canvas = document.createElement('canvas')
  canvas.width = 60
  canvas.height = 60
  const context = canvas.getContext('2d')
  if (context) picture.paint(context, view)
  const colour = (x: number, y: number): number[] => [...(context?.getImageData(x, y, 1, 1).data ?? [])]
  expect([colour(38, 38), colour(20, 20), colour(50, 50)]).toEqual([
    [0, 0, 255, 255],
    [255, 0, 0, 255],
    [0, 0, 0, 0],
  ])
  picture.dispose()
})

it('says so when the size is another one than the project knows, or nothing can be read', async () => {
  for (const url of [await pictureUrl(40, 30), 'data:text/plain,no']) {
    const onFailed = vi.fn()
    const ignore = (): void => undefined
    const picture = openLargePicture({
      url,
      size: { width: 30, height: 40 },
      onReady: ignore,
      onChange: ignore,
      onFailed,
    })
    await vi.waitFor(() => expect(onFailed).toHaveBeenCalledTimes(1), { timeout: 10_000 })
    picture.dispose()
  }
})
