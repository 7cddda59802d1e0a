import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import * as v from 'valibot'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import { type Dialogue, RowType } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import { deleteDialogue } from '../../shared/document/commands/delete-dialogue.ts'
import { judgeProposal } from '../../shared/document/commands/judge-proposal.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import { type DialogueId, newId, type RegionId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import { t } from '../text/translate.ts'
import type { Models } from './create-models.ts'
import type { Settings } from './create-settings.ts'
import { createStored } from './create-stored.ts'
import type { Editor } from './editor.ts'

/** How far a row is: `suggested` is a model's answer that nobody has accepted. */
export type RowState = 'empty' | 'asked' | 'suggested' | 'written' | 'accepted' | 'rejected'

/** One question about the open picture and its answer. */
export type QaRow = {
  readonly id: DialogueId
  readonly type: RowType
  readonly order: number
  readonly question: Turn | null
  readonly answer: Turn | null
  readonly state: RowState
}

const Form = v.object({
  regions: v.boolean(),
  split: v.boolean(),
  types: v.array(RowType),
  choices: v.array(v.string()),
})
/** Which columns, types and choices the project's table has. */
export type QaForm = v.InferOutput<typeof Form>

/** The question table of the open picture. */
export type Qa = {
  readonly rows: Accessor<readonly QaRow[]>
  readonly form: Accessor<QaForm>
  setForm(change: Partial<QaForm>): void
  /** The row that keys act on. */
  readonly current: Accessor<QaRow | null>
  setCurrent(id: DialogueId | null): void
  /** Adds a row at the end and makes it the current one. */
  add(): void
  remove(id: DialogueId): void
  move(id: DialogueId, by: 1 | -1): void
  setType(id: DialogueId, type: RowType): void
  setQuestion(id: DialogueId, parts: readonly Part[]): void
  setAnswer(id: DialogueId, parts: readonly Part[]): void
  judge(id: DialogueId, verdict: 'accept' | 'reject'): void
  /** Lets the model answer every row that has no answer; what it says are proposals. */
  suggest(): Promise<void>
  readonly suggesting: Accessor<{ readonly id: DialogueId; readonly text: string } | null>
  stop(): void
  readonly failure: Accessor<ErrorData | null>
  /** The rows that a suggestion would fill. */
  readonly fillable: Accessor<readonly QaRow[]>
}

export type QaParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Editor
  readonly models: Models
  readonly settings: Pick<Settings, 'generate' | 'store'>
  readonly image: Accessor<ImageRecord | null>
}

const reservedNumbers = 100

function isFilled(turn: Turn | null): boolean {
  return (
    turn?.parts.some((part) => part.kind === 'mention' || (part.kind === 'text' && part.text.trim() !== '')) ?? false
  )
}

function stateOf(question: Turn | null, answer: Turn | null): RowState {
  if (answer === null || !isFilled(answer)) return isFilled(question) ? 'asked' : 'empty'
  if (answer.review === 'rejected') return 'rejected'
  if (answer.review === 'reviewed') return 'accepted'
  return answer.origin === 'human' ? 'written' : 'suggested'
}

