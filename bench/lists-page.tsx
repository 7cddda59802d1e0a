import type { JSX } from 'solid-js'
import { ChatPanel } from '../renderer/features/chat/ChatPanel.tsx'

import { MessageEditor } from '../renderer/features/chat/MessageEditor.tsx'
import { PartView } from '../renderer/features/chat/PartView.tsx'
import { QaScreen } from '../renderer/features/qa/QaScreen.tsx'
import { RegionsPanel } from '../renderer/features/regions/RegionsPanel.tsx'
import { ReviewScreen } from '../renderer/features/review/ReviewScreen.tsx'
import { MessageViewsContext } from '../renderer/state/message-views.ts'
import { testRun } from '../renderer/test-answer.ts'
import { openTestWorkspace, testBox } from '../renderer/test-workspace.tsx'
import type { Dialogue } from '../shared/dialogue/dialogue.ts'
import type { Region } from '../shared/dialogue/region.ts'
import type { Part, Turn } from '../shared/dialogue/turn.ts'
import type { Entry, JournalEntry, RecordChange } from '../shared/document/document.ts'
import type { DialogueId, ImageId, RegionId, TurnId } from '../shared/ids.ts'

/** The long lists of the program, each with what one of its rows stands for. */
export const listNames = ['turns', 'regions', 'rows', 'items'] as const
export type ListName = (typeof listNames)[number]

/** Milliseconds until it was painted, and of the dearest of a few steps through it. */
export type ListTimes = { readonly open: number; readonly step: number }

const imageId = 'image1' as ImageId
const mentioned = 50

function dialogue(n: number, row?: Dialogue['row']): Dialogue {
  const own = row === undefined ? {} : { row }
  return { id: `d${n}` as DialogueId, imageIds: [imageId], title: '', kind: row ? 'qa' : 'chat', ...own, createdAt: n }
}

function turn(dialogueId: string, n: number): Turn {
  const asked = n % 2 === 0
  const mention: Part = { kind: 'mention', regionIds: [`r${1 + (n % mentioned)}` as RegionId] }
  const words = asked ? 'What is beside the thing at ' : 'There is a red bicycle that leans against the wall at '
  return {
    id: `t-${dialogueId}-${n}` as TurnId,
    dialogueId: dialogueId as DialogueId,
    order: n + 1,
    role: asked ? 'user' : 'assistant',
    parts: [{ kind: 'text', text: words }, mention, { kind: 'text', text: asked ? '?' : '.' }],
    origin: asked ? 'human' : 'model',
    review: 'open',
    ...(asked ? {} : { run: testRun }),
    createdAt: n + 1,
  }
}

function region(n: number): Region {
  const [x, y] = [n % 90, Math.floor(n / 90) % 90]
  const drawn = testBox(n, [x * 10, y * 10, x * 10 + 40, y * 10 + 40], `label ${n % 40}`)
  if (n % 3 > 0) return drawn
  const proposal = {
    turnId: 't' as TurnId,
    predicted: drawn.shape,
    judgement: 'open',
    confidence: (n % 97) / 97,
  } as const
  return { ...drawn, origin: 'model', proposal }
}

function added(dialogues: readonly Dialogue[], turns: readonly Turn[]): JournalEntry {
  const changes = [
    ...dialogues.map((after) => ({ table: 'dialogues', id: after.id, before: null, after })),
    ...turns.map((after) => ({ table: 'turns', id: after.id, before: null, after })),
  ] as RecordChange[]
  const entry = { id: 'second', kind: 'base', label: 'x', imageId, changes, at: 1 } as unknown as Entry
  return { seq: 2, entry }
}

const regions = (count: number): Region[] => Array.from({ length: count }, (_, n) => region(n + 1))

/** What is open, what it shows, and the steps through it. */
const lists: Record<
  ListName,
  {
    readonly regions: (count: number) => Region[]
    readonly entries?: (count: number) => JournalEntry[]
    readonly ui: () => JSX.Element
    readonly shown: string
    readonly keysAt: string
    readonly keys: readonly string[]
  }
> = {
  turns: {
    regions: () => regions(mentioned),
    entries: (count) => [
      added(
        [dialogue(1)],
        Array.from({ length: count }, (_, n) => turn('d1', n)),
      ),
    ],
    ui: () => <ChatPanel />,
    shown: '.turn',
    keysAt: '.transcript',
    keys: ['PageUp', 'Home', 'End'],
  },
  regions: {
    regions,
    ui: () => <RegionsPanel />,
    shown: '.region-row',
    keysAt: '.regions-panel [role=listbox]',
    keys: ['ArrowDown', 'End', 'ArrowUp', 'Home'],
  },
  rows: {
    regions: () => regions(mentioned),
    entries: (count) => {
      const all = Array.from({ length: count }, (_, n) => dialogue(n, { type: 'text', order: n }))
      return [
        added(
          all,
          all.flatMap(({ id }) => [turn(id, 0), turn(id, 1)]),
        ),
      ]
    },
    ui: () => <QaScreen canvas={null} />,
    shown: '.qa-row .chip',
    keysAt: '.qa-grid [role=gridcell][tabindex="0"]',
    keys: ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft'],
  },
  items: {
    regions: (count) => regions(3 * count),
    ui: () => <ReviewScreen />,
    shown: '.review-row',
    keysAt: '.review-list [role=listbox]',
    keys: ['ArrowDown', 'End', 'ArrowUp', 'Home'],
  },
}

/** Until what was changed is on the screen. */
const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => resolve()))))

async function measureList(name: ListName, count: number): Promise<ListTimes> {
  const list = lists[name]
  const opened = await openTestWorkspace(list.regions(count), {}, { entries: list.entries?.(count) ?? [] })
  const { editor, settings } = opened.workspace
  settings.setReviewer('bench')
  while (editor.imageId() === null || editor.saveState().kind !== 'saved') await painted()
  const start = performance.now()
  const place = opened.mount(() => (
    <MessageViewsContext.Provider value={{ Part: PartView, Field: MessageEditor }}>
      {list.ui()}
    </MessageViewsContext.Provider>
  ))
  place.className = 'pane'
  document.getElementById('place')?.append(place)
  while (place.querySelector(list.shown) === null) await new Promise((resolve) => setTimeout(resolve))
  await painted()
  const open = performance.now() - start
  let step = 0
  for (const key of list.keys) {
    const begun = performance.now()
    const at = place.querySelector<HTMLElement>(list.keysAt)
    if (at === null) throw new Error(`${name}: nothing at ${list.keysAt}`)
    at.focus()
    at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await painted()
    step = Math.max(step, performance.now() - begun)
  }
  opened.dispose()
  return { open, step }
}

declare global {
  interface Window {
    measureList(name: ListName, count: number): Promise<ListTimes>
  }
}

window.measureList = measureList
