import * as v from 'valibot'
import { ImageRecord } from '../dialogue/image.ts'
import { Entry, JournalEntry } from '../document/document.ts'
import { ProjectId } from '../ids.ts'
import { call, stream } from '../rpc/contract.ts'

export const ProjectInfo = v.object({
  id: ProjectId,
  name: v.string(),
  path: v.string(),
  /** False when another connection writes; this one may look and may take over. */
  writer: v.boolean(),
  /** The highest number in the journal; 0 when it is empty. */
  lastSeq: v.number(),
  /** URL prefix under which the page finds pictures: `${imageBase}${imageId}`. */
  imageBase: v.string(),
  /** Set when the journal had a torn last line, which was dropped, or lines that cannot be read, which are left alone. */
  recovered: v.optional(
    v.object({
      droppedBytes: v.number(),
      damaged: v.array(v.object({ line: v.number(), reason: v.string() })),
    }),
  ),
})
export type ProjectInfo = v.InferOutput<typeof ProjectInfo>

export const ScanItem = v.variant('kind', [
  v.object({ kind: v.literal('images'), images: v.array(ImageRecord) }),
  v.object({ kind: v.literal('unreadable'), path: v.string(), reason: v.string() }),
  v.object({ kind: v.literal('progress'), found: v.number(), read: v.number() }),
])
/** What a scan of the folder reports, in batches, first image as early as possible. */
export type ScanItem = v.InferOutput<typeof ScanItem>

/** Projects: a folder of images and its journal, which is the copy that survives. */
export const projectApi = {
  'project.open': call(
    v.variant('kind', [
      v.object({ kind: v.literal('folder'), path: v.string() }),
      v.object({ kind: v.literal('sample') }),
    ]),
    ProjectInfo,
  ),
  'project.takeOver': call(v.object({ projectId: ProjectId }), ProjectInfo),
  'project.scan': stream(v.object({ projectId: ProjectId }), ScanItem),
  /**
   * Appends entries (write + fdatasync) and answers when they are durable. Entries already there (same id) keep their number. Many come
   * in parts: nothing is written, and no number given, before the last; then all of them are, or none.
   */
  'project.append': call(
    v.object({
      projectId: ProjectId,
      entries: v.array(Entry),
      part: v.optional(v.picklist(['first', 'next', 'last'])),
    }),
    v.object({ seqs: v.array(v.number()) }),
  ),
  /** Everything after `seq`, in order and in batches: what a page's database is missing. */
  'project.entriesSince': stream(
    v.object({ projectId: ProjectId, seq: v.number() }),
    v.object({ entries: v.array(JournalEntry) }),
  ),
  /** Copies the journal as it is now into the project's folder of backups; the last ten are kept, then one a day. */
  'project.backUp': call(v.object({ projectId: ProjectId }), v.object({ at: v.number(), bytes: v.number() })),
  /** The backups there are, the latest first, and the folder they and the journal lie in. */
  'project.backups': call(
    v.object({ projectId: ProjectId }),
    v.object({ folder: v.string(), backups: v.array(v.object({ at: v.number(), bytes: v.number() })) }),
  ),
  /** Tells a window that its right to write went to another one. */
  'project.watch': stream(v.object({ projectId: ProjectId }), v.object({ writer: v.boolean() })),
}
