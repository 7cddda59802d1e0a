import Circle from 'lucide-solid/icons/circle'
import CircleCheck from 'lucide-solid/icons/circle-check'
import CircleDot from 'lucide-solid/icons/circle-dot'
import CircleSlash from 'lucide-solid/icons/circle-slash'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import type { JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { ImageState } from '../../../shared/document/mark.ts'
import { label } from '../../text/translate.ts'

const icons = { todo: Circle, doing: CircleDot, done: CircleCheck, fix: TriangleAlert, skipped: CircleSlash }

/** How far an image is, by shape and by colour. */
export function StateMark(props: { readonly state: ImageState }): JSX.Element {
  return (
    <span class={`state-mark state-${props.state}`} title={label(`state.${props.state}`)}>
      <Dynamic component={icons[props.state]} />
    </span>
  )
}
