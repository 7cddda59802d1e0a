import type { Random } from '../random.ts'

type Rgb = readonly [number, number, number]

/** Ramps of natural colours, dark to light or far to near; ours. */
const land: readonly (readonly Rgb[])[] = [
  [
    [120, 170, 220],
    [205, 225, 240],
    [96, 140, 70],
    [60, 100, 45],
  ],
  [
    [245, 190, 130],
    [250, 225, 185],
    [120, 90, 70],
    [70, 55, 50],
  ],
  [
    [150, 195, 230],
    [220, 235, 245],
    [225, 205, 160],
    [200, 170, 115],
  ],
  [
    [30, 40, 80],
    [70, 80, 120],
    [40, 55, 50],
    [20, 30, 30],
  ],
  [
    [190, 205, 215],
    [230, 235, 240],
    [240, 244, 248],
    [205, 215, 225],
  ],
  [
    [130, 190, 215],
    [190, 220, 230],
    [60, 120, 150],
    [25, 80, 115],
  ],
]
const materials: readonly (readonly Rgb[])[] = [
  [
    [225, 215, 195],
    [205, 190, 165],
    [150, 105, 65],
    [185, 135, 85],
  ],
  [
    [235, 235, 232],
    [210, 208, 204],
    [150, 150, 148],
    [120, 120, 120],
  ],
  [
    [90, 62, 40],
    [130, 92, 60],
    [165, 120, 80],
    [195, 155, 110],
  ],
  [
    [60, 62, 66],
    [85, 88, 92],
    [110, 112, 116],
    [140, 142, 145],
  ],
  [
    [170, 80, 60],
    [190, 100, 75],
    [150, 70, 55],
    [210, 140, 110],
  ],
  [
    [245, 240, 225],
    [238, 230, 210],
    [228, 215, 190],
    [215, 200, 170],
  ],
  [
    [215, 230, 225],
    [190, 210, 205],
    [90, 120, 110],
    [70, 95, 90],
  ],
]

/** 256 colours (RGB bytes) for the values 0 to 1 of a field. */
export function drawPalette(kind: 'any' | 'soft' | 'land' | 'material', random: Random): Uint8Array {
  switch (kind) {
    case 'land':
      return ramp(random.pick(land).map((color) => shifted(color, random, 14)))
    case 'material':
      return ramp(random.pick(materials).map((color) => shifted(color, random, 14)))
    case 'soft': {
      const hue = random.next()
      const far = random.between(0.02, 0.2)
      const light = random.between(0.7, 0.97)
      return ramp([0, 1, 2].map((i) => fromHue(hue + far * i, random.between(0.05, 0.5), light - 0.1 * i)))
    }
    case 'any':
      return ramp(
        Array.from({ length: 2 + random.below(3) }, () =>
          fromHue(random.next(), random.between(0, 1), random.between(0.06, 0.97)),
        ),
      )
  }
}

function shifted(color: Rgb, random: Random, by: number): Rgb {
  const all = random.between(-by, by)
  return [0, 1, 2].map((k) => (color[k] as number) + all + random.between(-by, by)) as unknown as Rgb
}

function fromHue(hue: number, saturation: number, lightness: number): Rgb {
  const chroma = (1 - Math.abs(2 * lightness - 1)) * saturation
  const turn = (hue - Math.floor(hue)) * 6
  const channel = (offset: number) => {
    const t = (turn + offset) % 6
    const level = t < 1 ? t : t < 3 ? 1 : t < 4 ? 4 - t : 0
    return 255 * (lightness + chroma * (level - 0.5))
  }
  return [channel(2), channel(0), channel(4)]
}

function ramp(colors: readonly Rgb[]): Uint8Array {
  const table = new Uint8Array(256 * 3)
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (colors.length - 1)
    const first = Math.min(colors.length - 2, Math.floor(at))
    for (let k = 0; k < 3; k++) {
      const from = (colors[first] as Rgb)[k] as number
      const value = from + (((colors[first + 1] as Rgb)[k] as number) - from) * (at - first)
      table[i * 3 + k] = Math.max(0, Math.min(255, Math.round(value)))
    }
  }
  return table
}
