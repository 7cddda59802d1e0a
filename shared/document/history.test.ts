import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Region } from '../dialogue/region.ts'
import type { CommitId, ImageId, RegionId } from '../ids.ts'
import { applyEntry } from './apply.ts'
import { addRegion } from './commands/add-region.ts'
import { deleteRegion } from './commands/delete-region.ts'
import { judgeProposal } from './commands/judge-proposal.ts'
import { relabelRegion } from './commands/relabel-region.ts'
import { shapeRegion } from './commands/shape-region.ts'
import { type Document, type Entry, emptyDocument } from './document.ts'
import {
  emptyHistory,
  type History,
  historyOf,
  nextRedo,
  nextUndo,
  redoEntry,
  takeEntry,
  undoEntry,
} from './history.ts'
import { changesOf, type Recipe } from './record-changes.ts'

function region(id: string, x: number, proposed: boolean): Region {
  const shape = { kind: 'box', x1: x, y1: 1, x2: x + 5, y2: 9 } as const
  return {
    id: id as RegionId,
    imageId: 'i1' as ImageId,
    number: 1,
    shape,
    label: '',
    origin: proposed ? 'model' : 'human',
    ...(proposed ? { proposal: { turnId: 't1' as never, predicted: shape, judgement: 'open' as const } } : {}),
    createdAt: 1,
  }
}

const ids = fc.constantFrom('a', 'b', 'c', 'd') as fc.Arbitrary<RegionId>
const recipes: fc.Arbitrary<Recipe> = fc.oneof(
  fc.tuple(ids, fc.nat(9), fc.boolean()).map(([id, x, proposed]) => addRegion(region(id, x, proposed))),
  fc.tuple(ids, fc.nat(9)).map(([id, x]) => shapeRegion(id, { kind: 'box', x1: x, y1: 0, x2: x + 5, y2: 9 })),
  fc.tuple(ids, fc.constantFrom('dog', 'cat')).map(([id, label]) => relabelRegion(id, label)),
  fc.array(ids, { maxLength: 3 }).map((some) => deleteRegion(...some)),
  fc
    .tuple(ids, fc.constantFrom('accept' as const, 'reject' as const))
    .map(([id, verdict]) => judgeProposal(verdict, id)),
)
type Step = { kind: 'do'; recipe: Recipe; group: string | undefined } | { kind: 'undo' } | { kind: 'redo' }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('do' as const),
        recipe: recipes,
        group: fc.constantFrom(undefined, undefined, 'g', 'h'),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'undo' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'redo' as const }) },
  ),
  { maxLength: 40 },
)

type Session = { document: Document; history: History; entries: Entry[] }

function run(session: Session, step: Step): Session {
  let count = session.entries.length
  const stamp = { id: () => `c${count++}` as CommitId, at: () => count }
  const added: Entry[] = []
  if (step.kind === 'do') {
    const changes = changesOf(session.document, step.recipe)
    if (changes.length === 0) return session
    const group = step.group === undefined ? {} : { group: step.group }
    added.push({ id: stamp.id(), kind: 'commit', ...group, label: 'x', imageId: null, changes, at: stamp.at() })
  } else if (step.kind === 'undo') added.push(...nextUndo(session.history).map((each) => undoEntry(each, stamp)))
  else added.push(...nextRedo(session.history).map((each) => redoEntry(each, stamp)))
  return {
    document: added.reduce(applyEntry, session.document),
    history: added.reduce(takeEntry, session.history),
    entries: [...session.entries, ...added],
  }
}

const start: Session = { document: emptyDocument, history: emptyHistory, entries: [] }

describe('history', () => {
  it('undo takes a commit back exactly, and redo repeats it exactly', () => {
    fc.assert(
      fc.property(steps, (before) => {
        const session = before.reduce(run, start)
        const unit = nextUndo(session.history)
        const undone = run(session, { kind: 'undo' })
        const again = nextRedo(undone.history)
        // Parts of one group that were undone apart come back together; those runs are covered by the next property.
        fc.pre(unit.length > 0 && again.length === unit.length)
        const redone = run(undone, { kind: 'redo' })
        expect(redone.document).toEqual(session.document)
        expect(redone.history.done.map((each) => each.id).sort()).toEqual(
          session.history.done.map((each) => each.id).sort(),
        )
        expect(undone.history.done.length).toBe(session.history.done.length - unit.length)
      }),
    )
  })

  it('undoing everything leads back to the empty document, redoing everything forward again', () => {
    fc.assert(
      fc.property(steps, (before) => {
        const session = before.reduce(run, start)
        let back = session
        while (nextUndo(back.history).length > 0) back = run(back, { kind: 'undo' })
        expect(back.document).toEqual(emptyDocument)
        const alone: Session = { ...back, history: { done: [], undone: back.history.undone } }
        let forward = alone
        while (nextRedo(forward.history).length > 0) forward = run(forward, { kind: 'redo' })
        expect(Object.keys(forward.history.done)).toHaveLength(alone.history.undone.length)
      }),
    )
  })

  it('is the same when it is read back from the entries, or from their end', () => {
    fc.assert(
      fc.property(steps, fc.nat(40), (before, skipped) => {
        const session = before.reduce(run, start)
        expect(historyOf(session.entries)).toEqual(session.history)
        const ofEnd = historyOf(session.entries.slice(skipped))
        const changes = (entries: readonly Entry[]): unknown[] => entries.map((each) => each.changes)
        expect(changes(session.history.undone)).toEqual(expect.arrayContaining(changes(ofEnd.undone)))
        expect(session.history.done.map((each) => each.id)).toEqual(
          expect.arrayContaining(ofEnd.done.map((each) => each.id)),
        )
      }),
    )
  })

  it('a commit makes what was undone unrepeatable', () => {
    const added = run(start, { kind: 'do', recipe: addRegion(region('a', 1, false)), group: undefined })
    const undone = run(added, { kind: 'undo' })
    const other = run(undone, { kind: 'do', recipe: addRegion(region('b', 1, false)), group: undefined })
    expect([nextRedo(undone.history).length, nextRedo(other.history)]).toEqual([1, []])
  })

  it('leaves a member of the group that a later commit built upon', () => {
    const asked = run(start, { kind: 'do', recipe: addRegion(region('a', 1, false)), group: 'g' })
    const changed = run(asked, { kind: 'do', recipe: relabelRegion('a' as RegionId, 'dog'), group: undefined })
    const answered = run(changed, { kind: 'do', recipe: addRegion(region('b', 1, true)), group: 'g' })
    const undone = run(answered, { kind: 'undo' })
    expect(undone.document).toEqual(changed.document)
  })
})
