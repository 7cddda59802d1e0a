import type * as Library from '@observablehq/plot'
import { createEffect, createResource, createSignal, type JSX, onCleanup, onMount } from 'solid-js'
import { textScale } from './text-scale.ts'
import './plot.css'

/** What a plot is drawn with: the library, which comes when the first plot does, the room there is, and how much larger texts are. */
export type Drawing = { readonly plot: typeof Library; readonly width: number; readonly scale: number }

/** A plot that is drawn anew when what `draw` reads changes, or its width. `label` says in words what it shows. */
export function Plot(props: { readonly label: string; readonly draw: (drawing: Drawing) => Element }): JSX.Element {
  const [library] = createResource(() => import('@observablehq/plot'))
  const [width, setWidth] = createSignal(0)
  let host: HTMLDivElement | undefined
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    if (host) observer.observe(host)
    onCleanup(() => observer.disconnect())
  })
  createEffect(() => {
    const plot = library()
    if (!plot || !host || width() === 0) return
    const drawn = props.draw({ plot, width: width(), scale: textScale() })
    // The library names its parts, which have no role that could carry a name; the host says it all.
    for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
    host.replaceChildren(drawn)
  })
  return <div ref={host} class="plot" role="img" aria-label={props.label} />
}
