import type { Dialect, DialectShape } from '../../dialects/dialect.ts'
import { shapeBounds, shapeNumbers } from '../../dialects/mention.ts'
import type { ImageRecord } from '../../dialogue/image.ts'
import type { Shape } from '../../dialogue/region.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { boxCenter } from '../../geometry/box.ts'
import { assertNever, err } from '../../result.ts'
import { survives } from '../audit.ts'
import type { TextRules } from './write-turns.ts'

type Note = Parameters<TextRules['mention']>[1]

/** What stands for a shape in a dialect without its kind: the box around a polygon, the middle of a box. */
function standIn(shape: Shape, dialect: Dialect, name: string, note: Note): Shape {
  const hasBoxes = dialect.boxes !== false
  switch (shape.kind) {
    case 'point':
      return shape
    case 'polygon': {
      if (dialect.can.answers.polygons) return shape
      const around = shapeBounds(shape)
      if (around === null) return shape
      note('loss', 'outline-lost', `${name} is a polygon; the box around it is written.`)
      return standIn({ kind: 'box', ...around }, dialect, name, note)
    }
    case 'box':
      if (hasBoxes || !dialect.points) return shape
      note('loss', 'box-as-point', `${name} is a box; ${dialect.title} has points, so its middle is written.`)
      return { kind: 'point', ...boxCenter(shape) }
    default:
      return assertNever(shape)
  }
}

function isInside(shape: Shape, image: ImageRecord): boolean {
  return shapeNumbers(shape).every(
    (value, index) => value >= 0 && value <= (index % 2 === 0 ? image.width : image.height),
  )
}

/** True for a box that the dialect's rounding may leave without an area. */
function isSmall(shape: Shape, image: ImageRecord, dialect: Dialect): boolean {
  if (shape.kind !== 'box') return false
  const half = dialect.halfStep(image)
  return shape.x2 - shape.x1 <= 4 * half.x || shape.y2 - shape.y1 <= 4 * half.y
}

/** Texts in a dialect. Kinds that it lacks are replaced and named; a point where there are only boxes is refused. */
export function dialectRules(dialect: Dialect, marks: RegExp, isTaught: (turn: Turn) => boolean): TextRules {
  const numbers = new Map<string, number>()
  const { points, boxes, polygons } = dialect.can.asks
  const asksAnything = points || boxes || polygons
  let isLabelNamed = false
  return {
    marks,
    phrases: dialect.phrases,
    hazards: (text) => dialect.hazards(text),
    isTaught,
    mention({ regions, image, turn, phrase }, note) {
      const shapes: Shape[] = []
      if (turn.role === 'user' && !asksAnything) {
        note('warning', 'asks-unsupported', `${dialect.title} was not trained on regions in questions.`)
      }
      for (const region of regions) {
        const shape = standIn(region.shape, dialect, `R${region.number}`, note)
        const inside = isInside(shape, image)
        if ((!inside || isSmall(shape, image, dialect)) && !survives({ ...region, shape }, image, dialect)) {
          const message = inside ? 'is too small for the steps of this dialect' : 'lies outside what the format can say'
          return err({ code: inside ? 'no-area' : 'out-of-range', message: `R${region.number} ${message}` })
        }
        shapes.push(shape)
      }
      const written = dialect.encode(shapes, image, {
        role: turn.role,
        ...(phrase === undefined ? {} : { phrase }),
        labels: regions.map((region) => region.label),
        regions: regions.map(({ id }) => {
          const number = numbers.get(id)
          if (number !== undefined) return { number, isNew: false }
          numbers.set(id, numbers.size + 1)
          return { number: numbers.size, isNew: true }
        }),
      })
      if (written.ok && !isLabelNamed) {
        const said = written.value.toLowerCase()
        const lost = regions.find(({ label }) => label !== '' && !said.includes(label.toLowerCase()))
        if (lost !== undefined) {
          isLabelNamed = true
          note(
            'loss',
            'label-lost',
            `${dialect.title} has no place for what regions are called, as in “${lost.label}”.`,
          )
        }
      }
      return written
    },
  }
}

/** The shapes that a text says. */
export function shapesInText(text: string, dialect: Dialect, image: ImageRecord): DialectShape[] {
  return dialect.decode(text, image).flatMap((span) => (span.kind === 'mention' ? [...span.shapes] : []))
}
