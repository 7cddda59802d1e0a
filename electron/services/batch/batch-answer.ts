import type { BatchPlan } from '../../../shared/api/batch.ts'
import type { Dialogue } from '../../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { stampMentions } from '../../../shared/dialogue/moved-mentions.ts'
import type { Region } from '../../../shared/dialogue/region.ts'
import type { Part, Turn } from '../../../shared/dialogue/turn.ts'
import type { RecordChange } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { ModelManifest } from '../../engine/manifest.ts'
import { type Answer, converse } from '../chat/converse.ts'
import type { Engine } from '../engine/engine.ts'
import { checkUnchanged } from '../images/unchanged-picture.ts'
import type { PictureRecords } from './batch-records.ts'

/** A question of a batch about one picture, and what the model said. */
export type AskedPicture = { readonly dialogue: Dialogue; readonly question: Turn; readonly answer: Answer }

export type AskPicture = {
  readonly engine: Engine
  readonly manifest: ModelManifest
  readonly plan: BatchPlan
  /** The batch's id. */
  readonly batch: string
  readonly image: ImageRecord
  readonly imagePath: string
  readonly records: PictureRecords
  readonly appVersion: string
  readonly signal: AbortSignal
}

/** Whether a question is to be asked of each region. */
export function asksOfRegions({ question }: Pick<BatchPlan, 'question'>): boolean {
  return question.some(({ kind }) => kind === 'region')
}

/** The regions of a picture that a question is asked of: those that nobody rejected and that the model can read. */
export function regionsToAsk(
  { capabilities }: Pick<ModelManifest, 'capabilities'>,
  { regions }: PictureRecords,
): Region[] {
  const reads = { box: capabilities.boxIn, point: capabilities.pointIn, polygon: false }
  return regions
    .filter(({ shape, proposal }) => reads[shape.kind] && proposal?.judgement !== 'rejected')
    .sort((a, b) => a.number - b.number)
}

/** Asks about one picture, once or of each of its regions. Half an answer is none: an abort fails with `rpc.cancelled`. */
export async function askPicture(asking: AskPicture): Promise<AskedPicture[]> {
  const { plan, image, records, manifest } = asking
  await checkUnchanged(asking.imagePath, image)
  const about = asksOfRegions(plan) ? regionsToAsk(manifest, records) : [null]
  const asked: AskedPicture[] = []
  let number = records.highest + 1
  let order = Math.max(0, ...records.dialogues.map(({ row }) => row?.order ?? 0))
  for (const region of about) {
    const dialogue: Dialogue = {
      id: newId(),
      imageIds: [image.id],
      title: '',
      kind: plan.kind,
      ...(plan.row && { row: { type: plan.row.type, order: ++order } }),
      batch: asking.batch,
      createdAt: Date.now(),
    }
    const question = questionOf(plan, dialogue, region)
    const regions = region === null ? [] : [region]
    const answer = await converse({
      engine: asking.engine,
      manifest,
      imagePath: asking.imagePath,
      question: { image, turns: [question], regions },
      nextRegionNumber: number,
      generate: plan.options,
      appVersion: asking.appVersion,
      signal: asking.signal,
    })
    if (answer.failure) throw answer.failure
    if (asking.signal.aborted || answer.run.finishReason === 'stopped') throw new AppError('rpc.cancelled')
    number += answer.regions.length
    asked.push({ dialogue, question, answer })
  }
  return asked
}

function questionOf({ question, author }: BatchPlan, dialogue: Dialogue, region: Region | null): Turn {
  const id = newId<Turn['id']>()
  const parts = question.flatMap((part): Part[] => {
    if (part.kind === 'text') return [part]
    return region === null ? [] : [{ kind: 'mention', regionIds: [region.id] }]
  })
  return {
    id,
    dialogueId: dialogue.id,
    order: 1,
    role: 'user',
    parts: stampMentions(parts, region === null ? {} : { [region.id]: region }, id),
    origin: 'human',
    review: 'open',
    ...(author !== undefined && { author }),
    createdAt: Date.now(),
  }
}

/** The records that an asked picture adds. `firstNumber`: of its regions, where others were given meanwhile. */
export function changesOfAsked(asked: readonly AskedPicture[], firstNumber: number): RecordChange[] {
  let number = firstNumber
  return asked.flatMap(({ dialogue, question, answer }): RecordChange[] => {
    const turn: Turn = {
      id: answer.turnId,
      dialogueId: dialogue.id,
      order: 2,
      role: 'assistant',
      parts: answer.parts,
      origin: 'model',
      review: 'open',
      run: answer.run,
      createdAt: Date.now(),
    }
    return [
      { table: 'dialogues', id: dialogue.id, before: null, after: dialogue },
      { table: 'turns', id: question.id, before: null, after: question },
      ...answer.regions.map((region): RecordChange => {
        return { table: 'regions', id: region.id, before: null, after: { ...region, number: number++ } }
      }),
      { table: 'turns', id: turn.id, before: null, after: turn },
    ]
  })
}
