import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { AskRequest } from '../../shared/api/chat.ts'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Alternative, Turn } from '../../shared/dialogue/turn.ts'
import { makeRoomForAnswer } from '../../shared/document/commands/choose-alternative.ts'
import { AppError, type ErrorData, toAppError } from '../../shared/errors.ts'
import { type DialogueId, newId, type TurnId } from '../../shared/ids.ts'
import type { ChatParts } from './create-chat.ts'
import type { Dialogues } from './create-dialogues.ts'
import { createLiveAnswer, type LiveAnswer } from './live-answer.ts'
import { mentionedIn, plain } from './sendable.ts'

/** A question that got no answer, and why. */
export type ChatFailure = {
  readonly questionId: TurnId
  readonly dialogueId: DialogueId
  readonly error: ErrorData
  /** The answer that another was wanted for, or that was to go on: it is still there. */
  readonly answerId?: TurnId | undefined
}

/** Letting the model answer: one answer at a time. */
export type Answering = {
  /** The answer being written in the dialogue shown, or `null`. */
  readonly live: Accessor<LiveAnswer | null>
  /** True from the question until the answer is committed or has failed. */
  readonly busy: Accessor<boolean>
  readonly stopping: Accessor<boolean>
  readonly failure: Accessor<ChatFailure | null>
  dismissFailure(): void
  /** Asks the last question again after a failure. */
  retry(): Promise<void>
  /** The last question of the dialogue shown, where nobody has answered it and nobody is at it: written without asking, or cut off by an end of the program. */
  readonly unanswered: Accessor<Turn | null>
  /** Lets the model answer it. */
  askUnanswered(): Promise<void>
  /** Asks the answer's question again and keeps the answer beside the new one: one step for undo. */
  regenerate(answerId: TurnId): Promise<void>
  /** Lets the model go on where the answer ends. */
  continueAnswer(answerId: TurnId): Promise<void>
  /** The answer that is going on now. */
  readonly continuing: Accessor<TurnId | null>
  /** Stops the answer; what was said is kept. */
  stop(): void
}

/** More regions than an answer of the longest length can name. */
const reservedNumbers = 100

