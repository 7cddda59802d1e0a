import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { toAppError } from '../../shared/errors.ts'
import type { ImageId } from '../../shared/ids.ts'
import type { ChatParts } from './create-chat.ts'

/** How long a picture is looked at before the model gets to see it: leafing through costs nothing. */
const restMs = 150

/**
 * Shows the open picture to the loaded model before anybody asks, and looks again whenever the window is come back to. Gives the picture
 * whose file was not there when it was looked for last.
 */
export function createPictureWatch(
  parts: Pick<ChatParts, 'client' | 'project' | 'models' | 'image'>,
): Accessor<ImageId | null> {
  const [missing, setMissing] = createSignal<ImageId | null>(null)
  createEffect(
    on([parts.image, parts.models.state], ([image, model]) => {
      if (!image || model.kind !== 'ready') return
      const input = { projectId: parts.project().id, modelId: model.card.id, imageId: image.id }
      // Other failures are told to whoever asks a question.
      const prepare = (): void => {
        parts.client['chat.prepare'](input).then(
          () => setMissing(null),
          (thrown: unknown) => setMissing(toAppError(thrown).code === 'image.not-found' ? image.id : null),
        )
      }
      const timer = setTimeout(prepare, restMs)
      window.addEventListener('focus', prepare)
      onCleanup(() => {
        clearTimeout(timer)
        window.removeEventListener('focus', prepare)
      })
    }),
  )
  return missing
}
