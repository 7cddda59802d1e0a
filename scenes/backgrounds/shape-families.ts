import type { Random } from '../random.ts'
import { drawDirection, type Family, type Field, fillFrom, rise, zigzag } from './field.ts'

/** Backgrounds of the training split that are full of small drawn shapes which are no objects. Round dots are held out. */
export const shapeFamilies: readonly Family[] = [
  { name: 'pattern', palettes: ['any', 'any', 'soft', 'material'], fill: fillPattern },
  { name: 'confetti', palettes: ['any', 'any', 'soft'], fill: fillConfetti },
  { name: 'shapes', palettes: ['any', 'any', 'soft', 'land'], fill: fillShapes },
  { name: 'badges', palettes: ['any', 'any', 'land'], fill: fillBadges },
  { name: 'lattice', palettes: ['any', 'any', 'soft', 'material'], fill: fillLattice },
  { name: 'scribbles', palettes: ['any', 'soft', 'material'], fill: fillScribbles },
]

/** How far inside a shape of radius 1 a place is: positive inside, 0 at its outline. */
type Shape = (x: number, y: number) => number

const square: Shape = (x, y) => 1 - Math.max(Math.abs(x), Math.abs(y))
const diamond: Shape = (x, y) => 1 - Math.abs(x) - Math.abs(y)
const triangle: Shape = (x, y) => Math.min(0.5 + y, 0.5 - 0.5 * y - 0.866 * Math.abs(x)) * 1.4
const cross: Shape = (x, y) => Math.max(bar(x, y, 0.3), bar(y, x, 0.3))
const star: Shape = (x, y) => Math.max(triangle(x, y), triangle(x, -y))
const lens: Shape = (x, y) => 0.4 * (1 - x * x) - Math.abs(y)
const drop: Shape = (x, y) => Math.min(0.8 - y, 0.45 * (1 + y) - Math.abs(x))
const moon: Shape = (x, y) => Math.min(1 - x * x - y * y, (x - 0.6) * (x - 0.6) + y * y - 0.7)
const frame: Shape = (x, y) => 0.3 - Math.abs(square(x, y) - 0.3)
const shapes: readonly Shape[] = [square, diamond, triangle, cross, star, lens, drop, moon, frame]

function bar(along: number, across: number, half: number): number {
  return Math.min(1 - Math.abs(along), half - Math.abs(across))
}

/** One shape over and over in rows, straight or leaning, with or without gaps. */
function fillPattern(field: Field, random: Random): void {
  const along = random.chance(0.4) ? { x: 1, y: 0 } : drawDirection(random)
  const count = random.between(4, 18)
  const size = random.between(0.15, 0.48)
  const shift = random.pick([0, 0.5, random.next()])
  const shape = random.pick(shapes)
  const turn = random.chance(0.5) ? { x: 1, y: 0 } : drawDirection(random)
  const ground = random.next()
  const inks = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => random.next())
  const gaps = random.chance(0.3) ? random.between(0.1, 0.6) : 0
  const missing = Array.from({ length: 64 }, () => random.chance(gaps))
  const soft = random.between(0.05, 0.5)
  fillFrom(field, (x, y) => {
    const row = Math.floor((y * along.x - x * along.y + 2) * count)
    const u = (x * along.x + y * along.y + 2) * count + row * shift
    const column = Math.floor(u)
    if (missing[(row * 13 + column * 7) & 63]) return ground
    const [dx, dy] = [(u - column - 0.5) / size, ((y * along.x - x * along.y + 2) * count - row - 0.5) / size]
    const inside = shape(dx * turn.x + dy * turn.y, dy * turn.x - dx * turn.y)
    return mixed(ground, inks[(row + column) % inks.length] as number, rise(0, soft, inside))
  })
}

/** Short bars in all directions. */
function fillConfetti(field: Field, random: Random): void {
  field.values.fill(random.next())
  const length = random.between(0.008, 0.04)
  const half = random.between(0.15, 0.6)
  for (let n = 20 + random.below(120); n > 0; n--) {
    stamp(field, random, length * random.between(0.6, 1.4), random.next(), (x, y) => bar(x, y, half))
  }
}

