import type { ProjectSettings } from '../../shared/api/project.ts'
import type { ProjectId } from '../../shared/ids.ts'
import type { KeyValueStore } from './create-stored.ts'

/** What this machine keeps for each project beside its journal: it travels in the project's file. */
const names = ['templates', 'filters', 'qa', 'look', 'labels'] as const

const keyOf = (name: string, id: ProjectId): string => `deixis.${name}.${id}`

/** What is kept for a project, by name. */
export function readProjectSettings(store: KeyValueStore, id: ProjectId): ProjectSettings {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = store.getItem(keyOf(name, id))
      return text === null ? [] : [[name, text]]
    }),
  )
}

/** Takes in what came with a project; names that this version does not know are left out. */
export function writeProjectSettings(store: KeyValueStore, id: ProjectId, settings: ProjectSettings): void {
  for (const name of names) {
    const text = settings[name]
    if (text !== undefined) store.setItem(keyOf(name, id), text)
  }
}
