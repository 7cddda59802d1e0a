import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { composeScene } from './compose.ts'
import { drawObject, renderScene } from './render.ts'
import { pixelSize, type SceneObject, type SceneSpec, type Split } from './scene.ts'
import { drawSquare } from './square.ts'

/** The object's alpha at every pixel, found by drawing it over black and over white. */
function alphaOf(object: SceneObject, scene: SceneSpec, longSide: number) {
  const { width, height } = pixelSize(scene, longSide)
  const plain = { ...object, opacity: 1, gain: [1, 1, 1] as const }
  const [black, white] = [0, 255].map((value) => {
    const rgb = new Uint8Array(width * height * 3).fill(value)
    drawObject(plain, { width, height, rgb }, longSide)
    return rgb
  }) as [Uint8Array, Uint8Array]
  return (x: number, y: number) => {
    const i = (y * width + x) * 3
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : 1 - ((white[i] ?? 0) - (black[i] ?? 0)) / 255
  }
}

function scannedBox(object: SceneObject, scene: SceneSpec, longSide: number) {
  const { width, height } = pixelSize(scene, longSide)
  const alpha = alphaOf(object, scene, longSide)
  let [x1, y1, x2, y2] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (alpha(x, y) < 0.5) continue
      x1 = Math.min(x1, x)
      y1 = Math.min(y1, y)
      x2 = Math.max(x2, x + 1)
      y2 = Math.max(y2, y + 1)
    }
  }
  return { x1, y1, x2, y2 }
}

describe('renderScene', () => {
  test('draws the pictures it has always drawn', () => {
    const hash = (split: Split, index: number) =>
      createHash('sha256')
        .update(renderScene(composeScene(5, index, split), 192).rgb)
        .digest('hex')
        .slice(0, 16)
    expect([0, 1, 2, 3].map((index) => hash('train', index))).toMatchInlineSnapshot(`
      [
        "e453c240e4f034fa",
        "2adeb9d1e3adb492",
        "ae937aa868b5f6ac",
        "8e23f328809ddde2",
      ]
    `)
    expect([0, 1, 2, 3].map((index) => hash('heldout', index))).toMatchInlineSnapshot(`
      [
        "ab1a393dd81dc492",
        "533035db8ef999dd",
        "1df3f437f6d675cc",
        "1f52bc839824e369",
      ]
    `)
  })

  test('boxes are tight: a scan of the drawn ink finds them within a pixel', () => {
    const misses: number[] = []
    for (let index = 0; index < 40; index++) {
      const scene = composeScene(8, index, 'train')
      for (const object of scene.objects) {
        const scanned = scannedBox(object, scene, 320)
        for (const side of ['x1', 'y1', 'x2', 'y2'] as const) misses.push(scanned[side] - object.box[side] * 320)
      }
    }
    const worst = misses.map(Math.abs).sort((a, b) => b - a)
    // Thin tips (whiskers, strings) fall below half coverage when a sprite is reduced; all but those agree.
    expect(worst.filter((miss) => miss > 1.5).length / worst.length).toBeLessThan(0.03)
    expect(worst[0]).toBeLessThan(4)
    expect(worst.reduce((sum, miss) => sum + miss, 0) / worst.length).toBeLessThan(0.5)
  })

  test('a point that is said to show an object shows it, and nothing lies on top of it there', () => {
    for (let index = 0; index < 30; index++) {
      const scene = composeScene(9, index, 'heldout')
      const alphas = scene.objects.map((object) => alphaOf(object, scene, 768))
      for (const { object, at } of scene.points) {
        const seen = alphas.flatMap((alpha, number) =>
          alpha(Math.floor(at.x * 768), Math.floor(at.y * 768)) >= 0.35 ? [number] : [],
        )
        expect(seen.at(-1) ?? null).toBe(object)
      }
    }
  })

  test('keeps at least 60 % of the ink of every object in sight', () => {
    for (let index = 0; index < 30; index++) {
      const scene = composeScene(10, index, 'train')
      const { width, height } = pixelSize(scene, 256)
      const alphas = scene.objects.map((object) => alphaOf(object, scene, 256))
      const [inked, visible] = [alphas.map(() => 0), alphas.map(() => 0)]
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let top = -1
          for (const [number, alpha] of alphas.entries()) {
            if (alpha(x, y) < 0.5) continue
            inked[number] = (inked[number] ?? 0) + 1
            top = number
          }
          if (top >= 0) visible[top] = (visible[top] ?? 0) + 1
        }
      }
      for (const [number, ink] of inked.entries()) expect((visible[number] ?? 0) / ink).toBeGreaterThan(0.57)
    }
  })

  test('shows the same scene at another size', () => {
    const scene = composeScene(5, 3, 'heldout', { families: ['facets'], aspect: 1 })
    const [small, large] = [renderScene(scene, 96).rgb, renderScene(scene, 192).rgb]
    let difference = 0
    for (let y = 0; y < 96; y++) {
      for (let x = 0; x < 96; x++) {
        const i = (2 * y * 192 + 2 * x) * 3
        const mean = ((large[i] ?? 0) + (large[i + 3] ?? 0) + (large[i + 576] ?? 0) + (large[i + 579] ?? 0)) / 4
        difference += Math.abs((small[(y * 96 + x) * 3] ?? 0) - mean)
      }
    }
    expect(difference / (96 * 96)).toBeLessThan(4)
  })
})

describe('drawSquare', () => {
  test('centres the picture in white and roughens only the training split', () => {
    const scene = composeScene(5, 0, 'heldout', { aspect: 2 })
    const square = new Uint8Array(192 * 192 * 3)
    drawSquare(scene, 192, square)
    const picture = renderScene(scene, 192)
    const row = 192 * 3
    expect(square.subarray(0, 48 * row).every((value) => value === 255)).toBe(true)
    expect(square.subarray(144 * row).every((value) => value === 255)).toBe(true)
    expect(Buffer.compare(square.subarray(48 * row, 144 * row), picture.rgb)).toBe(0)
  })

  test('gives the same bytes twice', () => {
    for (let index = 0; index < 10; index++) {
      const scene = composeScene(6, index, 'train')
      const [first, second] = [new Uint8Array(96 * 96 * 3), new Uint8Array(96 * 96 * 3)]
      drawSquare(scene, 96, first)
      drawSquare(scene, 96, second)
      expect(Buffer.compare(first, second)).toBe(0)
    }
  })
})
