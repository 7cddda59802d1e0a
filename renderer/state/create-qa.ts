import { type Accessor, createMemo, createSignal } from 'solid-js'
import * as v from 'valibot'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectInfo } from '../../shared/api/project.ts'
import { type Dialogue, RowType } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { type AnswerProblem, answerProblem } from '../../shared/dialogue/row-answer.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import { deleteDialogue } from '../../shared/document/commands/delete-dialogue.ts'
import { judgeProposal } from '../../shared/document/commands/judge-proposal.ts'
import { type DialogueId, newId, type RegionId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Models } from './create-models.ts'
import { createProjectSetting } from './create-project-setting.ts'
import type { Settings } from './create-settings.ts'
import { createSuggestions, type Suggestions } from './create-suggestions.ts'
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
  type: v.optional(v.boolean(), true),
  split: v.boolean(),
  state: v.optional(v.boolean(), true),
  types: v.array(RowType),
  choices: v.array(v.string()),
})
/** Which columns, types and choices the project's table has. */
export type QaForm = v.InferOutput<typeof Form>

const plainForm: QaForm = {
  regions: true,
  type: true,
  split: true,
  state: true,
  types: ['text', 'choice', 'number', 'box', 'point'],
  choices: ['yes', 'no'],
}

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
  /** The rows that a suggestion would fill. */
  readonly fillable: Accessor<readonly QaRow[]>
  /** What the answer of a row lacks to be one of its type. */
  problem(row: QaRow): AnswerProblem | null
  /** The part of the data set that the open picture, and every row about it, belongs to. */
  readonly split: Accessor<string | null>
  setSplit(name: string | null): void
} & Suggestions

export type QaParts = {
  readonly client: Client<typeof deixisApi>
  readonly project: Accessor<ProjectInfo>
  readonly editor: Editor
  readonly models: Models
  readonly settings: Pick<Settings, 'generate' | 'store'>
  readonly image: Accessor<ImageRecord | null>
}

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

/** Follows the editor's open picture; every change is one commit. */
export function createQa(parts: QaParts): Qa {
  const { editor } = parts
  const [form, setForm] = createProjectSetting<QaForm>(editor, 'qa', Form, plainForm, {
    store: parts.settings.store,
    key: `deixis.qa.${parts.project().id}`,
  })
  const [currentId, setCurrent] = createSignal<DialogueId | null>(null)

  const turnRecords = createMemo(() => editor.snapshot().turns)
  const dialogueRecords = createMemo(() => editor.snapshot().dialogues)
  /** A row that did not change stays the same object, so that a change redraws one row of thousands. */
  const rows = createMemo((before: readonly QaRow[]): readonly QaRow[] => {
    const known = new Map(before.map((row) => [row.id, row]))
    const turnsOf = new Map<DialogueId, Turn[]>()
    for (const turn of Object.values(turnRecords())) {
      const own = turnsOf.get(turn.dialogueId)
      if (own === undefined) turnsOf.set(turn.dialogueId, [turn])
      else own.push(turn)
    }
    return Object.values(dialogueRecords())
      .flatMap((dialogue): QaRow[] => {
        if (dialogue.row === undefined || !dialogue.imageIds.some((id) => id === editor.imageId())) return []
        const own = (turnsOf.get(dialogue.id) ?? []).sort((a, b) => a.order - b.order)
        const question = own.find((turn) => turn.role === 'user') ?? null
        const answer = own.find((turn) => turn.role === 'assistant') ?? null
        const { type, order } = dialogue.row
        const was = known.get(dialogue.id)
        if (was?.question === question && was.answer === answer && was.type === type && was.order === order)
          return [was]
        return [{ id: dialogue.id, type, order, question, answer, state: stateOf(question, answer) }]
      })
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  }, [])
  const byId = createMemo(() => new Map(rows().map((row) => [row.id, row])))
  const rowOf = (id: DialogueId): QaRow | undefined => byId().get(id)
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

  const suggestions = createSuggestions(parts, {
    fillable,
    ask: (row, message) => write(row.id, 'user', row.question, message, 'history.qa-question'),
  })

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
    ...suggestions,
    fillable,
    problem: ({ type, answer }) =>
      answer && answerProblem(type, answer.parts, form().choices, (id) => editor.document.regions[id]),
    split: () => editor.document.marks[editor.imageId() ?? '']?.split ?? null,
    setSplit(name) {
      const id = editor.imageId()
      if (id === null) return
      editor.commit('history.qa-split', (draft) => {
        const { split: _, ...rest } = draft.marks[id] ?? { id }
        draft.marks[id] = name === null ? rest : { ...rest, split: name }
      })
    },
  }
}
