import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { BatchLine } from './BatchLine.tsx'

/** Where the pointer is, how large the picture shows, and what the tool in hand can do. */
export function StatusBar(): JSX.Element {
  const workspace = useWorkspace()
  const image = () => workspace.library.images()[workspace.library.currentIndex()]
  const hint = (): string => {
    const key = workspace.canvas()?.hint() ?? (image() === undefined ? 'status.ready' : null)
    return key === null ? '' : label(key)
  }
  return (
    <section class="status-bar" aria-label={t('status.label')}>
      <span class="status-hint clip">{hint()}</span>
      <BatchLine />
      <Show when={workspace.canvas() && workspace.pointer()}>
        {(at) => (
          <>
            <span class="status-place numbers">
              {t('status.pixels', { x: at().x.toFixed(0), y: at().y.toFixed(0) })}
            </span>
            <Show when={image()}>
              {(size) => (
                <span class="status-place status-unit numbers">
                  {t('status.unit', {
                    x: (at().x / size().width).toFixed(3),
                    y: (at().y / size().height).toFixed(3),
                  })}
                </span>
              )}
            </Show>
          </>
        )}
      </Show>
      <Show when={workspace.canvas() && image()}>
        {(size) => <span class="numbers">{t('library.size', { width: size().width, height: size().height })}</span>}
      </Show>
      <Show when={workspace.canvas()}>
        <span class="status-zoom numbers">{t('status.zoom', { n: Math.round(workspace.zoom() * 100) })}</span>
      </Show>
    </section>
  )
}
