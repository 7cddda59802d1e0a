import * as v from 'valibot'
import { call } from '../rpc/contract.ts'

export const AppInfo = v.object({
  version: v.string(),
  shell: v.picklist(['electron', 'serve', 'cli']),
  platform: v.string(),
  recent: v.array(v.object({ path: v.string(), name: v.string(), usedAt: v.number(), images: v.number() })),
  samplePath: v.string(),
})
export type AppInfo = v.InferOutput<typeof AppInfo>

/** The program itself: who it is, and what only a shell can do. */
export const appApi = {
  'app.info': call(v.object({}), AppInfo),
  /** Opens the system's folder dialog where the shell has one; `null` = cancelled; serve mode answers `unavailable` and the page asks for a path. */
  'app.chooseFolder': call(
    v.object({ purpose: v.picklist(['open', 'export']) }),
    v.variant('kind', [
      v.object({ kind: v.literal('chosen'), path: v.string() }),
      v.object({ kind: v.literal('cancelled') }),
      v.object({ kind: v.literal('unavailable') }),
    ]),
  ),
  /** The folders inside a folder, for the page's own dialog in serve mode; `null` = home. */
  'app.listFolder': call(
    v.object({ path: v.nullable(v.string()) }),
    v.object({ path: v.string(), parent: v.nullable(v.string()), folders: v.array(v.string()), images: v.number() }),
  ),
}
