import type { AskRequest } from '../shared/api/chat.ts'
import type { Region } from '../shared/dialogue/region.ts'
import type { Part, Run, Turn } from '../shared/dialogue/turn.ts'
import type { Entry } from '../shared/document/document.ts'
import { testBox } from './test-workspace.tsx'

/** How the test model ran. Not part of the app. */
export const testRun: Run = {
  modelId: 'tiny',
  modelHash: 'x',
  dialect: 'shikra',
  prompt: '<image> Where?',
  rawAnswer: 'The cat [0.5,0.5,0.9,0.9] or [0.5,1.2]',
  provider: 'cpu',
  constrained: true,
  temperature: 0,
  seed: 0,
  finishReason: 'stop',
  tokens: 20,
  cachedTokens: 0,
  firstTokenMs: 31,
  tokensPerSecond: 212,
  appVersion: '0.1.0',
}

/** A box that the test model proposes in the answer of this turn. Not part of the app. */
export function testProposal(turnId: string): Region {
  const region = testBox(2, [500, 500, 900, 900])
  return {
    ...region,
    origin: 'model',
    proposal: { turnId: turnId as never, predicted: region.shape, judgement: 'open' },
  }
}

/** The entry that the main process commits for an answer. Throws when nothing was asked. Not part of the app. */
export function testAnswer(
  request: AskRequest | undefined,
  parts: Part[],
  regions: Region[],
  change: Partial<Run> = {},
): Entry {
  if (!request) throw new Error('nothing was asked')
  const turn: Turn = {
    id: 'answer1' as never,
    dialogueId: request.dialogue.id,
    order: 2,
    role: 'assistant',
    parts,
    origin: 'model',
    review: 'open',
    run: { ...testRun, ...change },
    createdAt: 2,
  }
  return {
    id: 'commit-answer' as never,
    kind: 'commit',
    group: request.group,
    label: 'history.answer',
    imageId: request.image.id,
    changes: [
      { table: 'turns', id: turn.id, before: null, after: turn },
      ...regions.map((region) => ({ table: 'regions' as const, id: region.id, before: null, after: region })),
    ],
    at: 2,
  }
}
