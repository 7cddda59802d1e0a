import Crosshair from 'lucide-solid/icons/crosshair'
import Maximize from 'lucide-solid/icons/maximize'
import MousePointer2 from 'lucide-solid/icons/mouse-pointer-2'
import Pentagon from 'lucide-solid/icons/pentagon'
import SquareDashed from 'lucide-solid/icons/square'
import { type Component, createSignal, type JSX, Show } from 'solid-js'
import type { RegionId } from '../../../shared/ids.ts'
import { ActionButton } from '../../actions/ActionButton.tsx'
import { runAction } from '../../actions/dispatch-key.ts'
import { openFolder } from '../../actions/open-folder.ts'
import { toolBox } from '../../actions/tool-box.ts'
import { toolPoint } from '../../actions/tool-point.ts'
import { toolPolygon } from '../../actions/tool-polygon.ts'
import { toolSelect } from '../../actions/tool-select.ts'
import { zoomFit } from '../../actions/zoom-fit.ts'
import { largeFrom } from '../../canvas/large-picture.ts'
import { Stage } from '../../canvas/Stage.tsx'
import { useWorkspace } from '../../state/workspace-context.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { PicturePanel } from './PicturePanel.tsx'

/** The picture and the tools for pointing at it. */
export function CanvasPane(props: {
  /** Puts the commands on regions around the picture. */
  readonly menu: Component<{ readonly children: JSX.Element; readonly ownTouch: boolean }>
}): JSX.Element {
  const workspace = useWorkspace()
  const { editor, library } = workspace
  const options = workspace.canvasOptions
  const image = () => library.images()[library.currentIndex()]
  const nextUrl = (): string | null => {
    const next = library.neighbour(1)
    return next === null || next.width * next.height > largeFrom ? null : library.imageUrl(next.id)
  }
  const [picture, setPicture] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  const composing = (): boolean => workspace.composer()?.focused() ?? false
  const drawnOrClicked = (id: RegionId, drawn: boolean): void => {
    if (workspace.chat.take(id, drawn)) return
    if (composing()) workspace.composer()?.insertMention([id])
  }
  return (
    <>
      <Show
        when={image()}
        fallback={
          <div class="canvas-note">
            <Show when={!library.scanning()} fallback={<p>{t('canvas.looking-for-images')}</p>}>
              <p>{t('canvas.no-image')}</p>
              <Button onPress={() => runAction(openFolder, workspace)}>{t('action.open-folder')}</Button>
            </Show>
          </div>
        }
      >
        {(open) => (
          <div class="canvas-pane">
            <props.menu ownTouch>
              <Stage
                editor={editor}
                image={open()}
                imageUrl={library.imageUrl(open().id)}
                options={options}
                nextUrl={nextUrl()}
                leaving={library.currentId() !== editor.imageId()}
                composerActive={composing}
                stepGroup={workspace.chat.stepOfDrawing}
                onRegionDrawn={(id) => drawnOrClicked(id, true)}
                onRegionClicked={(id) => drawnOrClicked(id, false)}
                onPointer={workspace.setPointer}
                onZoom={workspace.setZoom}
                onPicture={setPicture}
                attach={workspace.attachCanvas}
              />
            </props.menu>
            <Show when={picture() === 'failed'}>
              <div class="canvas-note" role="alert">
                <p>{t('canvas.picture-failed', { path: open().path })}</p>
              </div>
            </Show>
          </div>
        )}
      </Show>
      <Toolbar class="tool-strip" vertical label={t('tools.label')}>
        <ActionButton
          action={toolSelect}
          icon={<MousePointer2 />}
          pressed={editor.tool() === 'select'}
          keepsFocus
          tipAt="right"
        />
        <ActionButton
          action={toolBox}
          icon={<SquareDashed />}
          pressed={editor.tool() === 'box'}
          keepsFocus
          tipAt="right"
        />
        <ActionButton
          action={toolPoint}
          icon={<Crosshair />}
          pressed={editor.tool() === 'point'}
          keepsFocus
          tipAt="right"
        />
        <ActionButton
          action={toolPolygon}
          icon={<Pentagon />}
          pressed={editor.tool() === 'polygon'}
          keepsFocus
          tipAt="right"
        />
        <span class="tool-strip-line" />
        <ActionButton action={zoomFit} icon={<Maximize />} keepsFocus tipAt="right" />
      </Toolbar>
      <Show when={image()}>
        <PicturePanel options={options} />
      </Show>
    </>
  )
}
