import { type Accessor, createEffect, createMemo, createRoot, createSignal } from 'solid-js'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import { deleteDialogue } from '../../shared/document/commands/delete-dialogue.ts'
import { duplicateDialogue } from '../../shared/document/commands/duplicate-dialogue.ts'
import { type DialogueId, type ImageId, newId } from '../../shared/ids.ts'
import type { Editor } from './editor.ts'

/** The dialogues of the open image, and which one is shown. */
export type Dialogues = {
  /** Oldest first. */
  readonly all: Accessor<readonly Dialogue[]>
  /** The dialogue shown; `null` = a new one that begins with its first message. */
  readonly open: Accessor<Dialogue | null>
  /** `null` begins a new one. Remembered per image while the project is open. */
  choose(id: DialogueId | null): void
  /** The turns of the dialogue shown, in order. */
  readonly turns: Accessor<readonly Turn[]>
  turnsOf(id: DialogueId): Turn[]
  rename(id: DialogueId, title: string): void
  setKind(id: DialogueId, kind: Dialogue['kind']): void
  /** Shows the copy. */
  duplicate(id: DialogueId, title: string): void
  /** Deletes it with its turns: one step for undo. */
  close(id: DialogueId): void
  addImage(id: DialogueId, imageId: ImageId): void
  removeImage(id: DialogueId, imageId: ImageId): void
  /** A dialogue over one image that is in no document yet. */
  draft(image: ImageRecord): Dialogue
  /** A question at the end of a dialogue that is in no document yet. */
  question(target: Dialogue, parts: readonly Part[]): Turn
}

/** Follows the editor's open image. */
export function createDialogues(
  editor: Pick<Editor, 'document' | 'imageId' | 'commit' | 'openImage' | 'saveState'>,
  author: Accessor<string>,
): Dialogues {
  const [chosen, setChosen] = createSignal<Readonly<Record<string, DialogueId | null>>>({})

  const all = createMemo(() =>
    Object.values(editor.document.dialogues)
      .filter((dialogue) => !dialogue.row && dialogue.imageIds.some((id) => id === editor.imageId()))
      .sort((a, b) => a.createdAt - b.createdAt),
  )
  const open = createMemo(() => {
    const wish = chosen()[editor.imageId() ?? '']
    if (wish === null) return null
    return all().find((each) => each.id === wish) ?? all()[0] ?? null
  })
  const turnsOf = (id: DialogueId): Turn[] =>
    Object.values(editor.document.turns)
      .filter((turn) => turn.dialogueId === id)
      .sort((a, b) => a.order - b.order)
  const turns = createMemo(() => {
    const shown = open()
    return shown ? turnsOf(shown.id) : []
  })

  function choose(id: DialogueId | null): void {
    const imageId = editor.imageId()
    if (imageId) setChosen({ ...chosen(), [imageId]: id })
  }
  function change(label: string, id: DialogueId, edit: (dialogue: Dialogue) => void): void {
    editor.commit(label, (draft) => {
      const dialogue = draft.dialogues[id]
      if (dialogue) edit(dialogue)
    })
  }

  /** Reads the open image again once everything is saved: its dialogues may be about images whose regions were not needed before. */
  async function loadAgain(): Promise<void> {
    const here = editor.imageId()
    await new Promise<void>((resolve) =>
      createRoot((end) =>
        createEffect(() => {
          if (editor.saveState().kind !== 'saved') return
          end()
          resolve()
        }),
      ),
    )
    if (here !== null && editor.imageId() === here) await editor.openImage(here)
  }

  return {
    all,
    open,
    choose,
    rename: (id, title) => change('history.rename-dialogue', id, (dialogue) => (dialogue.title = title.trim())),
    setKind: (id, kind) => change('history.dialogue-kind', id, (dialogue) => (dialogue.kind = kind)),
    duplicate(id, title) {
      const from = editor.document.dialogues[id]
      if (!from) return
      const { batch: _, ...own } = from
      const copy: Dialogue = { ...own, imageIds: [...from.imageIds], id: newId(), title, createdAt: Date.now() }
      if (editor.commit('history.duplicate-dialogue', duplicateDialogue(id, copy, newId))) choose(copy.id)
    },
    close: (id) => void editor.commit('history.close-dialogue', deleteDialogue(id)),
    addImage(id, imageId) {
      change('history.dialogue-images', id, (dialogue) => {
        if (!dialogue.imageIds.includes(imageId)) dialogue.imageIds.push(imageId)
      })
      void loadAgain()
    },
    removeImage: (id, imageId) =>
      change('history.dialogue-images', id, (dialogue) => {
        const rest = dialogue.imageIds.filter((each) => each !== imageId)
        if (rest.length > 0) dialogue.imageIds = rest
      }),
    turns,
    turnsOf,
    draft: (image) => ({ id: newId(), imageIds: [image.id], title: '', kind: 'chat', createdAt: Date.now() }),
    question: (target, parts) => ({
      id: newId(),
      dialogueId: target.id,
      order: Math.max(0, ...turnsOf(target.id).map((turn) => turn.order)) + 1,
      role: 'user',
      parts: [...parts],
      origin: 'human',
      review: 'open',
      ...(author() !== '' && { author: author() }),
      createdAt: Date.now(),
    }),
  }
}
