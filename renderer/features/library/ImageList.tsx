import FileQuestion from 'lucide-solid/icons/file-question-mark'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import List from 'lucide-solid/icons/list'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { type JSX, Show } from 'solid-js'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { ActionButton } from '../../actions/ActionButton.tsx'
import { runAction } from '../../actions/dispatch-key.ts'
import { openFolder } from '../../actions/open-folder.ts'
import { toggleGrid } from '../../actions/toggle-grid.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { count, label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { FilterBox } from './FilterBox.tsx'
import { StateMark } from './StateMark.tsx'
import { Thumbnail } from './Thumbnail.tsx'
import './image-list.css'

/** A name in a script of the other direction turns nothing around it: without this, 640 × 480 would be read as 480 × 640. */
const apart = (name: string): string => `\u2068${name}\u2069`

/** A picture of the grid, in CSS pixels: two stand side by side in a pane of the usual width. */
const cellWidth = 96
const cellHeight = 104

/** The pictures of the project, as a list or a grid. Only what is in view is in the page, however many there are. */
export function ImageList(): JSX.Element {
  const workspace = useWorkspace()
  const { library, settings } = workspace
  const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const sizeLine = ({ path, width, height }: ImageRecord): string => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    return folder === ''
      ? t('library.size', { width, height })
      : t('library.in-folder', { folder: apart(folder), width, height })
  }
  const countLine = (image: ImageRecord): string => {
    const { regions, turns, open } = library.facts(image.id)
    if (regions === 0 && turns === 0) return sizeLine(image)
    const said = [
      ...(open > 0 ? [count('library.open', open)] : []),
      ...(regions > 0 ? [count('library.regions', regions)] : []),
      ...(turns > 0 ? [count('library.turns', turns)] : []),
    ]
    return said.join(t('list.comma'))
  }
  const isGrid = (): boolean => settings.imageView() === 'grid'
  const rowName = (image: ImageRecord): string => {
    const { state, regions, turns, open } = library.facts(image.id)
    const row = t('library.row', { path: image.path, width: image.width, height: image.height })
    const counts = [
      count('library.regions', regions),
      count('library.turns', turns),
      count('library.open-proposals', open),
    ]
    return t('library.row.state', { row, state: label(`state.${state}`), counts: counts.join(t('list.comma')) })
  }
  const skippedLine = (): string => {
    const types = library.skipped().map(({ type, n }) => {
      if (type === '') return count('library.skipped.plain', n)
      return type === '*' ? count('library.skipped.rest', n) : `${n} ${type}`
    })
    return types.length === 0 ? t('library.skipped.none') : t('library.skipped', { types: types.join(t('list.comma')) })
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
        <span class="pane-head-end">
          <ActionButton action={toggleGrid} icon={isGrid() ? <List /> : <LayoutGrid />} pressed={isGrid()} small />
        </span>
      </header>
      <FilterBox />
      <Show
        when={library.images().length > 0 || library.scanning()}
        fallback={
          <div class="pane-empty">
            <p class="pane-empty-title">{t('library.empty.title')}</p>
            <p>{t('library.empty.text')}</p>
            <p>{skippedLine()}</p>
            <Button onPress={() => runAction(openFolder, workspace)}>{t('action.open-folder')}</Button>
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
          rowHeight={isGrid() ? cellHeight : 52}
          cellWidth={isGrid() ? cellWidth : undefined}
          idOf={(image) => image.id}
          currentId={library.currentId()}
          nameOf={rowName}
          onCurrent={(image) => void library.open(image.id)}
          row={(image, current) => (
            <div
              classList={{ 'image-cell': isGrid(), 'image-row': !isGrid(), 'image-row-current': current() }}
              title={[...new Set([image().path, sizeLine(image()), countLine(image())])].join('\n')}
            >
              <Thumbnail url={library.thumbnailUrl(image())} />
              <div class="image-row-text">
                <div class="clip">
                  <bdi>{fileName(image().path)}</bdi>
                </div>
                <Show when={!isGrid()}>
                  <div class="image-row-size numbers clip">{countLine(image())}</div>
                </Show>
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
      <Show when={library.missing().length > 0}>
        <button type="button" class="pane-note" onClick={() => workspace.openDialog('missing')}>
          <FileQuestion />
          {count('missing.note', library.missing().length)}
        </button>
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
