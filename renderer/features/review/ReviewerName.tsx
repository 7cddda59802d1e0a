import { createSignal, type JSX, onMount } from 'solid-js'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** Asks once who reviews on this machine. */
export function ReviewerName(props: { readonly onName: (name: string) => void }): JSX.Element {
  const [name, setName] = createSignal('')
  let field: HTMLInputElement | undefined
  onMount(() => field?.focus())
  return (
    <form
      class="review-name"
      onSubmit={(event) => {
        event.preventDefault()
        if (name().trim() !== '') props.onName(name().trim())
      }}
    >
      <label class="field">
        <span>{t('review.name')}</span>
        <input
          ref={field}
          class="field-input"
          type="text"
          autocomplete="name"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <p class="muted">{t('review.name.hint')}</p>
      <Button
        variant="primary"
        type="submit"
        unavailable={name().trim() === '' ? t('review.unavailable.no-name') : null}
        onPress={() => undefined}
      >
        {t('review.name.start')}
      </Button>
    </form>
  )
}
