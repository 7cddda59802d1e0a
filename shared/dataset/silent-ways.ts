import type { ReportLine } from '../api/dataset.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Size } from '../geometry/spaces.ts'
import type { Format } from './format.ts'

/** The text of the box in the middle of a picture; null where the dialect writes none. */
function middleBox(dialect: Dialect, { width, height }: Size): string | null {
  const shape = { kind: 'box', x1: width / 4, y1: height / 4, x2: width / 2, y2: height / 2 } as const
  const written = dialect.encode([shape], { width, height })
  return written.ok ? written.value : null
}

/** True where the numbers depend on the picture's own size and not on the place in it alone. */
function isAbsolute(dialect: Dialect): boolean {
  return middleBox(dialect, { width: 800, height: 600 }) !== middleBox(dialect, { width: 1600, height: 1200 })
}

/** True where the numbers are of each axis for itself: the picture's shape makes no difference. */
function isOfEachAxis(dialect: Dialect): boolean {
  return middleBox(dialect, { width: 800, height: 800 }) === middleBox(dialect, { width: 1600, height: 800 })
}

/**
 * What a format's trainer does without saying so that makes these coordinates or this loss wrong, once for each file; source: the formats
 * page, section 1. Turned pictures are found one by one, elsewhere.
 */
export function silentWays(format: Format, dialect: Dialect | null): ReportLine[] {
  const { consumer } = format
  const lines: ReportLine[] = []
  const warn = (code: string, message: string): void => {
    lines.push({ severity: 'warning', code, message })
  }
  if (consumer?.learnsAll === true) {
    warn('learns-all', 'The trainer learns every token of these rows, the questions too.')
  }
  if (dialect === null) return lines
  if (consumer?.maxPixels !== undefined && isAbsolute(dialect)) {
    const side = Math.round(Math.sqrt(consumer.maxPixels))
    const message = `The trainer shrinks pictures beyond ${side} × ${side} pixels first, and ${dialect.title} counts pixels: set its limit high, or choose a relative dialect.`
    warn('resized-first', message)
  }
  if (consumer?.pads === true && isOfEachAxis(dialect)) {
    const message = `The trainer pads pictures to a square, and ${dialect.title} counts each axis of the picture itself.`
    warn('padded-first', message)
  }
  return lines
}
