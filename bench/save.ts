import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '../electron/services/project/journal.ts'
import type { Entry } from '../shared/document/document.ts'
import type { CommitId, ImageId, RegionId } from '../shared/ids.ts'

const appends = 3000
const warmUp = 200

/** The change that a person makes most often: one region moved. */
function moveRegion(n: number): Entry {
  const region = (x: number) => ({
    id: `r${n % 50}` as RegionId,
    imageId: 'i1' as ImageId,
    number: (n % 50) + 1,
    shape: { kind: 'box' as const, x1: x, y1: 20.25, x2: x + 100, y2: 140.5 },
    label: 'dog',
    origin: 'human' as const,
    createdAt: 1_790_000_000_000,
  })
  return {
    id: `c${n}` as CommitId,
    kind: 'commit',
    label: 'history.move-region',
    imageId: 'i1' as ImageId,
    changes: [{ table: 'regions', id: `r${n % 50}`, before: region(n), after: region(n + 0.5) }],
    at: 1_790_000_000_000 + n,
  }
}

/** How long a change takes until it is durable in the journal (write + fdatasync), one after the other, in milliseconds. */
export async function measure(): Promise<{ p50Ms: number; p99Ms: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'deixis-bench-save-'))
  try {
    const journal = await openJournal(folder)
    const times: number[] = []
    for (let n = 0; n < warmUp + appends; n++) {
      const startedAt = performance.now()
      await journal.append([moveRegion(n)])
      if (n >= warmUp) times.push(performance.now() - startedAt)
    }
    await journal.close()
    times.sort((a, b) => a - b)
    const at = (part: number): number =>
      Math.round((times[Math.floor(part * times.length)] ?? Number.NaN) * 1000) / 1000
    return { p50Ms: at(0.5), p99Ms: at(0.99) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
