import type { Accessor } from 'solid-js'
import * as v from 'valibot'
import type { ProjectId } from '../../shared/ids.ts'
import { createStored, type KeyValueStore } from './create-stored.ts'

/** Filters that people keep for one project, in the order in which they were kept. */
export type SavedFilters = {
  readonly all: Accessor<readonly string[]>
  /** A filter that is kept already stays where it is. */
  keep(text: string): void
  forget(text: string): void
}

/** Kept on this machine. */
export function createSavedFilters(store: KeyValueStore, projectId: ProjectId): SavedFilters {
  const [all, setAll] = createStored<string[]>(store, `deixis.filters.${projectId}`, v.array(v.string()), [])
  return {
    all,
    keep: (text) => all().includes(text) || setAll([...all(), text]),
    forget: (text) => setAll(all().filter((each) => each !== text)),
  }
}
