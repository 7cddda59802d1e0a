import { type Accessor, createSignal } from 'solid-js'

let shared: Accessor<number> | null = null

/** How much larger than usual texts are, as the style of the page has it: for what is measured in script. Tracks it. */
export function textScale(): number {
  shared ??= watchTextScale()
  return shared()
}

/** One for the page, which it lives as long as. */
function watchTextScale(): Accessor<number> {
  const root = document.documentElement
  const read = (): number => Number.parseFloat(getComputedStyle(root).getPropertyValue('--text-scale')) || 1
  const [scale, setScale] = createSignal(read())
  new MutationObserver(() => setScale(read())).observe(root, { attributeFilter: ['style'] })
  return scale
}
