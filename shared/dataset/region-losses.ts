import type { ReportLine } from '../api/dataset.ts'
import type { Region, Shape } from '../dialogue/region.ts'
import type { PictureSource } from './source.ts'

/** What regions without a label are called where every region needs a class. */
export const unlabelled = 'object'

/** What regions a format can take. */
export type RegionNeeds = {
  /** Its name in the report. */
  readonly name: string
  readonly kinds: readonly Shape['kind'][]
  /** Every region has a class. */
  readonly label: boolean
  /** Boxes without width or height are nothing to it. */
  readonly area: boolean
  /** A label as the format can write it; the same where it can be written as it stands. */
  readonly legal?: (label: string) => string
}

/** What a format that needs these calls a label. */
export function classNameFor({ label: isNeeded, legal }: RegionNeeds, label: string): string {
  const name = legal?.(label) ?? label
  return isNeeded && name === '' ? unlabelled : name
}

type Cause = Shape['kind'] | 'empty' | 'unlabelled' | 'illegal'

const plurals: Readonly<Record<Shape['kind'], string>> = { point: 'points', box: 'boxes', polygon: 'polygons' }

function lossOf(cause: Cause, count: number, name: string): { code: string; message: string } {
  const isOne = count === 1
  const many = (one: string, more: string): string => (isOne ? one : `${count} ${more}`)
  switch (cause) {
    case 'unlabelled': {
      const message = `${many('A region has', 'regions have')} no label: ${name} calls ${isOne ? 'it' : 'them'} “${unlabelled}”.`
      return { code: 'label-missing', message }
    }
    case 'illegal':
      return {
        code: 'label-changed',
        message: `${many('A label holds', 'labels hold')} signs that ${name} cannot write; they are replaced.`,
      }
    case 'empty':
      return {
        code: 'no-area',
        message: `${many('A box', 'boxes')} without width or height ${isOne ? 'is' : 'are'} left out.`,
      }
    default: {
      const what = many(`A ${cause}`, plurals[cause])
      return {
        code: 'kind-unsupported',
        message: `${what} ${isOne ? 'is' : 'are'} left out: ${name} has no ${plurals[cause]}.`,
      }
    }
  }
}

/** The regions that a format takes, with labels that it can write; how many it does not take, and how many labels differ, in the report. */
export function keepRegions(
  source: PictureSource,
  needs: RegionNeeds,
): { readonly regions: readonly Pick<Region, 'shape' | 'label'>[]; readonly report: readonly ReportLine[] } {
  const counts = new Map<Cause, number>()
  const count = (cause: Cause): void => {
    counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  const regions: Pick<Region, 'shape' | 'label'>[] = []
  for (const { shape, label } of source.regions) {
    if (!needs.kinds.includes(shape.kind)) {
      count(shape.kind)
      continue
    }
    if (needs.area && shape.kind === 'box' && (shape.x1 === shape.x2 || shape.y1 === shape.y2)) {
      count('empty')
      continue
    }
    const name = classNameFor(needs, label)
    if (name !== label) {
      const legal = needs.legal?.(label) ?? label
      if (legal !== label) count('illegal')
      if (legal === '') count('unlabelled')
    }
    regions.push({ shape, label: name })
  }
  const report = [...counts].map(
    ([cause, number]): ReportLine => ({
      severity: 'loss',
      ...lossOf(cause, number, needs.name),
      imageId: source.image.id,
    }),
  )
  return { regions, report }
}
