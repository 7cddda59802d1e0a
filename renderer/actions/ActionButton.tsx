import type { JSX } from 'solid-js'
import type { Workspace } from '../state/workspace.ts'
import { useWorkspace } from '../state/workspace-context.ts'
import { keyText } from '../text/key-text.ts'
import { label } from '../text/translate.ts'
import { IconButton } from '../ui/IconButton.tsx'
import type { Action } from './action.ts'
import { runAction } from './dispatch-key.ts'
import { keysOf } from './keys-of.ts'

/** A command of the registry as a button: its name, its key, and why it cannot run now come from the command. */
export function ActionButton(props: {
  readonly action: Action<Workspace>
  readonly icon: JSX.Element
  /** Says more than the command's own name, e.g. what would be undone. */
  readonly name?: string
  readonly pressed?: boolean
  readonly small?: boolean
  readonly keepsFocus?: boolean
  readonly tipAt?: 'bottom' | 'right'
}): JSX.Element {
  const workspace = useWorkspace()
  const key = () => keysOf(workspace.settings.keymap, props.action)[0]
  const reason = () => props.action.unavailable?.(workspace) ?? null
  return (
    <IconButton
      label={props.name ?? label(props.action.label)}
      keys={textOf(key(), keyText)}
      icon={props.icon}
      pressed={props.pressed}
      small={props.small ?? false}
      keepsFocus={props.keepsFocus ?? false}
      tipAt={props.tipAt ?? 'bottom'}
      unavailable={textOf(reason(), label)}
      onPress={() => runAction(props.action, workspace)}
    />
  )
}

function textOf<T>(value: T | null | undefined, write: (value: T) => string): string | undefined {
  return value === null || value === undefined ? undefined : write(value)
}
