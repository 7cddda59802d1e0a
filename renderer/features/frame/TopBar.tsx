import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Download from 'lucide-solid/icons/download'
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical'
import Funnel from 'lucide-solid/icons/funnel'
import Redo2 from 'lucide-solid/icons/redo-2'
import Undo2 from 'lucide-solid/icons/undo-2'
import { type JSX, Show } from 'solid-js'
import { ActionButton } from '../../actions/ActionButton.tsx'
import { runAction } from '../../actions/dispatch-key.ts'
import { exportDataset } from '../../actions/export-dataset.ts'
import { focusFilter } from '../../actions/focus-filter.ts'
import { nextImage } from '../../actions/next-image.ts'
import { previousImage } from '../../actions/previous-image.ts'
import { redo } from '../../actions/redo.ts'
import { undo } from '../../actions/undo.ts'
import { viewNames } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { isMessageKey, label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { SavedState } from './SavedState.tsx'
import './top-bar.css'

/** Which project and picture, whether it is saved, and the commands that everybody looks for. */
export function TopBar(props: { readonly menu: readonly MenuEntry[]; readonly device: JSX.Element }): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library } = workspace
  const named = (key: string | null): string | null => (key !== null && isMessageKey(key) ? label(key) : null)
  const undoName = () => {
    const what = named(editor.undoLabel())
    return what === null ? t('action.undo') : t('top.undo-what', { what })
  }
  const redoName = () => {
    const what = named(editor.redoLabel())
    return what === null ? t('action.redo') : t('top.redo-what', { what })
  }
  return (
    <header class="top-bar">
      <div class="top-group">
        <h1 class="top-name clip" title={workspace.project().path}>
          {workspace.project().name}
        </h1>
        <ActionButton action={undo} name={undoName()} icon={<Undo2 />} keepsFocus />
        <ActionButton action={redo} name={redoName()} icon={<Redo2 />} keepsFocus />
        <SavedState />
      </div>
      <div class="top-group">
        <ActionButton action={previousImage} icon={<ChevronLeft />} small />
        <span class="top-counter numbers" role="status" aria-label={t('top.position')}>
          {t('top.counter', { n: library.currentIndex() + 1, total: library.images().length })}
        </span>
        <ActionButton action={nextImage} icon={<ChevronRight />} small />
        <Show when={library.filter() !== ''}>
          <button
            type="button"
            class="top-filter numbers"
            title={library.filter()}
            aria-label={t('top.filtered', { n: library.shown().length, total: library.images().length })}
            onClick={() => runAction(focusFilter, workspace)}
          >
            <Funnel aria-hidden="true" />
            {library.shown().length}
          </button>
        </Show>
      </div>
      <div class="top-group top-group-end">
        <Show when={viewNames.length > 1}>
          <Choice
            label={t('top.view')}
            value={workspace.view()}
            options={viewNames.map((value) => ({ value, label: t(`view.${value}`) }))}
            onChange={workspace.setView}
            small
          />
        </Show>
        {props.device}
        <span class="top-line" />
        <Button icon={<Download />} onPress={() => runAction(exportDataset, workspace)}>
          {t('top.export')}
        </Button>
        <Menu label={t('top.menu')} icon={<EllipsisVertical />} entries={props.menu} wide />
      </div>
    </header>
  )
}
