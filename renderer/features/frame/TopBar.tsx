import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Download from 'lucide-solid/icons/download'
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical'
import Redo2 from 'lucide-solid/icons/redo-2'
import Undo2 from 'lucide-solid/icons/undo-2'
import type { JSX } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { isMessageKey, label, t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { SavedState } from './SavedState.tsx'

/** Which project and picture, whether it is saved, and the commands that everybody looks for. */
export function TopBar(props: { readonly menu: readonly MenuEntry[]; readonly device: JSX.Element }): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library } = workspace
  const named = (key: string | null): string => (key !== null && isMessageKey(key) ? label(key) : '')
  return (
    <header class="top-bar">
      <div class="top-group">
        <h1 class="top-name clip" title={workspace.project().path}>
          {workspace.project().name}
        </h1>
        <IconButton
          label={editor.canUndo() ? t('top.undo-what', { what: named(editor.undoLabel()) }) : t('action.undo')}
          keys={keyText('Mod+Z')}
          icon={<Undo2 />}
          unavailable={editor.canUndo() ? null : t('unavailable.nothing-to-undo')}
          keepsFocus
          onPress={() => void editor.undo()}
        />
        <IconButton
          label={editor.canRedo() ? t('top.redo-what', { what: named(editor.redoLabel()) }) : t('action.redo')}
          keys={keyText('Mod+Shift+Z')}
          icon={<Redo2 />}
          unavailable={editor.canRedo() ? null : t('unavailable.nothing-to-redo')}
          keepsFocus
          onPress={() => void editor.redo()}
        />
        <SavedState />
      </div>
      <div class="top-group">
        <IconButton
          small
          label={t('action.previous-image')}
          keys="A"
          icon={<ChevronLeft />}
          unavailable={library.currentIndex() > 0 ? null : t('action.previous-image.first')}
          onPress={() => void library.step(-1)}
        />
        <span class="top-counter numbers" role="status" aria-label={t('top.position')}>
          {t('top.counter', { n: library.currentIndex() + 1, total: library.images().length })}
        </span>
        <IconButton
          small
          label={t('action.next-image')}
          keys="D"
          icon={<ChevronRight />}
          unavailable={library.currentIndex() < library.images().length - 1 ? null : t('action.next-image.last')}
          onPress={() => void library.step(1)}
        />
      </div>
      <div class="top-group top-group-end">
        {props.device}
        <span class="top-line" />
        <Button icon={<Download />} onPress={() => workspace.openDialog('export')}>
          {t('top.export')}
        </Button>
        <Menu label={t('top.menu')} icon={<EllipsisVertical />} entries={props.menu} />
      </div>
    </header>
  )
}
