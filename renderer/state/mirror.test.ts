import fc from 'fast-check'
import { createRoot } from 'solid-js'
import { unwrap } from 'solid-js/store'
import { expect, it } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { applyEntry } from '../../shared/document/apply.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import { deleteRegion } from '../../shared/document/commands/delete-region.ts'
import { relabelRegion } from '../../shared/document/commands/relabel-region.ts'
import { shapeRegion } from '../../shared/document/commands/shape-region.ts'
import { type Document, emptyDocument } from '../../shared/document/document.ts'
import { historyOf } from '../../shared/document/history.ts'
import type { Recipe } from '../../shared/document/record-changes.ts'
import type { CommitId, ImageId, RegionId } from '../../shared/ids.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createEditor } from './create-editor.ts'
import { createMemoryJournal } from './memory-journal.ts'

const imageId = 'image1' as ImageId
const noEntry = { id: 'c' as CommitId, kind: 'commit', label: 'x', imageId: null, changes: [], at: 1 } as const

function region(id: RegionId, x: number): Region {
  return { id, imageId, number: 1, shape: { kind: 'point', x, y: 1 }, label: '', origin: 'human', createdAt: 1 }
}

const ids = fc.constantFrom('a', 'b', 'c') as fc.Arbitrary<RegionId>
const recipes: fc.Arbitrary<Recipe> = fc.oneof(
  fc.tuple(ids, fc.nat(9)).map(([id, x]) => addRegion(region(id, x))),
  fc.tuple(ids, fc.nat(9)).map(([id, x]) => shapeRegion(id, { kind: 'point', x, y: 2 })),
  fc.tuple(ids, fc.constantFrom('dog', 'cat')).map(([id, label]) => relabelRegion(id, label)),
  ids.map((id) => deleteRegion(id)),
)
type Step =
  | { kind: 'commit'; recipe: Recipe }
  | { kind: 'gesture'; previews: Recipe[]; cancelled: boolean; between: Recipe | null }
  | { kind: 'undo' | 'redo' }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('commit' as const), recipe: recipes }),
    fc.record({
      kind: fc.constant('gesture' as const),
      previews: fc.array(recipes, { maxLength: 3 }),
      cancelled: fc.boolean(),
      between: fc.option(recipes),
    }),
    fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
  ),
  { maxLength: 20 },
)

it('the store, the frozen document and the journal tell the same after any commits, gestures, undos and redos', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const journal = createMemoryJournal()
      const store = createMemoryStore()
      const [editor, dispose] = createRoot((end) => [
        createEditor({ client: journal.client, store, project: journal.info }),
        end,
      ])
      const shown = (): Document => unwrap(editor.document)
      const meant = (): Document => applyEntry(editor.snapshot(), { ...noEntry, changes: [...editor.previewed()] })
      await editor.openImage(imageId)
      for (const step of run) {
        if (step.kind === 'commit') editor.commit('x', step.recipe)
        else if (step.kind === 'gesture') {
          const gesture = editor.gesture('x')
          for (const preview of step.previews) {
            gesture.preview(preview)
            expect(shown()).toEqual(meant())
          }
          if (step.between !== null) editor.commit('y', step.between)
          expect(shown()).toEqual(meant())
          if (step.cancelled) gesture.cancel()
          else gesture.end()
        } else await editor[step.kind]()
        expect(shown()).toEqual(meant())
      }
      while (editor.saveState().kind !== 'saved') await new Promise((resolve) => setTimeout(resolve, 0))
      const entries = journal.entries.map((each) => each.entry)
      const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
      expect(plain(entries.reduce(applyEntry, emptyDocument))).toEqual(plain(editor.snapshot()))
      expect((await store.forImage(imageId)).document).toEqual(editor.snapshot())
      expect(historyOf(entries).done.at(-1)?.label ?? null).toBe(editor.undoLabel())
      editor.dispose()
      dispose()
    }),
    { numRuns: 60 },
  )
})
