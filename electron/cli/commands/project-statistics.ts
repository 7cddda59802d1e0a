import { createStatistics, type Figure, type FigureId, type Statistics } from '../../../shared/dataset/statistics.ts'
import type { RecordChange, TableName } from '../../../shared/document/document.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import type { Services } from '../../services/services.ts'

/** What the app's statistics say of a project, by the same rules. */
export async function projectStatistics(services: Services, projectId: ProjectId): Promise<Statistics> {
  const images = [...(await services.projects.images(projectId)).values()]
  const counter = createStatistics(images)
  const records = await services.projects.records(projectId)
  for (const table of Object.keys(records) as TableName[]) {
    for (const after of Object.values(records[table])) {
      counter.take([{ table, id: after.id, before: null, after } as RecordChange])
    }
  }
  return counter.finish()
}

const names: Partial<Record<FigureId, string>> = {
  states: 'images by state',
  splits: 'images by split',
  ious: 'IoU of proposed and kept boxes',
  'ious-tasks': 'IoU by kind of dialogue',
  'ious-models': 'IoU by model',
  'judged-tasks': 'proposals by kind of dialogue',
  'judged-labels': 'proposals by label',
  'judged-models': 'proposals by model',
  shifts: 'shift of corrected boxes in % of the diagonal',
  sizes: 'size of corrected boxes, as a multiple',
  times: 'time per image',
}

function bar({ name, series, count }: Figure['rows'][number]): string {
  const kinds = series === null ? '' : `, ${series === '' ? '(unknown)' : series}`
  return `  ${name === '' ? '(none)' : name}${kinds}: ${count}`
}

/** The figures that only a project has, as lines. */
export function describeStatistics({ figures }: Statistics): string[] {
  return figures.flatMap(({ id, rows, median, medians }) => {
    const name = names[id]
    const shown = rows.filter(({ count }) => count > 0)
    if (name === undefined || shown.length === 0) return []
    const middles = medians.map((each) => `${each.series || '(unknown)'} ${each.median.toPrecision(3)}`)
    const middle = median === null ? '' : `, median ${[median.toPrecision(3), ...middles].join(', ')}`
    return [`${name}${middle}:`, ...shown.map(bar)]
  })
}

/** The same for programs: without the images of each bar. */
export function plainStatistics({ figures, ...counts }: Statistics): object {
  return {
    ...counts,
    figures: figures.map(({ rows, ...figure }) => ({
      ...figure,
      rows: rows.flatMap(({ name, series, count }) => (count > 0 ? [{ name, series, count }] : [])),
    })),
  }
}
