import { expect, it } from 'vitest'
import { inkOn, paletteSize, regionColour } from './palette.ts'

type Rgb = readonly [number, number, number]

// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
const visions: Record<string, readonly Rgb[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function linear(colour: string): Rgb {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return [r, g, b]
}

function seen(vision: readonly Rgb[], colour: Rgb): Rgb {
  const [r = 0, g = 0, b = 0] = vision.map((row) => row.reduce((sum, each, i) => sum + each * (colour[i] ?? 0), 0))
  return [r, g, b].map((c) => Math.min(1, Math.max(0, c))) as unknown as Rgb
}

// Björn Ottosson's OKLab; the distance of two clearly different colours is about 0.1.
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const all = Array.from({ length: paletteSize }, (_, i) => regionColour(i + 1))

it.each(Object.entries(visions))('ten colours stay apart in %s vision', (_, vision) => {
  const labs = all.map((colour) => oklab(seen(vision, linear(colour))))
  const close: [string | undefined, string | undefined, number][] = []
  for (const [i, a] of labs.entries()) {
    for (const [j, b] of labs.entries()) {
      const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
      if (i < j && distance < 0.1) close.push([all[i], all[j], distance])
    }
  }
  expect(close).toEqual([])
})

it('starts again after the tenth', () => {
  expect([new Set(all).size, regionColour(11), regionColour(0)]).toEqual([10, regionColour(1), regionColour(10)])
})

it('gives tags ink that can be read: a contrast of 4.5 or more', () => {
  const luminance = (colour: string): number => {
    const [r, g, b] = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrasts = all.map((colour) => {
    const [low = 0, high = 0] = [luminance(colour), luminance(inkOn(colour))].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  })
  expect(Math.min(...contrasts)).toBeGreaterThan(4.5)
})
