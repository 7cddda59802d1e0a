import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { relabelRegion } from '../../../shared/document/commands/relabel-region.ts'
import type { JournalEntry } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { createMemoryStore } from '../../db/memory-store.ts'
import { openTestWorkspace, testBox } from '../../test-workspace.tsx'
import { timeText } from '../../text/time-text.ts'
import { HistoryDialog } from '../history/HistoryDialog.tsx'
import { ProjectNotes } from './ProjectNotes.tsx'

type Opened = Awaited<ReturnType<typeof openTestWorkspace>>
let opened: Opened | null = null

beforeEach(() => page.viewport(1200, 800))
afterEach(() => {
  opened?.dispose()
  opened = null
})

const box = testBox(1, [100, 200, 300, 300], 'dog')
const at = new Date(2026, 10, 28, 14, 32, 7).getTime()

const first: JournalEntry = {
  seq: 1,
  entry: {
    id: 'first' as never,
    kind: 'commit',
    label: 'history.add-box',
    imageId: box.imageId,
    changes: [{ table: 'regions', id: box.id, before: null, after: box }],
    at: 1,
  },
}

function renamed(seq: number, before: string, after: string): JournalEntry {
  const changes = [
    { table: 'regions' as const, id: box.id, before: { ...box, label: before }, after: { ...box, label: after } },
  ]
  const label = 'history.relabel-region'
  return { seq, entry: { id: `e${seq}` as never, kind: 'commit', label, imageId: null, changes, at: at - 10 + seq } }
}

it('a start that had to bring changes back from the journal says how many, up to when, and shows them', async () => {
  const store = createMemoryStore()
  await store.apply([first])
  const entries = [renamed(2, 'dog', 'cat'), renamed(3, 'cat', 'cow'), renamed(4, 'cow', 'hen')]
  opened = await openTestWorkspace([box], {}, { entries, store })
  const { workspace } = opened
  opened.mount(() => (
    <>
      <ProjectNotes />
      {workspace.dialog() === 'history' && <HistoryDialog />}
    </>
  ))
  const time = timeText(at - 6)
  await expect.element(page.getByText(`Restored to ${time}; 3 changes were replayed from the journal.`)).toBeVisible()
  expect(workspace.editor.document.regions.r1?.label).toBe('hen')
  await page.getByRole('button', { name: 'Show' }).click()
  await vi.waitFor(() => {
    const rows = [...document.querySelectorAll('[role=option]')].map((row) => row.getAttribute('aria-label'))
    expect(rows).toEqual([
      '4, rename region R1, restored now',
      '3, rename region R1, restored now',
      '2, rename region R1, restored now',
      '1, draw box R1, done',
    ])
  })
})

it('a start that had nothing to bring back says nothing; the time spent on an image is nothing', async () => {
  const store = createMemoryStore()
  await store.apply([first])
  const { seq, entry } = renamed(2, 'dog', 'dog')
  const time: JournalEntry = { seq, entry: { ...entry, kind: 'base', label: 'history.time' } }
  opened = await openTestWorkspace([box], {}, { entries: [time], store })
  opened.mount(() => <ProjectNotes />)
  expect(await store.lastSeq()).toBe(2)
  expect(document.querySelectorAll('.banner')).toHaveLength(0)
})

it('changes that cannot be written are kept and said once, with a way out; closing asks; written, all is quiet', async () => {
  opened = await openTestWorkspace([box])
  const { workspace, journal } = opened
  opened.mount(() => <ProjectNotes />)
  journal.failWith(new AppError('journal.write-failed', { detail: 'ENOSPC: no space left on device' }))
  for (const label of ['cat', 'cow']) workspace.editor.commit('history.relabel-region', relabelRegion(box.id, label))
  await expect.element(page.getByText(/cannot be written now: ENOSPC.*kept in memory/)).toBeVisible()
  expect(document.querySelectorAll('.banner')).toHaveLength(1)
  expect(workspace.editor.document.regions.r1?.label).toBe('cow')
  expect(workspace.editor.unsaved().map(({ label }) => label)).toEqual([
    'history.relabel-region',
    'history.relabel-region',
  ])
  await page.getByRole('button', { name: 'Save as…' }).click()
  expect(workspace.dialog()).toBe('save-as')

  const leaving = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(leaving)
  expect(leaving.defaultPrevented).toBe(true)
  await expect.element(page.getByRole('button', { name: 'Close all the same' })).toBeVisible()

  journal.failWith(null)
  await page.getByRole('button', { name: 'Try again' }).click()
  await vi.waitFor(() => expect(document.querySelectorAll('.banner')).toHaveLength(0))
  expect(workspace.editor.unsaved()).toEqual([])
  const later = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(later)
  expect(later.defaultPrevented).toBe(false)
})

it('a disk that is nearly full is said before anything fails', async () => {
  let lowOnSpace: number | undefined = 80e6
  const made = await openTestWorkspace([box], {
    'project.append': async (input) => {
      const answer = await made.journal.client['project.append'](input)
      return lowOnSpace === undefined ? answer : { ...answer, lowOnSpace }
    },
  })
  opened = made
  const { editor } = made.workspace
  made.mount(() => <ProjectNotes />)
  editor.commit('history.relabel-region', relabelRegion(box.id, 'cat'))
  await expect.element(page.getByText(/^Only 80 MB are left on the disk with your work/)).toBeVisible()
  lowOnSpace = undefined
  editor.commit('history.relabel-region', relabelRegion(box.id, 'cow'))
  await vi.waitFor(() => expect(document.querySelectorAll('.banner')).toHaveLength(0))
})
