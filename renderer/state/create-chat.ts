import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { PromptLength } from '../../shared/api/chat.ts'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { stampMentions } from '../../shared/dialogue/moved-mentions.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import { addDialogue } from '../../shared/document/commands/add-dialogue.ts'
import { addTurn } from '../../shared/document/commands/add-turn.ts'
import { AppError } from '../../shared/errors.ts'
import { type DialogueId, newId, type TurnId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { MessageKey } from '../text/catalogue.ts'
import { type Answering, createAnswering } from './create-answering.ts'
import { type Awaiting, createAwaiting } from './create-awaiting.ts'
import { createDialogues, type Dialogues } from './create-dialogues.ts'
import type { Models } from './create-models.ts'
import { createPictureWatch } from './create-picture-watch.ts'
import type { Settings } from './create-settings.ts'
import { createTurnEdits, type TurnEdits } from './create-turn-edits.ts'
import type { Editor } from './editor.ts'
import { mentionedIn, plain } from './sendable.ts'

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
  /** Why the model cannot be asked about a message with these parts now; `null` = it can. */
  unavailable(parts: readonly Part[]): MessageKey | null
  /** Why the model cannot be asked now, whatever about; `null` = it can. */
  readonly askUnavailable: Accessor<MessageKey | null>
  /** The first message of a person in the dialogue shown. */
  readonly firstQuestion: Accessor<Turn | null>
  /** Why it cannot be sent as the next message of the dialogue shown; `null` = it can. */
  unsendable(parts: readonly Part[]): MessageKey | null
  /** Commits the question, then lets the model answer. False when it was not sent. */
  ask(parts: readonly Part[]): Promise<boolean>
  /** Adds a message without asking anybody: an answer to the last question, else a question. False when nothing may be written. */
  write(parts: readonly Part[]): boolean
  /** The exact prompt that sending these parts would give, and its length where that can be told. */
  prompt(
    parts: readonly Part[],
    signal: AbortSignal,
  ): Promise<{ readonly prompt: string; readonly length?: PromptLength | undefined }>
  /** The message whose words are being changed. */
  readonly editing: Accessor<TurnId | null>
  edit(id: TurnId | null): void
} & Answering &
  TurnEdits &
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

/** The chat of one open project. */
export function createChat(parts: ChatParts): Chat {
  const { editor, models } = parts
  const dialogues = createDialogues(editor, parts.settings.reviewer)
  const { answering, answer } = createAnswering(parts, dialogues)
  const missing = createPictureWatch(parts)
  const [editing, setEditing] = createSignal<TurnId | null>(null)

  function unavailable(message: readonly Part[]): MessageKey | null {
    if (!editor.writable()) return 'chat.unavailable.read-only'
    if (!parts.image()) return 'chat.unavailable.no-image'
    if (missing() === parts.image()?.id) return 'chat.unavailable.image-missing'
    if (answering.busy()) return 'chat.unavailable.busy'
    const model = models.state()
    const comes = model.kind === 'looking' || model.kind === 'loading'
    if (model.kind !== 'ready' && !comes) return 'chat.unavailable.no-model'
    if (!message.some((part) => part.kind === 'mention' || (part.kind === 'text' && part.text.trim() !== '')))
      return 'chat.unavailable.empty'
    const gone = message.some(
      (part) => part.kind === 'mention' && part.regionIds.some((id) => !editor.document.regions[id]),
    )
    if (gone) return 'chat.unavailable.gone'
    if (reachesElsewhere(message) || turnsReachElsewhere()) return 'chat.unavailable.other-image'
    return comes ? 'chat.unavailable.loading' : null
  }

  function unsendable(message: readonly Part[]): MessageKey | null {
    return unavailable(message) ?? (answering.unanswered() ? 'chat.unavailable.unanswered' : null)
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

  const turnsReachElsewhere = createMemo(() => dialogues.turns().some((turn) => reachesElsewhere(turn.parts)))
  const askUnavailable = createMemo(() => unavailable([{ kind: 'text', text: '.' }]))
  const firstQuestion = createMemo(() => dialogues.turns().find((turn) => turn.role === 'user') ?? null)

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
    if (!image || unsendable(message)) return false
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

  return {
    models,
    dialogues: dialogues.all,
    dialogue: dialogues.open,
    openDialogue: dialogues.choose,
    manage: dialogues,
    turns: dialogues.turns,
    editing,
    edit: (id) => void setEditing(id),
    unavailable,
    askUnavailable,
    firstQuestion,
    unsendable,
    ask,
    write,
    async prompt(message, signal) {
      const image = parts.image()
      const model = models.state()
      if (!image || model.kind !== 'ready') throw new AppError('model.not-found')
      const target = dialogues.open() ?? dialogues.draft(image)
      const all = [...dialogues.turns(), dialogues.question(target, message)]
      const input = {
        modelId: model.card.id,
        image: plain(image),
        turns: plain(all),
        regions: plain(mentionedIn(editor, all)),
      }
      return parts.client['chat.prompt'](input, signal)
    },
    ...answering,
    ...createAwaiting(editor),
    ...createTurnEdits(editor, dialogues, parts.settings.reviewer),
  }
}
