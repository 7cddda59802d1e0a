import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { toAppError } from '../../../shared/errors.ts'
import type { Shell } from '../../state/create-shell.ts'
import { writeProjectSettings } from '../../state/project-settings.ts'
import { said } from '../../text/said.ts'
import { momentText } from '../../text/time-text.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** A project that comes out of a file: what it is, and the folder that its pictures go into or lie in. */
export function ArrivingDialog(props: { readonly shell: Shell }): JSX.Element {
  const { client } = props.shell
  const [progress, setProgress] = createSignal<{ readonly done: number; readonly total: number } | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  let controller = new AbortController()
  onCleanup(() => controller.abort())

  function leave(): void {
    controller.abort()
    setProblem(null)
    props.shell.leaveArriving()
  }

  async function open(): Promise<void> {
    const arriving = props.shell.arriving()
    if (arriving === null) return
    const folder = await props.shell.chooseFolder(arriving.info.pictures > 0 ? 'unpack' : 'open')
    if (folder === null) return
    controller = new AbortController()
    setProblem(null)
    setProgress({ done: 0, total: arriving.info.pictures })
    try {
      for await (const step of client['project.openFile']({ path: arriving.path, folder }, controller.signal)) {
        setProgress(step)
        if (step.opened === null) continue
        writeProjectSettings(props.shell.keyValues, step.opened.id, arriving.info.settings)
        props.shell.leaveArriving()
        await props.shell.open({ kind: 'folder', path: step.opened.path })
      }
    } catch (thrown) {
      const { code, message, hint, detail } = toAppError(thrown)
      if (code !== 'rpc.cancelled')
        setProblem([said(message), hint === undefined ? detail : said(hint)].filter(Boolean).join(' '))
    } finally {
      setProgress(null)
    }
  }

  return (
    <Dialog
      open={props.shell.arriving() !== null}
      title={t('arriving.title')}
      closeLabel={t('dialog.close')}
      onClose={leave}
      footer={
        <>
          <Button onPress={leave}>{t('dialog.cancel')}</Button>
          <Button
            variant="primary"
            unavailable={progress() === null ? null : t('start.opening')}
            onPress={() => void open()}
          >
            {t('arriving.choose')}
          </Button>
        </>
      }
    >
      <Show when={props.shell.arriving()?.info}>
        {(info) => (
          <>
            <p>
              {t('arriving.text', {
                name: info().name,
                at: momentText(info().savedAt),
                n: info().images,
              })}
            </p>
            <p>{info().pictures > 0 ? t('arriving.with', { n: info().pictures }) : t('arriving.without')}</p>
          </>
        )}
      </Show>
      <Show when={progress()}>
        {(now) => (
          <p class="muted numbers" role="status">
            {t('arriving.working', now())}
          </p>
        )}
      </Show>
      <Show when={problem()}>
        {(text) => (
          <p class="failure" role="alert">
            {text()}
          </p>
        )}
      </Show>
    </Dialog>
  )
}
