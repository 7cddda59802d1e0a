import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import { mentionedRegions } from '../../shared/dialogue/mentioned-regions.ts'
import type { Part } from '../../shared/dialogue/turn.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import { type DialogueId, newId } from '../../shared/ids.ts'
import { t } from '../text/translate.ts'
import type { QaParts, QaRow } from './create-qa.ts'
import { plain } from './sendable.ts'

/** Answers that a model suggests for rows of the question table. */
export type Suggestions = {
  /** Lets the model answer every row that has no answer; what it says are proposals. */
  suggest(): Promise<void>
  readonly suggesting: Accessor<{ readonly id: DialogueId; readonly text: string } | null>
  stop(): void
  readonly failure: Accessor<ErrorData | null>
}

const reservedNumbers = 100

/** `ask` puts words into a question that has only regions. */
export function createSuggestions(
  parts: QaParts,
  table: { readonly fillable: Accessor<readonly QaRow[]>; ask(row: QaRow, message: readonly Part[]): void },
): Suggestions {
  const { editor, models } = parts
  const [suggesting, setSuggesting] = createSignal<{ readonly id: DialogueId; readonly text: string } | null>(null)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  let stopper: AbortController | null = null
  onCleanup(() => stopper?.abort())

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
      table.ask(row, asked)
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
    async suggest() {
      const image = parts.image()
      if (image === null || suggesting() !== null) return
      const stop = new AbortController()
      stopper = stop
      setFailure(null)
      try {
        for (const row of table.fillable()) {
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
  }
}
