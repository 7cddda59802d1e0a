import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Dialogue } from '../../shared/dialogue/dialogue.ts'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Part, Turn } from '../../shared/dialogue/turn.ts'
import { type DialogueId, newId } from '../../shared/ids.ts'
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
  /** A dialogue over one image that is in no document yet. */
  draft(image: ImageRecord): Dialogue
  /** A question at the end of a dialogue that is in no document yet. */
  question(target: Dialogue, parts: readonly Part[]): Turn
}

/** Follows the editor's open image. */
export function createDialogues(editor: Pick<Editor, 'document' | 'imageId'>): Dialogues {
  const [chosen, setChosen] = createSignal<Readonly<Record<string, DialogueId | null>>>({})

  const all = createMemo(() =>
    Object.values(editor.document.dialogues)
      .filter((dialogue) => dialogue.imageIds.some((id) => id === editor.imageId()))
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

  return {
    all,
    open,
    choose(id) {
      const imageId = editor.imageId()
      if (imageId) setChosen({ ...chosen(), [imageId]: id })
    },
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
      createdAt: Date.now(),
    }),
  }
}
