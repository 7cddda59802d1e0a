import { type Accessor, createEffect } from 'solid-js'
import * as v from 'valibot'
import { createStored, type KeyValueStore } from './create-stored.ts'
import type { Editor } from './editor.ts'

/** The labels of a project in the order of their first use, the first nine being those of the digit keys. */
export function createLabels(store: KeyValueStore, projectId: string, editor: Editor): Accessor<readonly string[]> {
  const [labels, setLabels] = createStored<readonly string[]>(
    store,
    `deixis.labels.${projectId}`,
    v.pipe(v.array(v.string()), v.readonly()),
    [],
  )
  createEffect<unknown>((before) => {
    const { regions } = editor.snapshot()
    if (regions === before) return before
    const known = new Set(labels())
    const size = known.size
    for (const region of Object.values(regions)) if (region.label !== '') known.add(region.label)
    if (known.size > size) setLabels([...known])
    return regions
  })
  return labels
}
