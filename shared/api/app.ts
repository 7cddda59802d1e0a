import * as v from 'valibot'
import { call } from '../rpc/contract.ts'

export const AppInfo = v.object({
  version: v.string(),
  shell: v.picklist(['electron', 'serve', 'cli']),
  platform: v.string(),
  recent: v.array(
    v.object({
      path: v.string(),
      name: v.string(),
      usedAt: v.number(),
      images: v.number(),
      /** How many of them are done or skipped; not known before the project was open for a while. */
      done: v.optional(v.number()),
    }),
  ),
  samplePath: v.string(),
})
export type AppInfo = v.InferOutput<typeof AppInfo>

/** What a folder (or file) is chosen for. */
export const FolderPurpose = v.picklist([
  'open',
  'export',
  'import-file',
  'import-folder',
  'save',
  'unpack',
  'project-file',
])
export type FolderPurpose = v.InferOutput<typeof FolderPurpose>

/** The program itself: who it is, and what only a shell can do. */
export const appApi = {
  'app.info': call(v.object({}), AppInfo),
  /** Opens the system's dialog for a folder (or, for `import-file`, a file) where the shell has one; `null` = cancelled; serve mode answers `unavailable` and the page asks for a path. */
  'app.chooseFolder': call(
    v.object({ purpose: FolderPurpose }),
    v.variant('kind', [
      v.object({ kind: v.literal('chosen'), path: v.string() }),
      v.object({ kind: v.literal('cancelled') }),
      v.object({ kind: v.literal('unavailable') }),
    ]),
  ),
  /** The folders inside a folder, for the page's own dialogs; `null` = home. With `files` its other files too, pictures left out. */
  'app.listFolder': call(
    v.object({ path: v.nullable(v.string()), files: v.optional(v.boolean()) }),
    v.object({
      path: v.string(),
      parent: v.nullable(v.string()),
      folders: v.array(v.string()),
      images: v.number(),
      files: v.optional(v.array(v.string())),
    }),
  ),
}
