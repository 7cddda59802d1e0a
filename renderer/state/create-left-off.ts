import { type Accessor, createEffect } from 'solid-js'
import * as v from 'valibot'
import type { ImageId, ProjectId } from '../../shared/ids.ts'
import { createStored, type KeyValueStore } from './create-stored.ts'

/** The picture that was open when this project was left on this machine, kept for the next start; `null` the first time. */
export function createLeftOff(
  store: KeyValueStore,
  projectId: ProjectId,
  imageId: Accessor<ImageId | null>,
): ImageId | null {
  const [kept, keep] = createStored(store, `deixis.left-off.${projectId}`, v.nullable(v.string()), null)
  const before = kept()
  createEffect(() => {
    const now = imageId()
    if (now !== null && now !== kept()) keep(now)
  })
  return before as ImageId | null
}
