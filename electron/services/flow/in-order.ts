/**
 * Runs jobs on several places at once and gives their results in the order of the jobs. Jobs of one group that follow each other
 * run one after the other on the same place. Ended early, it begins nothing more and waits for what is under way.
 */
export async function* inOrder<Job, Place, Result>(
  jobs: AsyncIterable<Job> | Iterable<Job>,
  places: readonly Place[],
  groupOf: (job: Job) => string,
  run: (job: Job, place: Place) => Promise<Result>,
): AsyncGenerator<{ readonly job: Job; readonly result: Result }> {
  const lines = places.map((place): Line<Place> => ({ place, waiting: 0, last: Promise.resolve() }))
  const underWay: { readonly job: Job; readonly result: Promise<Result> }[] = []
  let recent: { readonly group: string; readonly line: Line<Place> } | null = null
  let ended = false
  const settled = (): undefined => undefined

  function put(job: Job): Promise<Result> {
    const group = groupOf(job)
    const idlest = lines.reduce((best, next) => (next.waiting < best.waiting ? next : best))
    const line = recent?.group === group ? recent.line : idlest
    recent = { group, line }
    line.waiting++
    const result = line.last.then(() => {
      line.waiting--
      if (ended) throw new Error('ended before its turn')
      return run(job, line.place)
    })
    line.last = result.then(settled, settled)
    return result
  }

  try {
    // One place takes a job only when the one before it is done with: nothing is begun that a stop would throw away.
    const ahead = places.length === 1 ? 1 : aheadOfEach * places.length
    for await (const job of jobs) {
      underWay.push({ job, result: put(job) })
      const first = underWay.length >= ahead ? underWay.shift() : undefined
      if (first) yield { job: first.job, result: await first.result }
    }
    for (let first = underWay.shift(); first; first = underWay.shift())
      yield { job: first.job, result: await first.result }
  } finally {
    ended = true
    await Promise.all(lines.map(({ last }) => last))
  }
}

type Line<Place> = { readonly place: Place; waiting: number; last: Promise<unknown> }

const aheadOfEach = 12
