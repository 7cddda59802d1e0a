import type { JSX } from 'solid-js'
import type { PaneName } from '../../state/workspace.ts'
import { useWorkspace } from '../../state/workspace-context.ts'

/** One pane of the workbench: a landmark that F6 finds. */
export function Pane(props: {
  readonly name: PaneName
  readonly label: string
  readonly class: string
  /** Takes no room, and keeps what is in it. */
  readonly away?: boolean
  readonly size?: { readonly width?: string; readonly height?: string }
  readonly children: JSX.Element
}): JSX.Element {
  const workspace = useWorkspace()
  return (
    <section
      ref={(element) => workspace.attachPane(props.name, element)}
      class={`pane ${props.class}`}
      aria-label={props.label}
      style={props.size}
      tabIndex={-1}
      hidden={props.away}
      data-pane={props.name}
    >
      {props.children}
    </section>
  )
}
