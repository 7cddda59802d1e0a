import type { ReportLine } from '../api/dataset.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { shapeBounds, shapeNumbers } from '../dialects/mention.ts'
import type { ImageFile } from '../dialogue/image.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import { writeTurn } from '../dialogue/write-turn.ts'
import { boxArea, boxIou, boxOfSize } from '../geometry/box.ts'
import { polygonArea } from '../geometry/polygon.ts'
import { reportOn } from './report.ts'
import type { DialogueSource, PictureSource } from './source.ts'

const tinySide = 4
const hugeShare = 0.98
const sameBox = 0.95

/** The regions that these turns mention and that are there, each once, in order of first mention. */
export function regionsMentioned(turns: readonly Turn[], regions: Readonly<Record<string, Region>>): Region[] {
  const found = new Map<string, Region>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      if (part.kind !== 'mention') continue
      for (const id of part.regionIds) {
        const region = regions[id]
        if (region !== undefined) found.set(id, region)
      }
    }
  }
  return [...found.values()]
}

function isOutside(shape: Region['shape'], image: ImageFile): boolean {
  if (shape.kind === 'box') {
    const { x1, y1, x2, y2 } = shape
    const [right, bottom] = [image.width, image.height]
    return x1 < 0 || y1 < 0 || x2 < 0 || y2 < 0 || x1 > right || x2 > right || y1 > bottom || y2 > bottom
  }
  return shapeNumbers(shape).some((value, index) => value < 0 || value > (index % 2 === 0 ? image.width : image.height))
}

type Say = (severity: 'error' | 'warning', code: string, message: string) => void

function auditRegion({ number, shape }: Region, image: ImageFile, say: Say): void {
  const name = `R${number}`
  if (isOutside(shape, image)) say('warning', 'outside-image', `${name} sticks out of the picture.`)
  if (shape.kind === 'point') return
  const bounds = shape.kind === 'box' ? shape : shapeBounds(shape)
  if (bounds === null || (shape.kind === 'polygon' && polygonArea(shape.points) === 0)) {
    say('error', 'no-area', `${name} has no area: its corners lie on a line.`)
    return
  }
  if (bounds.x2 <= bounds.x1 || bounds.y2 <= bounds.y1) {
    say('error', 'corners-swapped', `${name} has no area: a corner is not beyond the other.`)
    return
  }
  if (bounds.x2 - bounds.x1 < tinySide || bounds.y2 - bounds.y1 < tinySide) {
    say('warning', 'tiny-box', `${name} is less than ${tinySide} pixels wide or high.`)
  }
  const area = shape.kind === 'polygon' ? polygonArea(shape.points) : boxArea(shape)
  if (area > hugeShare * boxArea(boxOfSize(image))) {
    say('warning', 'whole-image', `${name} covers nearly the whole picture.`)
  }
}

type BoxRegion = Region & { readonly shape: Extract<Region['shape'], { kind: 'box' }> }

function isBox(region: Region): region is BoxRegion {
  return region.shape.kind === 'box'
}

/** From left to right, so that each is compared with the few that begin nearly where it does. */
function auditPairs(regions: readonly Region[], say: Say): void {
  const boxes = regions.filter(isBox).sort((a, b) => a.shape.x1 - b.shape.x1 || a.number - b.number)
  for (const [index, a] of boxes.entries()) {
    const reach = a.shape.x1 + (a.shape.x2 - a.shape.x1) * (1 / sameBox - 1)
    for (let at = index + 1; at < boxes.length; at++) {
      const b = boxes[at]
      if (b === undefined || b.shape.x1 > reach) break
      // The same number: one region before and after it was moved.
      if (a.imageId !== b.imageId || a.label !== b.label || a.number === b.number) continue
      if (boxIou(a.shape, b.shape) <= sameBox) continue
      const [first, second] = [Math.min(a.number, b.number), Math.max(a.number, b.number)]
      say('warning', 'duplicate-box', `R${first} and R${second} are nearly the same box.`)
    }
  }
}

/** What is doubtful about a picture's regions whatever the format; those that mark nothing are the format's business. */
export function auditPicture({ image, regions }: PictureSource): ReportLine[] {
  const lines: ReportLine[] = []
  const say: Say = (severity, code, message) => {
    if (severity === 'warning') lines.push({ severity, code, message, imageId: image.id })
  }
  for (const region of regions) auditRegion(region, image, say)
  auditPairs(regions, say)
  return lines
}

function isEmpty(turn: Turn): boolean {
  return turn.parts.every((part) => (part.kind === 'text' || part.kind === 'malformed') && part.text.trim() === '')
}

