import fc from 'fast-check'
import { createRoot } from 'solid-js'
import { expect, it, vi } from 'vitest'
import type { Region } from '../../shared/dialogue/region.ts'
import { addRegion } from '../../shared/document/commands/add-region.ts'
import { deleteRegion } from '../../shared/document/commands/delete-region.ts'
import type { Entry, JournalEntry } from '../../shared/document/document.ts'
import { highestNumbers } from '../../shared/document/region-numbers.ts'
import type { ImageId } from '../../shared/ids.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import { createEditor } from './create-editor.ts'
import { createMemoryJournal } from './memory-journal.ts'

const images = ['imageA', 'imageB'] as ImageId[]

function region(id: string, imageId: ImageId, number: number, origin: Region['origin'], createdAt: number): Region {
  return { id: id as never, imageId, number, shape: { kind: 'point', x: 1, y: 2 }, label: '', origin, createdAt }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('draw' as const) },
  { weight: 4, arbitrary: fc.constant('answer' as const) },
  { weight: 3, arbitrary: fc.constant('hear' as const) },
  { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'redo' as const, 'delete' as const) },
  { weight: 2, arbitrary: fc.constantFrom('hold' as const, 'release' as const, 'other' as const, 'restart' as const) },
)

it('whoever draws and answers at the same time, in whatever order it is heard of: no two regions of an image end with one number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const journal = createMemoryJournal()
      const store = createMemoryStore()
      const unheard: JournalEntry[] = []
      let end = (): void => undefined
      let release = (): void => undefined
      let made = 0
      // Hearing ends when all is stored, which a journal that is held puts off.
      const hearing: Promise<void>[] = []
      async function start() {
        const editor = createRoot((dispose) => {
          const created = createEditor({ client: journal.client, store, project: journal.info, retryDelaysMs: [1] })
          end = () => {
            created.dispose()
            dispose()
          }
          return created
        })
        await editor.ready
        await editor.openImage(images[0] as ImageId)
        return editor
      }
      const saved = async () => {
        release()
        await Promise.all(hearing.splice(0))
        await vi.waitUntil(() => editor.saveState().kind !== 'saving', { interval: 1 })
        // The journal refuses nothing here, so there is no failure that a retry would mend.
        expect(editor.saveState().kind).toBe('saved')
      }
      let editor = await start()
      for (const name of steps) {
        const here = editor.imageId() as ImageId
        const regions = Object.values(editor.snapshot().regions)
        const id = `r${made++}`
        if (name === 'draw') editor.commit('x', addRegion(region(id, here, editor.nextRegionNumber(), 'human', made)))
        else if (name === 'answer') {
          // As a batch does it: from what the journal has, not from what the page is about to write.
          const highest = highestNumbers(journal.entries.flatMap(({ entry }) => entry.changes)).get(here) ?? 0
          const after = region(id, here, highest + 1, 'model', made)
          const changes: Entry['changes'] = [{ table: 'regions', id, before: null, after }]
          unheard.push(journal.commit({ id: id as never, kind: 'base', label: 'x', imageId: here, changes, at: made }))
        } else if (name === 'hear') for (const each of unheard.splice(0)) hearing.push(editor.applyCommitted(each))
        else if (name === 'undo') await editor.undo()
        else if (name === 'redo') await editor.redo()
        else if (name === 'delete' && regions[0]) editor.commit('x', deleteRegion(regions[0].id))
        else if (name === 'hold') {
          release()
          release = journal.hold()
        } else if (name === 'release') release()
        else if (name === 'other') await editor.openImage(images.find((each) => each !== here) as ImageId)
        else if (name === 'restart') {
          await saved()
          end()
          editor = await start()
        }
      }
      release()
      for (const each of unheard.splice(0)) await editor.applyCommitted(each)
      await saved()
      const shown = await store.forImage(editor.imageId() as ImageId)
      expect(shown.document.regions).toEqual(editor.snapshot().regions)
      for (const image of images) {
        await editor.openImage(image)
        await saved()
        const { document } = await store.forImage(image)
        const numbers = Object.values(document.regions).map(({ number }) => number)
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(document.regions).toEqual(editor.snapshot().regions)
      }
      end()
    }),
    { numRuns: 200 },
  )
})

it('a box that was drawn keeps its number, and the model’s that came at the same time gets the next', async () => {
  const journal = createMemoryJournal()
  const store = createMemoryStore()
  await createRoot(async (dispose) => {
    const editor = createEditor({ client: journal.client, store, project: journal.info })
    await editor.openImage(images[0] as ImageId)
    const after = region('model', images[0] as ImageId, 1, 'model', 1)
    const changes: Entry['changes'] = [{ table: 'regions', id: 'model', before: null, after }]
    const answered = journal.commit({ id: 'a' as never, kind: 'base', label: 'x', imageId: null, changes, at: 1 })
    editor.commit('x', addRegion(region('drawn', images[0] as ImageId, editor.nextRegionNumber(), 'human', 2)))
    await editor.applyCommitted(answered)
    const numbers = () => Object.values(editor.snapshot().regions).map(({ id, number }) => [id, number])
    expect(numbers().sort()).toEqual([
      ['drawn', 1],
      ['model', 2],
    ])
    await editor.undo()
    expect(numbers()).toEqual([['model', 2]])
    await editor.redo()
    expect(numbers().sort()).toEqual([
      ['drawn', 1],
      ['model', 2],
    ])
    editor.dispose()
    dispose()
  })
})
