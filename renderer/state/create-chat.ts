import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { AskRequest, PromptLength } from '../../shared/api/chat.ts'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import { stampMentions } from '../../shared/dialogue/moved-mentions.ts'
import type { Region } from '../../shared/dialogue/region.ts'
import type { Alternative, Part, Turn } from '../../shared/dialogue/turn.ts'
import { addDialogue } from '../../shared/document/commands/add-dialogue.ts'
import { addTurn } from '../../shared/document/commands/add-turn.ts'
import { makeRoomForAnswer } from '../../shared/document/commands/choose-alternative.ts'
import { AppError, type ErrorData, toAppError } from '../../shared/errors.ts'
import { type DialogueId, type ImageId, newId, type TurnId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { MessageKey } from '../text/catalogue.ts'
import { type Awaiting, createAwaiting } from './create-awaiting.ts'
import { createDialogues, type Dialogues } from './create-dialogues.ts'
import type { Models } from './create-models.ts'
import type { Settings } from './create-settings.ts'
import { createTurnEdits, type TurnEdits } from './create-turn-edits.ts'
import type { Editor } from './editor.ts'
import { createLiveAnswer, type LiveAnswer } from './live-answer.ts'

/** A question that got no answer, and why. */
export type ChatFailure = {
  readonly questionId: TurnId
  readonly error: ErrorData
  /** The answer that another was wanted for, or that was to go on: it is still there. */
  readonly answerId?: TurnId | undefined
}

/** Asking a model within the open dialogue. */
export type Chat = {
  readonly models: Models
  /** The dialogues of the open image, oldest first. */
  readonly dialogues: Accessor<readonly Dialogue[]>
  /** The dialogue shown; `null` = a new one that begins with its first message. */
  readonly dialogue: Accessor<Dialogue | null>
  openDialogue(id: DialogueId | null): void
  /** Changing dialogues as a whole. */
  readonly manage: Pick<Dialogues, 'rename' | 'setKind' | 'duplicate' | 'close' | 'addImage' | 'removeImage'>
  readonly turns: Accessor<readonly Turn[]>
  /** The answer being written in the dialogue shown, or `null`. */
  readonly live: Accessor<LiveAnswer | null>
  /** True from the question until the answer is committed or has failed. */
  readonly busy: Accessor<boolean>
  readonly stopping: Accessor<boolean>
  readonly failure: Accessor<ChatFailure | null>
  dismissFailure(): void
  /** Why a message with these parts cannot be sent now; `null` = it can. */
  unavailable(parts: readonly Part[]): MessageKey | null
  /** Commits the question, then lets the model answer. False when it was not sent. */
  ask(parts: readonly Part[]): Promise<boolean>
  /** Adds a message without asking anybody: an answer to the last question, else a question. False when nothing may be written. */
  write(parts: readonly Part[]): boolean
  /** Asks the last question again after a failure. */
  retry(): Promise<void>
  /** Asks the answer's question again and keeps the answer beside the new one: one step for undo. */
  regenerate(answerId: TurnId): Promise<void>
  /** Lets the model go on where the answer ends. */
  continueAnswer(answerId: TurnId): Promise<void>
  /** The answer that is going on now. */
  readonly continuing: Accessor<TurnId | null>
  /** Stops the answer; what was said is kept. */
  stop(): void
  /** The exact prompt that sending these parts would give, and its length where that can be told. */
  prompt(
    parts: readonly Part[],
    signal: AbortSignal,
  ): Promise<{ readonly prompt: string; readonly length?: PromptLength | undefined }>
  /** The message whose words are being changed. */
  readonly editing: Accessor<TurnId | null>
  edit(id: TurnId | null): void
} & TurnEdits &
  Awaiting

export type ChatParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Editor
  readonly models: Models
  readonly settings: Pick<Settings, 'generate' | 'tick' | 'reviewer'>
  /** The open picture. */
  readonly image: Accessor<ImageRecord | null>
}

/** How long a picture is looked at before the model gets to see it: leafing through costs nothing. */
const restMs = 150
/** More regions than an answer of the longest length can name. */
const reservedNumbers = 100

