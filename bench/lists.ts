import { withBuiltPage } from './built-page.ts'
import type { ListName, ListTimes } from './lists-page.tsx'

const long: Readonly<Record<ListName, number>> = { turns: 1000, regions: 10_000, rows: 5000, items: 100_000 }
const short = 10
const rounds = 3

export type ListFigures = {
  /** By how much a long list takes longer to open than one of ten, and the milliseconds it takes. */
  readonly [name in `${ListName}${'OpenRatio' | 'OpenMs' | 'StepMs'}`]: number
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Opens each long list of the program and a short one of its kind, in turns, and steps through it by keys. */
export async function measure(log: (line: string) => void = console.error): Promise<ListFigures> {
  return await withBuiltPage('lists-page.html', { width: 1200, height: 800 }, log, async (page) => {
    await page.waitForFunction(() => 'measureList' in window)
    const time = (name: ListName, count: number): Promise<ListTimes> =>
      page.evaluate(([which, many]) => window.measureList(which, many), [name, count] as const)
    const figures: Record<string, number> = {}
    for (const [name, count] of Object.entries(long) as [ListName, number][]) {
      await time(name, short)
      const few: ListTimes[] = []
      const many: ListTimes[] = []
      for (let round = 0; round < rounds; round++) {
        few.push(await time(name, short))
        many.push(await time(name, count))
      }
      const [openShort, open, step] = [
        middle(few.map((each) => each.open)),
        middle(many.map((each) => each.open)),
        middle(many.map((each) => each.step)),
      ]
      log(
        `${count} ${name}: open ${open.toFixed(0)} ms (${short}: ${openShort.toFixed(0)}), a step ${step.toFixed(0)} ms`,
      )
      figures[`${name}OpenRatio`] = Math.round((10 * open) / openShort) / 10
      figures[`${name}OpenMs`] = Math.round(open)
      figures[`${name}StepMs`] = Math.round(step)
    }
    return figures as ListFigures
  })
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await measure()))