/** Shapes of all kinds and sizes, each of one colour. */
function fillShapes(field: Field, random: Random): void {
  field.values.fill(random.next())
  for (let n = 4 + random.below(36); n > 0; n--) {
    const size = 0.012 + 0.15 * random.next() * random.next() * random.next()
    stamp(field, random, size, random.next(), random.pick(shapes))
  }
}

/** Shapes upon shapes, like drawings of nothing. */
function fillBadges(field: Field, random: Random): void {
  const [from, to] = [random.next(), random.next()]
  fillFrom(field, (x, y) => mixed(from, to, (x + y) / 2))
  for (let n = 2 + random.below(8); n > 0; n--) {
    const at = { x: random.next(), y: random.next() * field.height * field.pixel }
    const size = 0.02 + 0.12 * random.next() * random.next()
    stamp(field, random, size, random.next(), random.pick(shapes), at)
    for (let inner = 1 + random.below(4); inner > 0; inner--) {
      const near = { x: at.x + size * random.between(-0.5, 0.5), y: at.y + size * random.between(-0.5, 0.5) }
      stamp(field, random, size * random.between(0.15, 0.7), random.next(), random.pick(shapes), near)
    }
  }
}

/** Two sets of lines that cross, at any angle, with knots where they meet. */
function fillLattice(field: Field, random: Random): void {
  const [first, second] = [drawDirection(random), drawDirection(random)]
  const [one, two] = [random.between(2, 14), random.between(2, 14)]
  const [thin, wide] = [random.between(0.08, 0.5), random.between(0.08, 0.5)]
  const [ground, line, other, knot] = [random.next(), random.next(), random.next(), random.next()]
  const knots = random.chance(0.6)
  fillFrom(field, (x, y) => {
    const a = zigzag((x * first.x + y * first.y) * one) < thin
    const b = zigzag((x * second.x + y * second.y) * two) < wide
    if (a && b) return knots ? knot : line
    if (a) return line
    return b ? other : ground
  })
}

/** Chains of short strokes that wander about. */
function fillScribbles(field: Field, random: Random): void {
  field.values.fill(random.next())
  for (let n = 1 + random.below(8); n > 0; n--) {
    const value = random.next()
    const size = random.between(0.006, 0.02)
    let at = { x: random.next(), y: random.next() * field.height * field.pixel }
    let heading = drawDirection(random)
    for (let strokes = 10 + random.below(30); strokes > 0; strokes--) {
      stamp(field, random, size, value, (x, y) => bar(x, y, 0.6), at, heading)
      const bend = drawDirection(random)
      heading = { x: heading.x + 0.6 * bend.x, y: heading.y + 0.6 * bend.y }
      const norm = Math.sqrt(heading.x * heading.x + heading.y * heading.y) || 1
      heading = { x: heading.x / norm, y: heading.y / norm }
      at = { x: at.x + heading.x * size * 1.3, y: at.y + heading.y * size * 1.3 }
    }
  }
}

/** Lays one shape of a radius over the field, at a place and in a direction or anywhere. */
function stamp(
  { width, height, pixel, values }: Field,
  random: Random,
  size: number,
  value: number,
  shape: Shape,
  at = { x: random.next(), y: random.next() * height * pixel },
  along = drawDirection(random),
): void {
  const reach = 1.5 * size
  const last = Math.min(height - 1, Math.floor((at.y + reach) / pixel))
  const right = Math.min(width - 1, Math.floor((at.x + reach) / pixel))
  const edge = Math.min(0.5, pixel / size)
  for (let row = Math.max(0, Math.floor((at.y - reach) / pixel)); row <= last; row++) {
    const dy = ((row + 0.5) * pixel - at.y) / size
    for (let column = Math.max(0, Math.floor((at.x - reach) / pixel)); column <= right; column++) {
      const dx = ((column + 0.5) * pixel - at.x) / size
      const share = rise(0, edge, shape(dx * along.x + dy * along.y, dy * along.x - dx * along.y))
      const i = row * width + column
      if (share > 0) values[i] = mixed(values[i] as number, value, share)
    }
  }
}

function mixed(from: number, to: number, share: number): number {
  return from + (to - from) * share
}
