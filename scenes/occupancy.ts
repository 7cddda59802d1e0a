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

const covered = new Int32Array(cells * cells)
const hidden = new Int32Array(cells * cells)

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
    const count = this.markInk(object)
    if (count === 0) return false
    for (const other of this.objects) {
      if (overlap(other.box, object.box) > maxOverlap || contains(covered, count, centerCell(other))) return false
    }
    const number = this.objects.length
    const touched = new Set<number>()
    for (let i = 0; i < count; i++) {
      const cell = covered[i] as number
      const owner = this.owner[cell] as number
      hidden[i] = owner
      if (owner >= 0) touched.add(owner)
      this.owner[cell] = number
    }
    for (const other of touched) {
      if (this.staysVisible(other)) continue
      for (let i = 0; i < count; i++) this.owner[covered[i] as number] = hidden[i] as number
      return false
    }
    this.objects.push(object)
    this.inked.push(count)
    return true
  }

  /** A point that shows the object, away from its visible edge where it is wide enough; null where a few tries find none. */
  pointOn(object: number, random: Random): UnitPoint | null {
    const { x1, y1, x2, y2 } = this.range(this.objects[object] as SceneObject)
    const { owner } = this
    let [inner, all] = [0, 0]
    for (let y = y1; y < y2; y++) {
      for (let cell = y * cells + x1; cell < y * cells + x2; cell++) {
        if (owner[cell] !== object) continue
        hidden[all++] = cell
        if (owner[cell - 1] !== object || owner[cell + 1] !== object) continue
        if (owner[cell - cells] === object && owner[cell + cells] === object) covered[inner++] = cell
      }
    }
    for (let tries = 0; tries < 8; tries++) {
      const cell = inner > 0 ? covered[random.below(inner)] : hidden[random.below(all)]
      const at = jittered(cell as number, random)
      if (this.topAt(at) === object) return at
    }
    return null
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

  /** The object whose ink is on top at a point, by the sprites themselves. */
  private topAt(at: UnitPoint): number | null {
    for (let number = this.objects.length - 1; number >= 0; number--) {
      const { style, name, center, scale, tanHalf, flip } = this.objects[number] as SceneObject
      const sprite = spriteOf(style, name)
      const { cos, sin } = rotation(tanHalf)
      const [dx, dy] = [(at.x - center.x) / scale, (at.y - center.y) / scale]
      const u = Math.floor((flip ? -1 : 1) * (cos * dx + sin * dy) + sprite.width / 2)
      const v = Math.floor(cos * dy - sin * dx + sprite.height / 2)
      if (u < 0 || v < 0 || u >= sprite.width || v >= sprite.height) continue
      const { width, rgba } = sprite.levels[0] as SpriteLevel
      if ((rgba[((v + 1) * (width + 2) + u + 1) * 4 + 3] as number) >= 128) return number
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

  /** Writes the cells of an object's ink to `covered` and returns how many there are. */
  private markInk(object: SceneObject): number {
    const sprite = spriteOf(object.style, object.name)
    let reduction = 0
    while (reduction < sprite.levels.length - 1 && object.scale * cells * (1 << reduction) < 0.7) reduction++
    const { width, rgba } = sprite.levels[reduction] as SpriteLevel
    const texel = 1 / (1 << reduction)
    const { cos, sin } = rotation(object.tanHalf)
    const turn = object.flip ? -1 : 1
    const { x1, y1, x2, y2 } = this.range(object)
    const step = texel / (cells * object.scale)
    const wide = sprite.width * texel
    const tall = sprite.height * texel
    const dx = x1 + 0.5 - object.center.x * cells
    let count = 0
    for (let y = y1; y < y2; y++) {
      const dy = y + 0.5 - object.center.y * cells
      let u = turn * (cos * dx + sin * dy) * step + wide / 2
      let v = (cos * dy - sin * dx) * step + tall / 2
      for (let cell = y * cells + x1; cell < y * cells + x2; cell++) {
        if (u >= 0 && v >= 0 && u < wide && v < tall) {
          if ((rgba[(((v | 0) + 1) * (width + 2) + (u | 0) + 1) * 4 + 3] as number) >= 128) covered[count++] = cell
        }
        u += turn * cos * step
        v -= sin * step
      }
    }
    return count
  }
}

function contains(list: Int32Array, count: number, value: number): boolean {
  for (let i = 0; i < count; i++) if (list[i] === value) return true
  return false
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
