import { shapeIou } from '../../shared/dialogue/box-of-shape.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { RecordChange } from '../../shared/document/document.ts'
import { sameValue } from '../../shared/document/record-changes.ts'

/** Notes with each correction of a proposal how well it agrees with the model's own, and the seconds since people first looked at it. */
export type CorrectionClock = {
  /** Regions were selected: from now on they are looked at. */
  look(ids: readonly string[]): void
  /** The changes with an `edits` row more on every proposal that got another shape. */
  note(changes: readonly RecordChange[]): RecordChange[]
}

/** Counts from the first look until a region is let go and selected again; `now` in milliseconds. */
export function createCorrectionClock(now: () => number): CorrectionClock {
  let looked = new Map<string, number>()

  function edited(before: Region, after: Region): Region {
    const { proposal, shape } = after
    if (proposal === undefined || sameValue(before.shape, shape)) return after
    const at = now()
    const since = looked.get(after.id)
    const iou = shapeIou(shape, proposal.predicted)
    const edit = {
      at,
      ...(iou !== null && { iou: Math.round(iou * 1e4) / 1e4 }),
      ...(since !== undefined && { seconds: Math.round((at - since) / 100) / 10 }),
    }
    return { ...after, proposal: { ...proposal, edits: [...(proposal.edits ?? []), edit] } }
  }

  return {
    look(ids) {
      looked = new Map(ids.map((id) => [id, looked.get(id) ?? now()]))
    },
    note: (changes) =>
      changes.map((change) =>
        change.table === 'regions' && change.before !== null && change.after !== null
          ? { ...change, after: edited(change.before, change.after) }
          : change,
      ),
  }
}
