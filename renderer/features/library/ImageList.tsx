import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { type JSX, Show } from 'solid-js'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { count, label, t } from '../../text/translate.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { FilterBox } from './FilterBox.tsx'
import { StateMark } from './StateMark.tsx'
import { Thumbnail } from './Thumbnail.tsx'
import './image-list.css'

/** The pictures of the project. Only the rows in view are in the page, however many there are. */
export function ImageList(): JSX.Element {
  const workspace = useWorkspace()
  const { library, editor } = workspace
  const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const sizeLine = ({ path, width, height }: ImageRecord): string => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    return folder === '' ? t('library.size', { width, height }) : t('library.in-folder', { folder, width, height })
  }
  const countLine = (image: ImageRecord): string => {
    const { regions, turns, open } = library.facts(image.id)
    if (regions === 0 && turns === 0) return sizeLine(image)
    return t(open > 0 ? 'library.counts.open' : 'library.counts', { regions, turns, open })
  }
  const rowName = (image: ImageRecord): string => {
    const { state, regions, turns, open } = library.facts(image.id)
    const row = t('library.row', { path: image.path, width: image.width, height: image.height })
    return t('library.row.state', { row, state: label(`state.${state}`), regions, turns, open })
  }
  return (
    <>
      <header class="pane-head">
        <h2>{t('library.title')}</h2>
        <span class="muted numbers" role="status">
          {library.scanning()
            ? t('library.scanning', { n: library.images().length })
            : library.shown().length < library.images().length
              ? t('library.shown', { n: library.shown().length, total: library.images().length })
              : count('library.count', library.images().length)}
        </span>
      </header>
      <FilterBox />
      <Show
        when={library.images().length > 0 || library.scanning()}
        fallback={
          <div class="pane-empty">
            <p class="pane-empty-title">{t('library.empty.title')}</p>
            <p>{t('library.empty.text')}</p>
          </div>
        }
      >
        <Show when={library.images().length > 0 && library.shown().length === 0}>
          <div class="pane-empty">
            <p class="pane-empty-title">{t('filter.none.title')}</p>
            <p>{t('filter.none.text')}</p>
          </div>
        </Show>
        <VirtualList
          label={t('library.title')}
          items={library.shown()}
          rowHeight={52}
          idOf={(image) => image.id}
          currentId={editor.imageId()}
          nameOf={rowName}
          onCurrent={(image) => void library.open(image.id)}
          row={(image, current) => (
            <div
              class="image-row"
              classList={{ 'image-row-current': current() }}
              title={`${image().path}\n${sizeLine(image())}`}
            >
              <Thumbnail url={library.thumbnailUrl(image())} />
              <div class="image-row-text">
                <div class="clip">{fileName(image().path)}</div>
                <div class="image-row-size numbers clip">{countLine(image())}</div>
              </div>
              <StateMark state={library.facts(image().id).state} />
            </div>
          )}
        />
      </Show>
      <Show when={library.failure()}>
        {(failure) => (
          <p class="pane-note pane-note-bad" role="alert">
            {said(failure().message)}
          </p>
        )}
      </Show>
      <Show when={library.unreadable().length > 0}>
        <button type="button" class="pane-note" onClick={() => workspace.openDialog('unreadable')}>
          <TriangleAlert />
          {count('library.unreadable', library.unreadable().length)}
        </button>
      </Show>
    </>
  )
}