/** Answers of the model in `dialogues`. `answer` is for who commits a question; true when the answer was committed. */
export function createAnswering(parts: ChatParts, dialogues: Dialogues) {
  const { editor, models } = parts
  const { turnsOf } = dialogues
  const [running, setRunning] = createSignal<{ readonly dialogueId: DialogueId; stop: AbortController } | null>(null)
  const [continuing, setContinuing] = createSignal<TurnId | null>(null)
  const [stopping, setStopping] = createSignal(false)
  const [answerId, setAnswerId] = createSignal<string | null>(null)
  const [failure, setFailure] = createSignal<ChatFailure | null>(null)
  const growing = createLiveAnswer()
  onCleanup(() => running()?.stop.abort())

  /** Streams the answer to `question`; everything the dialogue has after it is left out of the prompt. */
  async function answer(
    target: Dialogue,
    question: Turn,
    image: ImageRecord,
    group: string,
    more: Pick<AskRequest, 'instead' | 'continues'> = {},
  ): Promise<boolean> {
    const model = models.state()
    if (model.kind !== 'ready') return false
    let committed = false
    const stop = new AbortController()
    growing.clear()
    setAnswerId(null)
    setFailure(null)
    setStopping(false)
    setRunning({ dialogueId: target.id, stop })
    const numbers = editor.reserveNumbers(reservedNumbers)
    const before = turnsOf(target.id).filter((turn) => turn.order <= question.order)
    const request: AskRequest = {
      projectId: parts.project().id,
      modelId: model.card.id,
      dialogue: plain(target),
      image: plain(image),
      turns: plain(before),
      regions: plain(mentionedIn(editor, before)),
      nextRegionNumber: numbers.first,
      group,
      options: plain(parts.settings.generate()),
      ...plain(more),
    }
    setContinuing(more.continues?.id ?? null)
    try {
      for await (const item of parts.client['chat.ask'](request, stop.signal)) {
        if (item.kind !== 'done') {
          growing.take(item)
          if (item.kind === 'mention' && editor.imageId() === image.id)
            editor.setProvisional(growing.answer.regions.map(plain))
          continue
        }
        committed = true
        editor.setProvisional([])
        setAnswerId(item.committed.entry.changes.find((change) => change.table === 'turns')?.id ?? null)
        await editor.applyCommitted(item.committed)
        noteRun(item.committed.entry.changes)
        parts.settings.tick('ask')
      }
      if (!committed) throw new AppError('engine.crashed')
    } catch (thrown) {
      const answerId = more.instead?.turnId ?? more.continues?.id
      const error = toAppError(thrown).toData()
      // Stopped before anything was said: the question waits for an answer, which is said where it stands.
      if (!stop.signal.aborted || error.code !== 'rpc.cancelled')
        setFailure({ questionId: question.id, dialogueId: target.id, error, answerId })
    } finally {
      editor.setProvisional([])
      numbers.release()
      setRunning(null)
      setContinuing(null)
      setStopping(false)
      growing.clear()
    }
    return committed
  }

  function noteRun(changes: readonly { table: string; after: unknown }[]): void {
    for (const change of changes) {
      if (change.table !== 'turns') continue
      const run = (change.after as Turn | null)?.run
      if (run && run.tokensPerSecond > 0 && run.finishReason !== 'failed') models.noteSpeed(run.tokensPerSecond)
    }
  }

  async function retry(): Promise<void> {
    const failed = failure()
    const question = failed && editor.document.turns[failed.questionId]
    const target = question && editor.document.dialogues[question.dialogueId]
    const image = parts.image()
    if (!question || !target || !image || running()) return
    if (models.state().kind === 'failed') await models.start()
    const kept = failed.answerId && editor.document.turns[failed.answerId]
    if (kept) await regenerate(kept.id)
    else await answer(target, question, image, newId())
  }

  function unanswered(): Turn | null {
    const last = dialogues.turns().at(-1)
    return last?.role === 'user' && !running() ? last : null
  }

  async function askUnanswered(): Promise<void> {
    const question = unanswered()
    const target = question && editor.document.dialogues[question.dialogueId]
    const image = parts.image()
    if (question && target && image) await answer(target, question, image, newId())
  }

  /** The question that an answer belongs to, when the model could be asked now. */
  function questionOf(answerId: TurnId) {
    const old = editor.snapshot().turns[answerId]
    const target = old && editor.snapshot().dialogues[old.dialogueId]
    const image = parts.image()
    if (!old || !target || !image || running() || !editor.writable() || models.state().kind !== 'ready') return null
    const question = turnsOf(target.id)
      .filter((turn) => turn.order < old.order && turn.role === 'user')
      .at(-1)
    return question ? { old, target, image, question } : null
  }

  async function regenerate(answerId: TurnId): Promise<void> {
    const found = questionOf(answerId)
    if (!found) return
    const { old, target, image, question } = found
    const group = newId<string>()
    let alternatives: Alternative[] = []
    const room = makeRoomForAnswer(answerId, (kept) => (alternatives = kept))
    const entry = editor.commit('history.regenerate', room, { group })
    if (!entry) return
    const instead = { turnId: answerId, order: old.order, alternatives }
    if (await answer(target, question, image, group, { instead })) return
    editor.commit(
      'history.regenerate',
      (draft) => {
        for (const { table, id, before } of entry.changes) {
          if (before !== null) (draft[table] as Record<string, unknown>)[id] ??= before
        }
      },
      { group },
    )
  }

  async function continueAnswer(answerId: TurnId): Promise<void> {
    const found = questionOf(answerId)
    if (found) await answer(found.target, found.question, found.image, newId(), { continues: found.old })
  }

  const answering: Answering = {
    live: () => {
      const committed = answerId()
      const shown = running()?.dialogueId === dialogues.open()?.id && !(committed && editor.document.turns[committed])
      return running() && shown ? growing.answer : null
    },
    busy: () => running() !== null,
    stopping,
    failure: () => {
      const now = failure()
      return now && editor.document.turns[now.questionId] && now.dialogueId === dialogues.open()?.id ? now : null
    },
    dismissFailure: () => void setFailure(null),
    retry,
    unanswered,
    askUnanswered,
    regenerate,
    continueAnswer,
    continuing,
    stop() {
      const now = running()
      if (!now) return
      setStopping(true)
      now.stop.abort()
    },
  }
  return { answering, answer }
}