function auditTurns(source: DialogueSource): ReportLine[] {
  const lines: ReportLine[] = []
  for (const [index, turn] of source.turns.entries()) {
    if (turn.role !== (index % 2 === 0 ? 'user' : 'assistant')) {
      const message = 'Questions and answers do not take turns.'
      lines.push(reportOn(source, 'error', 'roles-not-alternating', message, turn.id))
      break
    }
  }
  for (const turn of source.turns) {
    if (turn.role === 'assistant' && isEmpty(turn)) {
      lines.push(reportOn(source, 'error', 'empty-answer', 'An answer is empty.', turn.id))
    }
    const gone = turn.parts.some(
      (part) => part.kind === 'mention' && part.regionIds.some((id) => source.regions[id] === undefined),
    )
    if (gone) lines.push(reportOn(source, 'error', 'mention-gone', 'A region that is mentioned was deleted.', turn.id))
  }
  const unreviewed = source.turns.filter((turn) => turn.origin === 'model' && turn.review === 'open')
  const [first] = unreviewed
  if (first !== undefined) {
    const message =
      unreviewed.length === 1 ? 'An answer was not reviewed.' : `${unreviewed.length} answers were not reviewed.`
    lines.push(reportOn(source, 'warning', 'unreviewed', message, first.id))
  }
  return lines
}

/** What is wrong with a dialogue whatever the format. `isMissing` tells of pictures whose file is not there. */
export function auditDialogue(source: DialogueSource, isMissing: (image: ImageFile) => boolean): ReportLine[] {
  const lines = auditTurns(source)
  const gone = source.dialogue.imageIds.length - source.images.length
  if (gone > 0 || source.images.some(isMissing)) {
    const path = source.images.find(isMissing)?.path
    const message = path === undefined ? 'The picture is no longer in the folder.' : `The file ${path} is missing.`
    lines.push(reportOn(source, 'error', 'file-missing', message))
  }
  const say: Say = (severity, code, message) => {
    lines.push(reportOn(source, severity, code, message))
  }
  const mentioned = regionsMentioned(source.turns, source.regions)
  for (const region of mentioned) {
    const image = source.images.find((one) => one.id === region.imageId)
    if (image !== undefined) auditRegion(region, image, say)
  }
  auditPairs(mentioned, say)
  return lines
}

/** Said by `auditDialogue`, or by the format because it depends on the row. */
const reportedElsewhere = new Set(['mention-gone', 'roles-not-alternating', 'brace', 'kind-unsupported'])
/** What the loaders of text formats misread is worse in a file than in a prompt: it would train in silence. */
const fatalCodes = new Set(['placeholder', 'malformed'])

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1)
}

/** True when the dialect's text of this region reads back as the same place, as far as its rounding allows. */
export function survives(region: Region, image: ImageFile, dialect: Dialect): boolean {
  const written = dialect.encode([region.shape], image)
  if (!written.ok) return true
  const [span] = dialect.decode(written.value, image)
  const read = span?.kind === 'mention' ? span.shapes[0] : undefined
  if (read === undefined) return false
  // A box that the rounding leaves without an area is within half a step and teaches nonsense.
  if (read.kind === 'box' && (read.x2 <= read.x1 || read.y2 <= read.y1)) return false
  const half = dialect.halfStep(image)
  const slack = Math.max(image.width, image.height) * 1e-6
  const reach = (region.shape.kind === 'box' ? dialect.reach?.(image) : undefined) ?? {
    x: image.width,
    y: image.height,
  }
  const before = shapeNumbers(region.shape).map((value, index) => {
    const [end, last] = index % 2 === 0 ? [image.width, reach.x] : [image.height, reach.y]
    return value <= end ? Math.min(value, last) : value
  })
  return shapeNumbers(read).every((value, index) => {
    const limit = (index % 2 === 0 ? half.x : half.y) + slack
    return Math.abs(value - (before[index] ?? Number.NaN)) <= limit
  })
}

/** What is wrong with a dialogue for a dialect that takes one picture and writes coordinates as text. */
export function auditForDialect(source: DialogueSource, dialect: Dialect): ReportLine[] {
  const [image] = source.images
  if (image === undefined) return []
  if (source.dialogue.imageIds.length > 1) {
    return [reportOn(source, 'error', 'image-marks', 'The format holds one picture for each dialogue.')]
  }
  const lines: ReportLine[] = []
  for (const region of regionsMentioned(source.turns, source.regions)) {
    const { shape } = region
    const isOrdered = shape.kind !== 'box' || (shape.x1 < shape.x2 && shape.y1 < shape.y2)
    if (!isOrdered || survives(region, image, dialect)) continue
    const message = `R${region.number} lies outside what the format can say, or is too small for its steps.`
    lines.push(reportOn(source, 'error', 'out-of-range', message))
  }
  const context = { dialect, size: image, imageId: image.id, regions: source.regions }
  for (const turn of source.turns) {
    for (const problem of writeTurn(turn, context).problems) {
      if (reportedElsewhere.has(problem.code)) continue
      const severity = fatalCodes.has(problem.code) ? 'error' : problem.severity
      lines.push(reportOn(source, severity, problem.code, `${sentence(problem.message)}.`, turn.id))
    }
  }
  return lines
}
