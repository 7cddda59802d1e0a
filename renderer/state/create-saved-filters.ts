import type { Accessor } from 'solid-js'
import * as v from 'valibot'
import type { ProjectId } from '../../shared/ids.ts'
import { createProjectSetting, type SettingEditor } from './create-project-setting.ts'
import type { KeyValueStore } from './create-stored.ts'

/** Filters that people keep for one project, in the order in which they were kept. */
export type SavedFilters = {
  readonly all: Accessor<readonly string[]>
  /** A filter that is kept already stays where it is. */
  keep(text: string): void
  forget(text: string): void
}

/** Kept with the project. */
export function createSavedFilters(editor: SettingEditor, store: KeyValueStore, projectId: ProjectId): SavedFilters {
  const [all, setAll] = createProjectSetting<string[]>(editor, 'filters', v.array(v.string()), [], {
    store,
    key: `deixis.filters.${projectId}`,
  })
  return {
    all,
    keep: (text) => all().includes(text) || setAll([...all(), text]),
    forget: (text) => setAll(all().filter((each) => each !== text)),
  }
}
