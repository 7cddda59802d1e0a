import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import FileText from 'lucide-solid/icons/file-text'
import MessageSquarePlus from 'lucide-solid/icons/message-square-plus'
import Pencil from 'lucide-solid/icons/pencil'
import Play from 'lucide-solid/icons/play'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import Trash from 'lucide-solid/icons/trash'
import { type JSX, Show } from 'solid-js'
import type { Turn } from '../../../shared/dialogue/turn.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { partsText } from './mention-text.ts'

/** What can be done with a message. */
export function TurnActions(props: {
  readonly turn: Turn
  readonly showsRaw: boolean
  readonly onShowRaw: () => void
}): JSX.Element {
  const workspace = useWorkspace()
  const { chat, editor } = workspace
  const fromModel = () => props.turn.role === 'assistant'
  const goesOn = () => (chat.continuing() === props.turn.id ? t('chat.unavailable.busy') : null)
  const locked = () => (editor.writable() ? goesOn() : t('chat.unavailable.read-only'))
  /** Why the model cannot be asked about this answer now. */
  const asking = (): string | null => {
    if (locked()) return locked()
    if (chat.busy()) return t('chat.unavailable.busy')
    const why = chat.askUnavailable()
    if (why) return label(why)
    return (chat.firstQuestion()?.order ?? Number.POSITIVE_INFINITY) < props.turn.order ? null : t('turn.no-question')
  }

  async function copy(): Promise<void> {
    const image = workspace.library.image(editor.imageId() ?? ('' as never))
    const text = partsText(props.turn.parts, workspace.region, workspace.dialect(), image, t('chip.gone'))
    await navigator.clipboard.writeText(text)
  }
  const insert = (role: Turn['role']) => ({
    kind: 'item' as const,
    id: role,
    label: role === 'user' ? t('turn.insert-question') : t('turn.insert-answer'),
    unavailable: locked(),
    onSelect: () => chat.edit(chat.insertAfter(props.turn.id, role)),
  })

  return (
    <Toolbar class="turn-actions" label={t('turn.actions')}>
      <IconButton small label={t('turn.copy')} icon={<Copy />} onPress={() => void copy()} />
      <IconButton
        small
        label={t('turn.edit')}
        icon={<Pencil />}
        unavailable={locked()}
        onPress={() => chat.edit(props.turn.id)}
      />
      <Show when={fromModel()}>
        <Show when={props.turn.run}>
          <IconButton
            small
            label={t('turn.raw')}
            icon={<FileText />}
            pressed={props.showsRaw}
            onPress={props.onShowRaw}
          />
        </Show>
        <IconButton
          small
          label={t('turn.regenerate')}
          icon={<RotateCcw />}
          unavailable={asking()}
          onPress={() => void chat.regenerate(props.turn.id)}
        />
        <IconButton
          small
          label={t('turn.continue')}
          icon={<Play />}
          unavailable={asking()}
          onPress={() => void chat.continueAnswer(props.turn.id)}
        />
      </Show>
      <IconButton
        small
        label={t('turn.mark-reviewed')}
        icon={<Check />}
        pressed={props.turn.review === 'reviewed'}
        unavailable={locked()}
        onPress={() => chat.review(props.turn.id, props.turn.review === 'reviewed' ? 'open' : 'reviewed')}
      />
      <Menu label={t('turn.insert')} icon={<MessageSquarePlus />} entries={[insert('user'), insert('assistant')]} />
      <IconButton
        small
        label={t('turn.delete')}
        icon={<Trash />}
        unavailable={locked()}
        onPress={() => chat.removeTurn(props.turn.id)}
      />
    </Toolbar>
  )
}
