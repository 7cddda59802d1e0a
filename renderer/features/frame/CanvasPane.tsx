import Crosshair from 'lucide-solid/icons/crosshair'
import Maximize from 'lucide-solid/icons/maximize'
import MousePointer2 from 'lucide-solid/icons/mouse-pointer-2'
import SquareDashed from 'lucide-solid/icons/square'
import { type JSX, Show } from 'solid-js'
import type { RegionId } from '../../../shared/ids.ts'
import { Stage } from '../../canvas/Stage.tsx'
import { useWorkspace } from '../../state/workspace-context.ts'
import { keyText } from '../../text/key-text.ts'
import { t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'

/** The picture and the tools for pointing at it. */
export function CanvasPane(): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library } = workspace
  const image = () => library.images()[library.currentIndex()]
  const readOnly = () => (editor.writable() ? null : t('unavailable.read-only'))
  const composing = (): boolean => workspace.composer()?.focused() ?? false
  const mentionIfComposing = (id: RegionId): void => {
    if (composing()) workspace.composer()?.insertMention([id])
  }
  return (
    <>
      <Show
        when={image()}
        fallback={
          <p class="canvas-note">{library.scanning() ? t('canvas.looking-for-images') : t('canvas.no-image')}</p>
        }
      >
        {(open) => (
          <div class="canvas-pane">
            <Stage
              editor={editor}
              image={open()}
              imageUrl={library.imageUrl(open().id)}
              composerActive={composing}
              onRegionDrawn={mentionIfComposing}
              onRegionClicked={mentionIfComposing}
              onPointer={workspace.setPointer}
              onZoom={workspace.setZoom}
              attach={workspace.attachCanvas}
            />
          </div>
        )}
      </Show>
      <div class="tool-strip" role="toolbar" aria-orientation="vertical" aria-label={t('tools.label')}>
        <IconButton
          label={t('action.tool-select')}
          keys="V"
          icon={<MousePointer2 />}
          pressed={editor.tool() === 'select'}
          keepsFocus
          tipAt="right"
          onPress={() => editor.setTool('select')}
        />
        <IconButton
          label={t('action.tool-box')}
          keys="R"
          icon={<SquareDashed />}
          pressed={editor.tool() === 'box'}
          unavailable={readOnly()}
          keepsFocus
          tipAt="right"
          onPress={() => editor.setTool('box')}
        />
        <IconButton
          label={t('action.tool-point')}
          keys="P"
          icon={<Crosshair />}
          pressed={editor.tool() === 'point'}
          unavailable={readOnly()}
          keepsFocus
          tipAt="right"
          onPress={() => editor.setTool('point')}
        />
        <span class="tool-strip-line" />
        <IconButton
          label={t('action.zoom-fit')}
          keys={keyText('Shift+1')}
          icon={<Maximize />}
          keepsFocus
          tipAt="right"
          onPress={() => workspace.canvas()?.fit()}
        />
      </div>
    </>
  )
}
