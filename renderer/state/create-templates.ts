import type { Accessor } from 'solid-js'
import * as v from 'valibot'
import { newId, type ProjectId } from '../../shared/ids.ts'
import { builtTemplates, type Template } from '../text/built-templates.ts'
import { createProjectSetting, type SettingEditor } from './create-project-setting.ts'
import type { KeyValueStore } from './create-stored.ts'

const OwnTemplate = v.object({ id: v.optional(v.string(), () => newId<string>()), name: v.string(), text: v.string() })
/** A message that people keep to begin others with; places to fill in are written ‹like this›. */
export type OwnTemplate = v.InferOutput<typeof OwnTemplate>

/** Templates that people keep for one project, in the order in which they were made. */
export type Templates = {
  /** Those of the program, in a language that the loaded model reads. */
  readonly built: Accessor<readonly Template[]>
  readonly own: Accessor<readonly OwnTemplate[]>
  /** Adds one at the end, or where it was before it was deleted; its id. One with the same text is not made twice. */
  add(template: { readonly name: string; readonly text: string }, at?: number): string
  change(id: string, to: { readonly name?: string; readonly text?: string }): void
  remove(id: string): void
}

/** Kept with the project. `languages`: those of the loaded model, where they are known. */
export function createTemplates(
  editor: SettingEditor,
  store: KeyValueStore,
  projectId: ProjectId,
  languages: Accessor<readonly string[] | undefined>,
): Templates {
  const [own, setOwn] = createProjectSetting<OwnTemplate[]>(editor, 'templates', v.array(OwnTemplate), [], {
    store,
    key: `deixis.templates.${projectId}`,
  })
  return {
    built: () => builtTemplates(languages()),
    own,
    add({ name, text }, at = own().length) {
      const same = text === '' ? undefined : own().find((each) => each.text === text)
      if (same) return same.id
      const id = newId<string>()
      setOwn([...own().slice(0, at), { id, name, text }, ...own().slice(at)])
      return id
    },
    change: (id, to) => setOwn(own().map((each) => (each.id === id ? { ...each, ...to } : each))),
    remove: (id) => setOwn(own().filter((each) => each.id !== id)),
  }
}
