import type { ImportLog } from './import-log.ts'
import type { Corner, ImportedRegion, ImportedShape } from './imported.ts'
import { asCorners, asNumber, asRecord, asText, otherFields } from './json-field.ts'
import { cornersBox } from './shape-box.ts'

/** Who wrote the file: X-AnyLabeling's rectangles may have four corners, and it has shape types of its own. */
export type LabelMeFlavour = 'labelme' | 'x-anylabeling'

/** How many points a shape type needs; `more` where that is the least. */
const counts: Readonly<
  Record<string, { readonly least: number; readonly more: boolean; readonly only?: LabelMeFlavour }>
> = {
  polygon: { least: 3, more: true },
  rectangle: { least: 2, more: false },
  oriented_rectangle: { least: 4, more: false },
  point: { least: 1, more: false },
  line: { least: 2, more: false },
  linestrip: { least: 2, more: true },
  points: { least: 1, more: true },
  circle: { least: 2, more: false },
  mask: { least: 2, more: false, only: 'labelme' },
  rotation: { least: 4, more: false, only: 'x-anylabeling' },
  quadrilateral: { least: 4, more: false, only: 'x-anylabeling' },
}

function shapesOf(type: string, points: readonly Corner[]): ImportedShape[] {
  const [first = [0, 0], second = [0, 0]] = points
  switch (type) {
    case 'rectangle':
    case 'mask':
      return [{ kind: 'box', ...(cornersBox(points) ?? { x1: 0, y1: 0, x2: 0, y2: 0 }) }]
    case 'oriented_rectangle':
    case 'rotation':
    case 'quadrilateral':
      return [{ kind: 'quad', points }]
    case 'point':
    case 'points':
      return points.map(([x, y]) => ({ kind: 'point', x, y }))
    case 'line':
    case 'linestrip':
      return [{ kind: 'polygon', points, closed: false }]
    case 'circle':
      return [{ kind: 'circle', cx: first[0], cy: first[1], r: Math.hypot(second[0] - first[0], second[1] - first[1]) }]
    default:
      return [{ kind: 'polygon', points, closed: true }]
  }
}

/** Why LabelMe's own reader refuses one of the optional fields, or null. */
function badField(record: Readonly<Record<string, unknown>>, type: string): string | null {
  const { flags, description, group_id: group, mask } = record
  const isFlags =
    flags == null ||
    (asRecord(flags) !== null && Object.values(asRecord(flags) ?? {}).every((v) => typeof v === 'boolean'))
  if (!isFlags) return 'flags are not an object of true and false'
  if (description != null && typeof description !== 'string') return 'the description is not a text'
  if (group != null && !Number.isInteger(asNumber(group))) return 'group_id is not a whole number'
  if (mask != null && typeof mask !== 'string') return 'the mask is not a text'
  if (mask != null && type !== 'mask') return `a ${type} has a mask`
  if (mask == null && type === 'mask') return 'the mask has no picture'
  return null
}

/** The points of a shape, or why there are none. */
function pointsOf(value: unknown, type: string, flavour: LabelMeFlavour): readonly Corner[] | string {
  const points = asCorners(value)
  if (points === null) return 'points are not a list of [x, y] of finite numbers'
  const count = Object.hasOwn(counts, type) ? counts[type] : undefined
  if (count === undefined || (count.only !== undefined && count.only !== flavour))
    return `“${type}” is no known shape type`
  const isFour = flavour === 'x-anylabeling' && type === 'rectangle' && points.length === 4
  if (isFour || (count.more ? points.length >= count.least : points.length === count.least)) return points
  return `a ${type} of ${points.length} points instead of ${count.least}${count.more ? ' or more' : ''}`
}

/**
 * One entry of `shapes`. Its points are pixels of the upright picture. A list of points gives one region each; a shape that LabelMe's own
 * reader refuses gives none and a line in the log. Other fields are kept where they say something.
 */
export function readLabelMeShape(
  value: unknown,
  place: string,
  flavour: LabelMeFlavour,
  log: ImportLog,
): ImportedRegion[] {
  const record = asRecord(value)
  if (record === null) {
    log.dropped(place, 'not an object', 'the shape is no object')
    return []
  }
  if (typeof record.label !== 'string') {
    log.dropped(place, 'bad label', 'the label is not a text')
    return []
  }
  const isOld = record.shape_type === undefined
  if (!isOld && typeof record.shape_type !== 'string') {
    log.dropped(place, 'bad shape type', 'the shape type is not a text')
    return []
  }
  const type = isOld ? 'polygon' : asText(record.shape_type)
  const points = pointsOf(record.points, type, flavour)
  const problem = typeof points === 'string' ? points : badField(record, type)
  if (typeof points === 'string' || problem !== null) {
    log.dropped(place, 'bad shape', problem ?? '')
    return []
  }
  if (isOld) log.noted(place, 'no shape type', 'the shape has no type, as in very old files: read as a polygon')
  if (type === 'mask') log.noted(place, 'mask as box', 'the mask’s picture is kept as it is; the region is its box')
  const attributes = asRecord(record.attributes)
  const isOwn = flavour === 'x-anylabeling' && attributes !== null
  const fields = otherFields(record, ['label', 'points', 'shape_type', ...(isOwn ? ['attributes'] : [])])
  return shapesOf(type, points).map((shape) => {
    const isEmpty = shape.kind === 'box' && (shape.x1 === shape.x2 || shape.y1 === shape.y2)
    if (isEmpty) log.noted(place, 'degenerate', 'the box has no width or no height')
    return {
      shape,
      label: asText(record.label),
      ...(isEmpty ? { degenerate: true as const } : {}),
      ...(isOwn && Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(fields === undefined ? {} : { fields }),
    }
  })
}
