import { type JSX, Show } from 'solid-js'
import type { ErrorData } from '../../../shared/errors.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** A question that got no answer: what happened, and what to do next. */
export function FailureNote(props: { readonly error: ErrorData }): JSX.Element {
  const { chat, openDialog } = useWorkspace()
  return (
    <div class="failure" role="alert">
      <p class="failure-title">{said(props.error.message)}</p>
      <Show when={props.error.hint}>{(hint) => <p>{said(hint())}</p>}</Show>
      <Show when={props.error.detail}>{(detail) => <p class="failure-detail mono">{detail()}</p>}</Show>
      <div class="failure-buttons">
        <Button variant="primary" onPress={() => void chat.retry()}>
          {t('chat.retry')}
        </Button>
        <Button onPress={() => openDialog('model')}>{t('chat.show-model')}</Button>
        <Button variant="quiet" onPress={() => chat.dismissFailure()}>
          {t('dialog.dismiss')}
        </Button>
      </div>
    </div>
  )
}
