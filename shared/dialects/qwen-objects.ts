import type { Size } from '../geometry/spaces.ts'
import type { BracketReading } from './bracket-parser.ts'
import type { DialectShape, MentionContext, SpanParser, SpanWarning } from './dialect.ts'
import { outsideWarning, swappedProblem } from './mention.ts'
import { objectParser } from './object-parser.ts'

/** Where the numbers of `bbox_2d` and `point_2d` lie: 0 to `full` on each axis. */
export type QwenFrame = { readonly full: Size; readonly size: Size }

/** Boxes and points as Qwen2.5-VL and Qwen3-VL write them: a JSON list in a fence, an object in a line, a tab in front. */
export function writeQwenObjects(groups: readonly (readonly number[])[], labels: readonly string[]): string {
  const lines = groups.map((group, index) => {
    const key = group.length === 2 ? 'point_2d' : 'bbox_2d'
    return `\t{"${key}": [${group.join(', ')}], "label": ${JSON.stringify(labels[index] ?? '')}}`
  })
  return `\`\`\`json\n[\n${lines.join(',\n')}\n]\n\`\`\``
}

/** What each shape is called: its label, else the phrase of the mention. */
export function labelsOf(count: number, context: MentionContext | undefined): string[] {
  return Array.from({ length: count }, (_, index) => context?.labels?.[index] || (context?.phrase?.trim() ?? ''))
}

function numbersIn(value: unknown): number[] | null {
  return Array.isArray(value) && value.every((one) => typeof one === 'number' && Number.isFinite(one)) ? value : null
}

function readObject(value: Readonly<Record<string, unknown>>, frame: QwenFrame): BracketReading {
  const { full, size } = frame
  const count = value.bbox_2d === undefined ? 2 : 4
  const numbers = numbersIn(count === 4 ? value.bbox_2d : value.point_2d)
  if (numbers === null)
    return { kind: 'problem', code: 'not-a-number', message: 'the coordinates are not a list of numbers' }
  if (numbers.length !== count) {
    return {
      kind: 'problem',
      code: 'wrong-count',
      message: `${numbers.length} numbers: a ${count === 4 ? 'box has 4' : 'point has 2'}`,
    }
  }
  const beyond = numbers.find((one, index) => one < 0 || one > (index % 2 === 0 ? full.width : full.height))
  if (beyond !== undefined) {
    return {
      kind: 'problem',
      code: 'out-of-range',
      message: `${beyond} is outside 0 to ${full.width} by ${full.height}`,
    }
  }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers
  const across = (one: number): number => (one * size.width) / full.width
  const down = (one: number): number => (one * size.height) / full.height
  const swapped = count === 4 ? swappedProblem({ x1, y1, x2, y2 }) : null
  if (swapped !== null) return swapped
  const shape: DialectShape =
    count === 2
      ? { kind: 'point', x: across(x1), y: down(y1) }
      : { kind: 'box', x1: across(x1), y1: down(y1), x2: across(x2), y2: down(y2) }
  const warnings: SpanWarning[] = []
  if (typeof value.label !== 'string') {
    warnings.push({ code: 'upstream-unread', message: 'readers of this form pass over objects without a label' })
  }
  const step = { x: size.width / full.width, y: size.height / full.height }
  const outside = outsideWarning([shape], size, { x: step.x / 2, y: step.y / 2 })
  if (outside !== null) warnings.push(outside)
  return { kind: 'shapes', shapes: [shape], warnings }
}

/** Reads the lists and objects of Qwen2.5-VL and Qwen3-VL; without a frame every object is marked as unreadable. */
export function qwenObjectParser(frame: QwenFrame | string): SpanParser {
  return objectParser({
    mark: /["'](?:bbox|point)_2d["']/,
    read: (value) => {
      if (typeof frame === 'string') return { reading: { kind: 'problem', code: 'no-frame', message: frame } }
      if (value === null) {
        return { reading: { kind: 'problem', code: 'not-a-number', message: 'the object is neither JSON nor Python' } }
      }
      const label = typeof value.label === 'string' ? value.label : value.text_content
      return { reading: readObject(value, frame), labels: [typeof label === 'string' ? label : ''] }
    },
  })
}
