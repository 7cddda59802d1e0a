import { type JSX, Show } from 'solid-js'
import type { ErrorData } from '../../../shared/errors.ts'
import { said } from '../../text/said.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** One line above the workspace: something went wrong, or something needs to be decided. */
export function FailureBanner(props: {
  readonly error: ErrorData
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly onDismiss?: () => void
}): JSX.Element {
  return (
    <div class="banner banner-bad" role="alert">
      <span>
        {said(props.error.message)} {said(props.error.hint)}
      </span>
      <Show when={props.action}>{(action) => <Button onPress={() => action().run()}>{action().label}</Button>}</Show>
      <Show when={props.onDismiss}>
        {(dismiss) => (
          <Button variant="quiet" onPress={() => dismiss()()}>
            {t('dialog.dismiss')}
          </Button>
        )}
      </Show>
    </div>
  )
}
