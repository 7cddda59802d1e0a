import { createSignal, type JSX } from 'solid-js'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { ImageId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import type { BatchForm } from './create-batch-form.ts'

/** The images of the list, to be chosen one by one or several at once. */
export function ChosenImages(props: { readonly form: BatchForm }): JSX.Element {
  const { library, editor } = useWorkspace()
  const { form } = props
  const [currentId, setCurrentId] = createSignal<ImageId | null>(editor.imageId())
  const isChosen = ({ id }: ImageRecord): boolean => form.chosen().has(id)

  function put(images: readonly ImageRecord[], chosen: boolean): void {
    const next = new Set(form.chosen())
    for (const { id } of images) {
      if (chosen) next.add(id)
      else next.delete(id)
    }
    form.choose(next)
  }
  function onCurrent(image: ImageRecord, event: MouseEvent | KeyboardEvent): void {
    const list = library.shown()
    const from = list.findIndex(({ id }) => id === currentId())
    const to = list.indexOf(image)
    setCurrentId(image.id)
    if (event.shiftKey && from >= 0) put(list.slice(Math.min(from, to), Math.max(from, to) + 1), true)
    else if (event instanceof MouseEvent) put([image], !isChosen(image))
  }
  function onKey(event: KeyboardEvent, current: ImageRecord | undefined): boolean {
    if (event.key === ' ' && current) put([current], !isChosen(current))
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey))
      put(library.shown(), !library.shown().every(isChosen))
    else return false
    return true
  }
  return (
    <div class="batch-chosen">
      <VirtualList
        label={t('batch.choose')}
        items={library.shown()}
        rowHeight={26}
        multiple
        idOf={({ id }) => id}
        currentId={currentId()}
        isSelected={isChosen}
        onCurrent={onCurrent}
        onKey={onKey}
        nameOf={(image) =>
          t('batch.choose.row', {
            path: image.path,
            state: t(isChosen(image) ? 'batch.choose.in' : 'batch.choose.out'),
          })
        }
        row={(image, current) => (
          <div class="batch-choice" classList={{ 'batch-choice-current': current() }}>
            <span class="batch-box" classList={{ 'batch-box-on': isChosen(image()) }} aria-hidden="true" />
            <span class="clip">{image().path}</span>
          </div>
        )}
      />
      <p class="muted">{t('batch.choose.hint')}</p>
    </div>
  )
}
