import ImageOff from 'lucide-solid/icons/image-off'
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'

/** A row that flies past while the list is scrolled asks for nothing. */
const restMs = 80

/** A small picture, fetched once its row has come to rest; where it cannot be shown, a sign says so. */
export function Thumbnail(props: { readonly url: string }): JSX.Element {
  const [shown, setShown] = createSignal<string | null>(null)
  const [broken, setBroken] = createSignal(false)
  createEffect(
    on(
      () => props.url,
      (url) => {
        setShown(null)
        setBroken(false)
        const timer = setTimeout(() => setShown(url), restMs)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  return (
    <span class="image-thumb">
      <Show when={!broken()} fallback={<ImageOff />}>
        <Show when={shown()}>
          {(url) => <img src={url()} alt="" decoding="async" onError={() => setBroken(true)} />}
        </Show>
      </Show>
    </span>
  )
}
