import * as v from 'valibot'
import { ImageRecord } from '../dialogue/image.ts'
import { Entry, JournalEntry } from '../document/document.ts'
import { ImageId, ProjectId } from '../ids.ts'
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
  /** Files that are no pictures, by how their names end (`.txt`, '' without an ending, `*` for all kinds beyond the first forty). */
  v.object({ kind: v.literal('skipped'), types: v.array(v.object({ type: v.string(), n: v.number() })) }),
  /** Images that people worked on, found under another path by what is in them: they keep their ids; `was` is the id the path would have. */
  v.object({ kind: v.literal('moved'), moved: v.array(v.object({ was: ImageId, image: ImageRecord })) }),
  /** Images that people worked on and whose files are not there, as they were last seen; said at the end of every scan. */
  v.object({ kind: v.literal('missing'), images: v.array(ImageRecord) }),
])
/** What a scan of the folder reports, in batches, first image as early as possible. */
export type ScanItem = v.InferOutput<typeof ScanItem>

/** What a backup holds, and how it differs from the present: records that restoring it would bring back, change and take away. */
export const BackupContent = v.object({
  images: v.number(),
  regions: v.number(),
  dialogues: v.number(),
  turns: v.number(),
  /** The number of its last entry. */
  steps: v.number(),
  changedAt: v.nullable(v.number()),
  comesBack: v.number(),
  changes: v.number(),
  goes: v.number(),
})
export type BackupContent = v.InferOutput<typeof BackupContent>

/** What the page keeps for a project, by name; it travels with the project. */
export const ProjectSettings = v.record(v.string(), v.string())
export type ProjectSettings = v.InferOutput<typeof ProjectSettings>

/** What a file that is a whole project says of itself. */
export const ProjectFileInfo = v.object({
  name: v.string(),
  images: v.number(),
  /** How many of the pictures are in it; 0 = the work alone. */
  pictures: v.number(),
  savedAt: v.number(),
  settings: ProjectSettings,
})
export type ProjectFileInfo = v.InferOutput<typeof ProjectFileInfo>

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
   * Looks for images that are missing in a folder that people point at: inside the project they are found again there; one outside
   * becomes the project's own when the project's images lie in it as they did. The page then opens `path`, or reads the folder again.
   */
  'project.locate': call(
    v.object({ projectId: ProjectId, folder: v.string() }),
    v.object({ path: v.string(), found: v.number(), missing: v.number() }),
  ),
  /** The same for a project that cannot be opened, because its folder is not where it was. */
  'project.relocate': call(
    v.object({ from: v.string(), folder: v.string() }),
    v.object({ path: v.string(), found: v.number(), missing: v.number() }),
  ),
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
    v.object({
      seqs: v.array(v.number()),
      /** Bytes left where the journal lies, when they are few. */
      lowOnSpace: v.optional(v.number()),
    }),
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
  'project.previewBackup': call(v.object({ projectId: ProjectId, at: v.number() }), BackupContent),
  /** Makes the project what it was at a backup, as one step that can be undone; the present is backed up first. */
  'project.restore': stream(
    v.object({ projectId: ProjectId, at: v.number() }),
    v.object({ entries: v.array(JournalEntry) }),
  ),
  /** Shows the folder of journal and backups where the shell can; says where it is. */
  'project.showFiles': call(v.object({ projectId: ProjectId }), v.object({ path: v.string(), shown: v.boolean() })),
  /**
   * Writes the project as one file, with what the page could not get into the journal; with its pictures when wanted. Fails for a file
   * that is there already, unless it may be replaced.
   */
  'project.saveAs': stream(
    v.object({
      projectId: ProjectId,
      path: v.string(),
      replace: v.boolean(),
      pictures: v.boolean(),
      unsaved: v.array(Entry),
      settings: ProjectSettings,
    }),
    v.object({ done: v.number(), total: v.number(), bytes: v.number(), path: v.nullable(v.string()) }),
  ),
  'project.fileInfo': call(v.object({ path: v.string() }), ProjectFileInfo),
  /**
   * Brings a project out of its file: pictures that are in it go into the folder, which must be empty then; else the folder must hold
   * them. The page then opens the folder.
   */
  'project.openFile': stream(
    v.object({ path: v.string(), folder: v.string() }),
    v.object({
      done: v.number(),
      total: v.number(),
      opened: v.nullable(v.object({ id: ProjectId, path: v.string() })),
    }),
  ),
  /** How many images are done, for the list of recent projects. */
  'project.noteDone': call(v.object({ projectId: ProjectId, done: v.number() }), v.object({})),
  /** Tells a window that its right to write went to another one. */
  'project.watch': stream(v.object({ projectId: ProjectId }), v.object({ writer: v.boolean() })),
}