/** The chat of one open project. */
export function createChat(parts: ChatParts): Chat {
  const { editor, models } = parts
  const dialogues = createDialogues(editor, parts.settings.reviewer)
  const { turnsOf } = dialogues
  const [editing, setEditing] = createSignal<TurnId | null>(null)
  const [running, setRunning] = createSignal<{ readonly dialogueId: DialogueId; stop: AbortController } | null>(null)
  const [continuing, setContinuing] = createSignal<TurnId | null>(null)
  const [stopping, setStopping] = createSignal(false)
  const [answerId, setAnswerId] = createSignal<string | null>(null)
  const [failure, setFailure] = createSignal<ChatFailure | null>(null)
  /** The picture whose file was not there when it was looked for last. */
  const [missing, setMissing] = createSignal<ImageId | null>(null)
  const growing = createLiveAnswer()
  onCleanup(() => running()?.stop.abort())

  createEffect(
    on([parts.image, models.state], ([image, model]) => {
      if (!image || model.kind !== 'ready') return
      const input = { projectId: parts.project().id, modelId: model.card.id, imageId: image.id }
      // Other failures are told to whoever asks a question.
      const prepare = (): void => {
        parts.client['chat.prepare'](input).then(
          () => setMissing(null),
          (thrown: unknown) => setMissing(toAppError(thrown).code === 'image.not-found' ? image.id : null),
        )
      }
      const timer = setTimeout(prepare, restMs)
      window.addEventListener('focus', prepare)
      onCleanup(() => {
        clearTimeout(timer)
        window.removeEventListener('focus', prepare)
      })
    }),
  )

  const regionsOf = (list: readonly Turn[]): Region[] =>
    [...mentionedRegions(list)].flatMap((id) => editor.document.regions[id] ?? [])

  function unavailable(message: readonly Part[]): MessageKey | null {
    if (!editor.writable()) return 'chat.unavailable.read-only'
    if (!parts.image()) return 'chat.unavailable.no-image'
    if (missing() === parts.image()?.id) return 'chat.unavailable.image-missing'
    if (running()) return 'chat.unavailable.busy'
    const model = models.state()
    const comes = model.kind === 'looking' || model.kind === 'loading'
    if (model.kind !== 'ready' && !comes) return 'chat.unavailable.no-model'
    if (!message.some((part) => part.kind === 'mention' || (part.kind === 'text' && part.text.trim() !== '')))
      return 'chat.unavailable.empty'
    const gone = message.some(
      (part) => part.kind === 'mention' && part.regionIds.some((id) => !editor.document.regions[id]),
    )
    if (gone) return 'chat.unavailable.gone'
    if ([message, ...dialogues.turns().map((turn) => turn.parts)].some(reachesElsewhere))
      return 'chat.unavailable.other-image'
    return comes ? 'chat.unavailable.loading' : null
  }

  /** Whether parts are about another picture than the open one, which is the one that the model is shown. */
  function reachesElsewhere(message: readonly Part[]): boolean {
    const here = editor.imageId()
    return message.some((part) => {
      if (part.kind === 'image') return part.imageId !== here
      if (part.kind !== 'mention') return false
      return part.regionIds.some((id) => (editor.document.regions[id]?.imageId ?? here) !== here)
    })
  }

  function write(message: readonly Part[]): boolean {
    const image = parts.image()
    if (!image || message.length === 0) return false
    const existing = dialogues.open()
    const target = existing ?? dialogues.draft(image)
    const turn = dialogues.question(target, message)
    const role = dialogues.turns().at(-1)?.role === 'user' ? 'assistant' : 'user'
    const stamped = stampMentions(message, editor.snapshot().regions, turn.id)
    const entry = editor.commit('history.insert-turn', (draft) => {
      if (!existing) addDialogue(target)(draft)
      addTurn({ ...turn, role, parts: stamped })(draft)
    })
    if (entry) dialogues.choose(target.id)
    return entry !== null
  }

  async function ask(message: readonly Part[]): Promise<boolean> {
    const image = parts.image()
    if (!image || unavailable(message)) return false
    const existing = dialogues.open()
    const target = existing ?? dialogues.draft(image)
    const plainQuestion = dialogues.question(target, message)
    const stamped = stampMentions(message, editor.snapshot().regions, plainQuestion.id)
    const question = { ...plainQuestion, parts: stamped }
    const group = newId<string>()
    const entry = editor.commit(
      'history.ask',
      (draft) => {
        if (!existing) addDialogue(target)(draft)
        addTurn(question)(draft)
      },
      { group },
    )
    if (!entry) return false
    dialogues.choose(target.id)
    if (message.some((part) => part.kind === 'mention')) parts.settings.tick('mention')
    await answer(target, question, image, group)
    return true
  }

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
      regions: plain(regionsOf(before)),
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
      setFailure({ questionId: question.id, error: toAppError(thrown).toData(), answerId })
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

  return {
    models,
    dialogues: dialogues.all,
    dialogue: dialogues.open,
    openDialogue: dialogues.choose,
    manage: dialogues,
    turns: dialogues.turns,
    editing,
    edit: (id) => void setEditing(id),
    live: () => {
      const committed = answerId()
      const shown = running()?.dialogueId === dialogues.open()?.id && !(committed && editor.document.turns[committed])
      return running() && shown ? growing.answer : null
    },
    busy: () => running() !== null,
    stopping,
    failure: () => {
      const now = failure()
      return now && editor.document.turns[now.questionId]?.dialogueId === dialogues.open()?.id ? now : null
    },
    dismissFailure: () => void setFailure(null),
    unavailable,
    ask,
    write,
    retry,
    regenerate,
    continueAnswer,
    continuing,
    stop() {
      const now = running()
      if (!now) return
      setStopping(true)
      now.stop.abort()
    },
    async prompt(message, signal) {
      const image = parts.image()
      const model = models.state()
      if (!image || model.kind !== 'ready') throw new AppError('model.not-found')
      const target = dialogues.open() ?? dialogues.draft(image)
      const all = [...dialogues.turns(), dialogues.question(target, message)]
      const input = { modelId: model.card.id, image: plain(image), turns: plain(all), regions: plain(regionsOf(all)) }
      return parts.client['chat.prompt'](input, signal)
    },
    ...createAwaiting(editor),
    ...createTurnEdits(editor, dialogues, parts.settings.reviewer),
  }
}

/** A copy without the store's proxies: what crosses a message port must be cloneable. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
