import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import type { Document, Entry, JournalEntry, TableName } from '../../../shared/document/document.ts'
import type { ImageId, ProjectId } from '../../../shared/ids.ts'

/** What other services may do with an open project. Everything fails with `project.not-open` for one that is not. */
export type ProjectAccess = {
  /** Writes entries to the journal; answers with their numbers when they are durable. Does not ask who may write. */
  append(projectId: ProjectId, entries: readonly Entry[]): Promise<number[]>
  /** Makes a connection the writer if nobody is; true when it may write. */
  mayWrite(projectId: ProjectId, connection: string): boolean
  /** The number of the journal's last entry. */
  lastSeq(projectId: ProjectId): number
  /** Everything after `seq` in the journal, in batches. */
  entriesSince(projectId: ProjectId, seq: number): AsyncIterable<readonly JournalEntry[]>
  /** Every record as the journal leaves it. */
  records(projectId: ProjectId): Promise<Pick<Document, TableName>>
  /** Every picture of the folder by id; waits for a scan when there was none yet. */
  images(projectId: ProjectId): Promise<ReadonlyMap<string, ImageRecord>>
  /** Ids of the pictures that their orientation tag turns, as the last scan read them. */
  turnedImages(projectId: ProjectId): ReadonlySet<string>
  /** The picture's file; `image.not-found` for an id that no scan has met. */
  imagePath(projectId: ProjectId, imageId: ImageId | string): string
  /** Calls back with every entry that the journal takes in, whoever wrote it; the function returned ends that. */
  hear(projectId: ProjectId, listener: (entries: readonly JournalEntry[]) => void): () => void
  /** The folder in which the journal lies. */
  dataFolder(projectId: ProjectId): string
  /** The project's folder. */
  folder(projectId: ProjectId): string
  name(projectId: ProjectId): string
}
