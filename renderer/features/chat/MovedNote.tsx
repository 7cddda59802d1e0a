import { type JSX, Show } from 'solid-js'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import type { RegionId } from '../../../shared/ids.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** Regions that changed after the message named them: the message follows them, or keeps what was sent. */
export function MovedNote(props: {
  readonly turn: Turn
  readonly follows: readonly RegionId[]
  readonly keeps: readonly RegionId[]
}): JSX.Element {
  const workspace = useWorkspace()
  const locked = () => (workspace.editor.writable() ? null : t('chat.unavailable.read-only'))
  const names = (ids: readonly RegionId[]): string =>
    ids
      .map((id) => workspace.region(id))
      .flatMap((region) => (region ? regionName(region) : []))
      .join(', ')
  return (
    <div class="moved-note" role="note">
      <Show when={props.follows.length > 0}>
        <span>{t('turn.moved', { names: names(props.follows) })}</span>
        <Button variant="quiet" unavailable={locked()} onPress={() => workspace.chat.keepAsSent(props.turn.id, true)}>
          {t('turn.keep-as-sent')}
        </Button>
      </Show>
      <Show when={props.keeps.length > 0}>
        <span>{t('turn.kept', { names: names(props.keeps) })}</span>
        <Button variant="quiet" unavailable={locked()} onPress={() => workspace.chat.keepAsSent(props.turn.id, false)}>
          {t('turn.follow')}
        </Button>
      </Show>
    </div>
  )
}
