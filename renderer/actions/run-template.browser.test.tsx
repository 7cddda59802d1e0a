import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RegionId } from '../../shared/ids.ts'
import { openTestWorkspace, testBox } from '../test-workspace.tsx'
import { runTemplate } from './run-template.ts'

let opened: Awaited<ReturnType<typeof openTestWorkspace>>
beforeEach(async () => {
  opened = await openTestWorkspace([testBox(1, [100, 100, 300, 300]), testBox(2, [500, 500, 900, 900])])
  await vi.waitFor(() => expect(opened.workspace.chat.models.state().kind).toBe('ready'))
})
afterEach(() => opened.dispose())

it('asks about the selected regions at once', async () => {
  const { workspace, model } = opened
  workspace.editor.select(['r1', 'r2'] as RegionId[])
  expect(runTemplate.unavailable?.(workspace)).toBeNull()
  void runTemplate.run(workspace)
  await vi.waitFor(() => expect(model.requests).toHaveLength(1))
  expect(model.requests[0]?.turns.map(({ role, parts }) => ({ role, parts }))).toMatchObject([
    {
      role: 'user',
      parts: [
        { kind: 'text', text: 'Which words single out ' },
        { kind: 'mention', regionIds: ['r1', 'r2'] },
        { kind: 'text', text: '?' },
      ],
    },
  ])
  expect(runTemplate.unavailable?.(workspace)).toBe('chat.unavailable.busy')
})

it('needs a selected region', () => {
  expect(runTemplate.unavailable?.(opened.workspace)).toBe('unavailable.no-selection')
})
