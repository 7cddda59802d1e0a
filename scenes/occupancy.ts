import type { Random } from './random.ts'
import type { SceneObject, UnitBox, UnitPoint } from './scene.ts'
import { rotation, type SpriteLevel, spriteOf } from './sprites.ts'

/** Cells along the long side of the picture. */
const cells = 128
/** What must stay visible of every object's ink, and of its box's extent on each axis. */
const minVisibleInk = 0.62
const minVisibleExtent = 0.85
/** Largest intersection over union of two boxes. */
const maxOverlap = 0.4

/** Who is on top, cell by cell, while a scene grows: keeps every object visible and finds points that show one. */
export class Occupancy {
  private readonly owner = new Int8Array(cells * cells).fill(-1)
  private readonly objects: SceneObject[] = []
  private readonly inked: number[] = []
  private readonly columns: number
  private readonly rows: number

  constructor(width: number, height: number) {
    this.columns = Math.round(width * cells)
    this.rows = Math.round(height * cells)
  }

  /** Puts an object on top unless it would hide too much of another; says whether it did. */
  add(object: SceneObject): boolean {
    const covered = this.inkCells(object)
    if (covered.length === 0) return false
    for (const other of this.objects) {
      if (overlap(other.box, object.box) > maxOverlap || covered.includes(centerCell(other))) return false
    }
    const before = covered.map((cell) => this.owner[cell] as number)
    const number = this.objects.length
    const touched = new Set(before.filter((owner) => owner >= 0))
    for (const cell of covered) this.owner[cell] = number
    for (const other of touched) {
      if (this.staysVisible(other)) continue
      for (let i = 0; i < covered.length; i++) this.owner[covered[i] as number] = before[i] as number
      return false
    }
    this.objects.push(object)
    this.inked.push(covered.length)
    return true
  }

  /** A point that shows the object, away from its visible edge where it is wide enough. */
  pointOn(object: number, random: Random): UnitPoint {
    const { x1, y1, x2, y2 } = this.range(this.objects[object] as SceneObject)
    const inner: number[] = []
    const all: number[] = []
    for (let y = y1; y < y2; y++) {
      for (let x = x1; x < x2; x++) {
        const cell = y * cells + x
        if (this.owner[cell] !== object) continue
        all.push(cell)
        const around = [cell - 1, cell + 1, cell - cells, cell + cells]
        if (around.every((next) => this.owner[next] === object)) inner.push(cell)
      }
    }
    const cell = random.pick(inner.length > 0 ? inner : all)
    return jittered(cell, random)
  }

  /** A point at least `margin` away from every box and from the picture's edge; null where a few tries find none. */
  pointOnBackground(margin: number, random: Random): UnitPoint | null {
    const right = this.columns / cells
    const bottom = this.rows / cells
    for (let tries = 0; tries < 12; tries++) {
      const at = { x: random.between(0.01, right - 0.01), y: random.between(0.01, bottom - 0.01) }
      const free = this.objects.every(
        ({ box }) =>
          at.x < box.x1 - margin || at.x > box.x2 + margin || at.y < box.y1 - margin || at.y > box.y2 + margin,
      )
      if (free) return at
    }
    return null
  }

  private staysVisible(object: number): boolean {
    const { x1, y1, x2, y2 } = this.range(this.objects[object] as SceneObject)
    let [count, left, top, right, bottom] = [0, x2, y2, x1, y1]
    for (let y = y1; y < y2; y++) {
      for (let x = x1; x < x2; x++) {
        if (this.owner[y * cells + x] !== object) continue
        count++
        if (x < left) left = x
        if (x >= right) right = x + 1
        if (y < top) top = y
        if (y >= bottom) bottom = y + 1
      }
    }
    return (
      count >= minVisibleInk * (this.inked[object] as number) &&
      right - left >= minVisibleExtent * (x2 - x1 - 1) &&
      bottom - top >= minVisibleExtent * (y2 - y1 - 1)
    )
  }

  private range({ box }: SceneObject) {
    return {
      x1: Math.max(0, Math.floor(box.x1 * cells)),
      y1: Math.max(0, Math.floor(box.y1 * cells)),
      x2: Math.min(this.columns, Math.ceil(box.x2 * cells)),
      y2: Math.min(this.rows, Math.ceil(box.y2 * cells)),
    }
  }

  private inkCells(object: SceneObject): number[] {
    const sprite = spriteOf(object.style, object.name)
    let reduction = 0
    while (reduction < sprite.levels.length - 1 && object.scale * cells * (1 << reduction) < 0.7) reduction++
    const { width, rgba } = sprite.levels[reduction] as SpriteLevel
    const texel = 1 / (1 << reduction)
    const { cos, sin } = rotation(object.tanHalf)
    const turn = object.flip ? -1 : 1
    const { x1, y1, x2, y2 } = this.range(object)
    const result: number[] = []
    for (let y = y1; y < y2; y++) {
      for (let x = x1; x < x2; x++) {
        const dx = ((x + 0.5) / cells - object.center.x) / object.scale
        const dy = ((y + 0.5) / cells - object.center.y) / object.scale
        const u = Math.floor((turn * (cos * dx + sin * dy) + sprite.width / 2) * texel)
        const v = Math.floor((cos * dy - sin * dx + sprite.height / 2) * texel)
        if (u < 0 || v < 0 || u * (1 << reduction) >= sprite.width || v * (1 << reduction) >= sprite.height) continue
        if ((rgba[((v + 1) * (width + 2) + u + 1) * 4 + 3] as number) >= 128) result.push(y * cells + x)
      }
    }
    return result
  }
}

function centerCell({ box }: SceneObject): number {
  return Math.floor(((box.y1 + box.y2) / 2) * cells) * cells + Math.floor(((box.x1 + box.x2) / 2) * cells)
}

function overlap(a: UnitBox, b: UnitBox): number {
  const wide = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)
  const tall = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)
  if (wide <= 0 || tall <= 0) return 0
  const shared = wide * tall
  return shared / ((a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - shared)
}

function jittered(cell: number, random: Random): UnitPoint {
  return {
    x: ((cell % cells) + random.between(0.25, 0.75)) / cells,
    y: (Math.floor(cell / cells) + random.between(0.25, 0.75)) / cells,
  }
}
