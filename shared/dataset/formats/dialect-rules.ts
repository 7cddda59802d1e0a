import type { Dialect, DialectShape } from '../../dialects/dialect.ts'
import { shapeBounds, shapeNumbers } from '../../dialects/mention.ts'
import type { ImageFile } from '../../dialogue/image.ts'
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

function isInside(shape: Shape, image: ImageFile): boolean {
  return shapeNumbers(shape).every(
    (value, index) => value >= 0 && value <= (index % 2 === 0 ? image.width : image.height),
  )
}

/** True for a box that the dialect's rounding may leave without an area. */
function isSmall(shape: Shape, image: ImageFile, dialect: Dialect): boolean {
  if (shape.kind !== 'box') return false
  const half = dialect.halfStep(image)
  return shape.x2 - shape.x1 <= 4 * half.x || shape.y2 - shape.y1 <= 4 * half.y
}

/** Names what a mention of several regions does not keep: that they are one mention, and their order. */
function noteOrder(shapes: readonly Shape[], text: string, dialect: Dialect, image: ImageFile, note: Note): void {
  const spans = dialect.decode(text, image)
  const read = spans.flatMap((span) => (span.kind === 'mention' ? [span.shapes] : []))
  if (read.length > 1) {
    note('loss', 'mention-split', `${dialect.title} writes the regions of a mention one by one, each for itself.`)
  }
  const [before, after] = [shapes.flatMap(shapeNumbers), read.flat().flatMap(shapeNumbers)]
  const half = dialect.halfStep(image)
  const isMoved = before.some((value, at) => Math.abs(value - (after[at] ?? value)) > 4 * Math.max(half.x, half.y))
  if (isMoved) note('loss', 'order-lost', `${dialect.title} sorts the regions of a mention.`)
}

/** Texts in a dialect. Kinds that it lacks are replaced and named; a point where there are only boxes is refused. */
export function dialectRules(dialect: Dialect, marks: RegExp, isTaught: (turn: Turn) => boolean): TextRules {
  const numbers = new Map<string, number>()
  const { points, boxes, polygons } = dialect.can.asks
  const asksAnything = points || boxes || polygons
  const probed = new Set<string>()
  /** True the first time: what a dialect does to one mention it does to all. */
  const isFirst = (what: string): boolean => probed.size < probed.add(what).size
  let isLabelNamed = false
  return {
    marks,
    phrases: dialect.phrases,
    hazards: (text) => dialect.hazards(text),
    isTaught,
    mention({ regions, image, turn, phrase, words }, note) {
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
      if (written.ok && words !== undefined && dialect.phrases === undefined && isFirst('phrase')) {
        note('loss', 'phrase-lost', `${dialect.title} does not say which words a mention belongs to.`)
      }
      // Points are sorted by some, and what is called the same put together; else one mention tells of all.
      const isMixed = regions.some(({ label }) => label !== regions[0]?.label)
      if (written.ok && regions.length > 1 && (dialect.boxes === false || isMixed || isFirst('several'))) {
        noteOrder(shapes, written.value, dialect, image, note)
      }
      if (written.ok && phrase === undefined && regions.some(({ label }) => label !== '') && isFirst('labelled')) {
        const spans = dialect.decode(written.value, image)
        if (spans.some((span) => span.kind === 'mention' && span.phrase !== undefined)) {
          note('loss', 'label-as-words', `${dialect.title} writes what regions are called as words of the text.`)
        }
      }
      if (written.ok && !isLabelNamed) {
        const said = written.value.toLowerCase()
        const isSaid = (label: string): boolean =>
          [label, JSON.stringify(label).slice(1, -1)].some((form) => said.includes(form.toLowerCase()))
        const lost = regions.find(({ label }) => label !== '' && !isSaid(label))
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
export function shapesInText(text: string, dialect: Dialect, image: ImageFile): DialectShape[] {
  return dialect.decode(text, image).flatMap((span) => (span.kind === 'mention' ? [...span.shapes] : []))
}
