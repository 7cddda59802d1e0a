import type { Random } from '../random.ts'
import { addNoise, distance, drawDirection, type Family, type Field, fillFrom, rise, squared, zigzag } from './field.ts'

/** Backgrounds of the training split. None of them is in `heldoutFamilies`. */
export const trainFamilies: readonly Family[] = [
  { name: 'plain', palettes: ['any', 'soft'], fill: (field, random) => field.values.fill(random.next()) },
  { name: 'gradient', palettes: ['any', 'soft', 'land'], fill: fillGradient },
  { name: 'glow', palettes: ['any', 'soft'], fill: fillGlow },
  { name: 'stripes', palettes: ['any', 'soft'], fill: fillStripes },
  { name: 'checks', palettes: ['any', 'soft'], fill: fillChecks },
  { name: 'clouds', palettes: ['any', 'soft', 'land', 'material'], fill: fillClouds },
  { name: 'paper', palettes: ['soft', 'material'], fill: fillPaper },
  { name: 'grain', palettes: ['any', 'material'], fill: fillGrain },
  { name: 'landscape', palettes: ['land'], fill: fillLandscape },
  { name: 'blobs', palettes: ['any', 'soft'], fill: fillBlobs },
  { name: 'shadows', palettes: ['soft', 'material'], fill: fillShadows },
  { name: 'room', palettes: ['material', 'soft'], fill: fillRoom },
]

function fillGradient(field: Field, random: Random): void {
  const along = drawDirection(random)
  const from = random.between(-0.3, 0.3)
  const length = random.between(0.6, 1.4)
  fillFrom(field, (x, y) => (x * along.x + y * along.y - from) / length)
}

function fillGlow(field: Field, random: Random): void {
  const [cx, cy] = [random.next(), random.next()]
  const radius = random.between(0.4, 1.2)
  fillFrom(field, (x, y) => distance(x - cx, y - cy) / radius)
}

function fillStripes(field: Field, random: Random): void {
  const along = drawDirection(random)
  const count = random.between(3, 24)
  const edge = random.pick([0.06, 0.2, 0.9])
  const share = random.between(0.3, 0.7)
  fillFrom(field, (x, y) => rise(share - edge / 2, share + edge / 2, zigzag((x * along.x + y * along.y) * count)))
}

function fillChecks(field: Field, random: Random): void {
  const along = random.chance(0.6) ? { x: 1, y: 0 } : drawDirection(random)
  const count = random.between(2, 14)
  const contrast = random.between(0.2, 1)
  fillFrom(field, (x, y) => {
    const a = Math.floor((x * along.x + y * along.y + 2) * count)
    const b = Math.floor((y * along.x - x * along.y + 2) * count)
    return (a + b) % 2 === 0 ? 0.5 - contrast / 2 : 0.5 + contrast / 2
  })
}

function fillClouds(field: Field, random: Random): void {
  field.values.fill(0.5)
  addNoise(field, random, { cells: random.between(2, 6), octaves: 4, strength: random.between(0.3, 0.6), gain: 0.55 })
}

function fillPaper(field: Field, random: Random): void {
  field.values.fill(random.between(0.2, 0.8))
  const stretch = random.pick([1, 1, 4, 12])
  addNoise(field, random, {
    cells: random.between(16, 40),
    octaves: 2,
    strength: random.between(0.06, 0.25),
    gain: 0.7,
    stretch,
  })
}

function fillGrain(field: Field, random: Random): void {
  fillGradient(field, random)
  addNoise(field, random, { cells: random.between(30, 90), octaves: 1, strength: random.between(0.1, 0.6), gain: 1 })
}

/** Ground below a rough horizon and sky above it, each with its half of the palette. */
function fillLandscape(field: Field, random: Random): void {
  const extent = field.height * field.pixel
  const horizon = extent * random.between(0.25, 0.75)
  field.values.fill(0)
  addNoise(field, random, { cells: random.between(3, 7), octaves: 4, strength: 0.16, gain: 0.6, stretch: 2 })
  const hilly = random.between(0, 0.8)
  const { width, height, pixel, values } = field
  for (let y = 0, at = 0; y < height; y++) {
    const v = (y + 0.5) * pixel
    for (let x = 0; x < width; x++, at++) {
      const noise = values[at] as number
      const sky = v < horizon + noise * hilly
      values[at] = sky ? (0.46 * v) / horizon + noise * 0.2 : 0.54 + (0.4 * (v - horizon)) / extent + noise * 0.7
    }
  }
}

function fillBlobs(field: Field, random: Random): void {
  const blobs = Array.from({ length: 3 + random.below(8) }, () => ({
    x: random.next(),
    y: random.next(),
    radius: random.between(0.08, 0.4),
    height: random.between(-0.6, 0.6),
  }))
  const sharp = random.chance(0.4) ? 0.1 : 1
  fillFrom(field, (x, y) => {
    let sum = 0.5
    for (const blob of blobs) {
      const near = 1 - squared((x - blob.x) / blob.radius, (y - blob.y) / blob.radius)
      if (near > 0) sum += blob.height * Math.min(1, near / sharp)
    }
    return sum
  })
}

/** A lit surface with a few soft dark places. */
function fillShadows(field: Field, random: Random): void {
  fillGradient(field, random)
  for (let i = 0; i < field.values.length; i++) field.values[i] = 0.6 + 0.4 * (field.values[i] as number)
  const shadows = Array.from({ length: 1 + random.below(4) }, () => ({
    x: random.next(),
    y: random.next(),
    wide: random.between(0.1, 0.5),
    tall: random.between(0.05, 0.3),
    depth: random.between(0.15, 0.5),
  }))
  const { width, height, pixel, values } = field
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      for (const shadow of shadows) {
        const dx = ((x + 0.5) * pixel - shadow.x) / shadow.wide
        const dy = ((y + 0.5) * pixel - shadow.y) / shadow.tall
        const near = 1 - dx * dx - dy * dy
        if (near > 0) values[at] = (values[at] as number) - shadow.depth * near * near
      }
    }
  }
}

/** A wall and a floor or table, with a slanted edge and a little texture. */
function fillRoom(field: Field, random: Random): void {
  const edge = field.height * field.pixel * random.between(0.35, 0.8)
  const slope = random.between(-0.15, 0.15)
  const floor = random.between(0.5, 0.95)
  const boards = random.chance(0.5) ? random.between(6, 20) : 0
  fillFrom(field, (x, y) => {
    if (y < edge + slope * x) return 0.1 + 0.2 * y
    return floor - (boards > 0 && zigzag((y - slope * x) * boards) < 0.12 ? 0.15 : 0)
  })
  addNoise(field, random, { cells: random.between(4, 30), octaves: 2, strength: 0.05, gain: 0.6, stretch: 3 })
}
