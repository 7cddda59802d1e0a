import { type JSX, Show } from 'solid-js'
import { useWorkspace } from '../../state/workspace-context.ts'
import { regionName } from '../../text/describe-region.ts'
import { t } from '../../text/translate.ts'
import { Button } from '../../ui/Button.tsx'

/** Says which region the transcript waits for. */
export function AwaitNote(): JSX.Element {
  const workspace = useWorkspace()
  const { chat, editor } = workspace
  const words = (): string | null => {
    const now = chat.awaited()
    switch (now?.kind) {
      case undefined:
        return null
      case 'fix':
        return t('await.fix')
      case 'ground':
        return t('await.ground', { phrase: now.phrase })
      case 'correct': {
        const region = editor.document.regions[now.rejected]
        return region?.proposal?.judgement === 'rejected' ? t('await.correct', { name: regionName(region) }) : null
      }
    }
  }
  return (
    <Show when={words()}>
      {(text) => (
        <div class="await-note" role="status">
          <span>{text()}</span>
          <Button variant="quiet" onPress={() => chat.stopAwaiting()}>
            {chat.awaited()?.kind === 'ground' ? t('await.done') : t('await.no')}
          </Button>
        </div>
      )}
    </Show>
  )
}
