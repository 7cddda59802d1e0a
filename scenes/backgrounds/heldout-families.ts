import type { Random } from '../random.ts'
import { addNoise, distance, drawDirection, type Family, type Field, fillFrom, rise, squared, zigzag } from './field.ts'

/** Backgrounds of the held-out split: no model is trained on any of them. */
export const heldoutFamilies: readonly Family[] = [
  { name: 'rings', palettes: ['any', 'soft'], fill: fillRings },
  { name: 'dots', palettes: ['any', 'soft'], fill: fillDots },
  { name: 'mosaic', palettes: ['any', 'soft', 'material'], fill: fillMosaic },
  { name: 'marble', palettes: ['soft', 'material', 'land'], fill: fillMarble },
  { name: 'bricks', palettes: ['material', 'soft'], fill: fillBricks },
  { name: 'plaid', palettes: ['any', 'soft'], fill: fillPlaid },
  { name: 'hills', palettes: ['land'], fill: fillHills },
  { name: 'facets', palettes: ['any', 'soft', 'land'], fill: fillFacets },
]

function fillRings(field: Field, random: Random): void {
  const [cx, cy] = [random.next(), random.next()]
  const count = random.between(2, 12)
  const contrast = random.between(0.2, 0.8)
  fillFrom(field, (x, y) => 0.5 + contrast * (zigzag(distance(x - cx, y - cy) * count) - 0.5))
}

function fillDots(field: Field, random: Random): void {
  const along = drawDirection(random)
  const count = random.between(4, 16)
  const radius = random.between(0.15, 0.42)
  const ground = random.between(0, 0.4)
  fillFrom(field, (x, y) => {
    const u = (x * along.x + y * along.y + 2) * count
    const v = (y * along.x - x * along.y + 2) * count
    const away = distance(u - Math.floor(u) - 0.5, v - Math.floor(v) - 0.5)
    return ground + (1 - ground) * (1 - rise(radius - 0.05, radius + 0.05, away))
  })
}

/** One value for each of a number of scattered sites, given to all places nearest to it. */
function fillMosaic(field: Field, random: Random): void {
  const sites = Array.from({ length: 8 + random.below(24) }, () => ({
    x: random.next(),
    y: random.next(),
    value: random.next(),
  }))
  fillFrom(field, (x, y) => {
    let [best, value] = [Infinity, 0]
    for (const site of sites) {
      const away = squared(x - site.x, y - site.y)
      if (away < best) {
        best = away
        value = site.value
      }
    }
    return value
  })
}

function fillMarble(field: Field, random: Random): void {
  field.values.fill(0.45)
  const stretch = random.pick([1, 1, 3])
  addNoise(field, random, {
    cells: random.between(2, 5),
    octaves: 4,
    strength: random.between(0.2, 0.4),
    gain: 0.5,
    stretch,
    ridged: true,
  })
}

function fillBricks(field: Field, random: Random): void {
  const rows = random.between(5, 14)
  const length = random.between(1.5, 3)
  const joint = random.between(0.06, 0.14)
  const shades = Array.from({ length: 64 }, () => random.between(0.35, 0.8))
  fillFrom(field, (x, y) => {
    const row = Math.floor(y * rows)
    const along = (x * rows) / length + (row % 2) * 0.5
    const brick = Math.floor(along)
    const inJoint = y * rows - row < joint || (along - brick) * length < joint
    return inJoint ? 0.1 : (shades[(row * 13 + brick * 7) & 63] as number)
  })
}

function fillPlaid(field: Field, random: Random): void {
  const [across, down] = [random.between(3, 10), random.between(3, 10)]
  const [wide, tall] = [random.between(0.3, 0.7), random.between(0.3, 0.7)]
  const contrast = random.between(0.15, 0.4)
  fillFrom(field, (x, y) => {
    const column = zigzag(x * across) < wide ? contrast : 0
    const row = zigzag(y * down) < tall ? contrast : 0
    return 0.5 - contrast + column + row
  })
}

/** Three to five ridges behind one another, each with its own shade. */
function fillHills(field: Field, random: Random): void {
  const extent = field.height * field.pixel
  const layers = 3 + random.below(3)
  const ridges = Array.from({ length: layers }, (_, layer) => ({
    base: extent * (0.25 + (0.65 * (layer + random.next() * 0.5)) / layers),
    waves: random.between(1, 4),
    phase: random.next(),
    height: random.between(0.02, 0.12),
  }))
  fillFrom(field, (x, y) => {
    let layer = 0
    for (const ridge of ridges) if (y > ridge.base - ridge.height * zigzag(x * ridge.waves + ridge.phase)) layer++
    return layer === 0 ? (0.4 * y) / extent : 0.5 + (0.45 * layer) / layers
  })
}

function fillFacets(field: Field, random: Random): void {
  const cuts = Array.from({ length: 3 + random.below(4) }, () => ({
    along: drawDirection(random),
    at: random.between(-0.2, 0.9),
    step: random.between(-0.25, 0.25),
  }))
  fillFrom(field, (x, y) => {
    let value = 0.5
    for (const cut of cuts) if (x * cut.along.x + y * cut.along.y > cut.at) value += cut.step
    return value + 0.1 * (x - y)
  })
}