/** A copy without the store's proxies, which cannot cross a message port. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Follows the editor's open picture; every change is one commit. */
export function createQa(parts: QaParts): Qa {
  const { editor, models } = parts
  const [form, setForm] = createStored<QaForm>(parts.settings.store, `deixis.qa.${parts.project().id}`, Form, {
    regions: true,
    split: true,
    types: ['text', 'choice', 'number', 'box', 'point'],
    choices: ['yes', 'no'],
  })
  const [currentId, setCurrent] = createSignal<DialogueId | null>(null)
  const [suggesting, setSuggesting] = createSignal<{ readonly id: DialogueId; readonly text: string } | null>(null)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  let stopper: AbortController | null = null
  onCleanup(() => stopper?.abort())

  const rows = createMemo((): QaRow[] => {
    const turns = Object.values(editor.document.turns)
    return Object.values(editor.document.dialogues)
      .flatMap((dialogue): QaRow[] => {
        if (dialogue.row === undefined || !dialogue.imageIds.some((id) => id === editor.imageId())) return []
        const own = turns.filter((turn) => turn.dialogueId === dialogue.id).sort((a, b) => a.order - b.order)
        const question = own.find((turn) => turn.role === 'user') ?? null
        const answer = own.find((turn) => turn.role === 'assistant') ?? null
        return [{ id: dialogue.id, ...dialogue.row, question, answer, state: stateOf(question, answer) }]
      })
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  })
  const rowOf = (id: DialogueId): QaRow | undefined => rows().find((row) => row.id === id)
  const fillable = createMemo(() => rows().filter((row) => isFilled(row.question) && !isFilled(row.answer)))

  function turn(id: DialogueId, role: Turn['role'], message: readonly Part[]): Turn {
    return {
      id: newId(),
      dialogueId: id,
      order: role === 'user' ? 1 : 2,
      role,
      parts: [...message],
      origin: 'human',
      review: 'open',
      createdAt: Date.now(),
    }
  }

  function write(
    id: DialogueId,
    role: Turn['role'],
    known: Turn | null,
    message: readonly Part[],
    label: string,
  ): void {
    editor.commit(label, (draft) => {
      const before = known && draft.turns[known.id]
      if (!before && message.length > 0) {
        const added = turn(id, role, message)
        draft.turns[added.id] = added
      } else if (before && message.length === 0) delete draft.turns[before.id]
      else if (before && JSON.stringify(before.parts) !== JSON.stringify(message)) {
        before.parts = [...message]
        if (role === 'assistant' && before.origin !== 'human') before.review = 'reviewed'
      }
    })
  }

  async function fill(row: QaRow, image: ImageRecord, signal: AbortSignal): Promise<void> {
    const model = models.state()
    const dialogue = editor.snapshot().dialogues[row.id]
    if (model.kind !== 'ready' || dialogue === undefined || row.question === null) return
    const onlyRegions = row.question.parts.every(
      (part) => part.kind === 'mention' || (part.kind === 'text' && part.text.trim() === ''),
    )
    if (onlyRegions) {
      const mentions = row.question.parts.filter((part) => part.kind === 'mention')
      const [before = '', after = ''] = t('qa.template.what', { region: '\u0000' }).split('\u0000')
      const asked: Part[] = [{ kind: 'text', text: before }, ...plain(mentions), { kind: 'text', text: after }]
      write(row.id, 'user', row.question, asked, 'history.qa-question')
    }
    const question = editor.snapshot().turns[row.question.id]
    if (question === undefined) return
    const numbers = editor.reserveNumbers(reservedNumbers)
    setSuggesting({ id: row.id, text: '' })
    try {
      const request = {
        projectId: parts.project().id,
        modelId: model.card.id,
        dialogue: plain(dialogue),
        image: plain(image),
        turns: [plain(question)],
        regions: plain([...mentionedRegions([question])].flatMap((id) => editor.snapshot().regions[id] ?? [])),
        nextRegionNumber: numbers.first,
        group: newId<string>(),
        options: plain(parts.settings.generate()),
      }
      for await (const item of parts.client['chat.ask'](request, signal)) {
        if (item.kind === 'done') await editor.applyCommitted(item.committed)
        else if (item.kind === 'text') setSuggesting({ id: row.id, text: (suggesting()?.text ?? '') + item.text })
      }
    } finally {
      numbers.release()
      setSuggesting(null)
    }
  }

  return {
    rows,
    form,
    setForm: (change) => setForm({ ...form(), ...change }),
    current: () => rowOf(currentId() ?? ('' as DialogueId)) ?? null,
    setCurrent,
    add() {
      const image = parts.image()
      if (image === null) return
      const row: Dialogue = {
        id: newId(),
        imageIds: [image.id],
        title: '',
        kind: 'qa',
        row: { type: form().types[0] ?? 'text', order: (rows().at(-1)?.order ?? 0) + 1 },
        createdAt: Date.now(),
      }
      const added = editor.commit('history.qa-add', (draft) => {
        draft.dialogues[row.id] = row
      })
      if (added) setCurrent(row.id)
    },
    remove(id) {
      const at = rows().findIndex((row) => row.id === id)
      const next = rows()[at + 1] ?? rows()[at - 1]
      if (editor.commit('history.qa-delete', deleteDialogue(id))) setCurrent(next?.id ?? null)
    },
    move(id, by) {
      const at = rows().findIndex((row) => row.id === id)
      const [here, there] = [rows()[at], rows()[at + by]]
      if (!here || !there) return
      editor.commit('history.qa-move', (draft) => {
        const [one, other] = [draft.dialogues[here.id]?.row, draft.dialogues[there.id]?.row]
        if (!one || !other) return
        ;[one.order, other.order] = [there.order, here.order]
      })
    },
    setType: (id, type) =>
      void editor.commit('history.qa-type', (draft) => {
        const row = draft.dialogues[id]?.row
        if (row) row.type = type
      }),
    setQuestion: (id, message) => write(id, 'user', rowOf(id)?.question ?? null, message, 'history.qa-question'),
    setAnswer: (id, message) => write(id, 'assistant', rowOf(id)?.answer ?? null, message, 'history.qa-answer'),
    judge(id, verdict) {
      const answer = rowOf(id)?.answer
      if (!answer) return
      const open = Object.values(editor.snapshot().regions).filter(
        (region) => region.proposal?.turnId === answer.id && region.proposal.judgement === 'open',
      )
      editor.commit(`history.qa-${verdict}`, (draft) => {
        const turn = draft.turns[answer.id]
        if (turn) turn.review = verdict === 'accept' ? 'reviewed' : 'rejected'
        judgeProposal(verdict, ...open.map((region) => region.id as RegionId))(draft)
      })
    },
    async suggest() {
      const image = parts.image()
      if (image === null || suggesting() !== null) return
      const stop = new AbortController()
      stopper = stop
      setFailure(null)
      try {
        for (const row of fillable()) {
          if (stop.signal.aborted || editor.imageId() !== image.id) break
          await fill(row, image, stop.signal)
        }
      } catch (thrown) {
        if (!stop.signal.aborted) setFailure(toAppError(thrown).toData())
      }
    },
    suggesting,
    stop: () => stopper?.abort(),
    failure,
    fillable,
  }
}
