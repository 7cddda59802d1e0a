import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { Dialogue } from '../../../shared/dialogue/dialogue.ts'
import { Region } from '../../../shared/dialogue/region.ts'
import { Turn } from '../../../shared/dialogue/turn.ts'
import type { Entry, RecordChange } from '../../../shared/document/document.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommitId, ImageId } from '../../../shared/ids.ts'
import { describeIssues } from '../../../shared/rpc/wire.ts'
import { imageIdOf } from './project-ids.ts'

const SampleContent = v.object({
  images: v.array(v.object({ id: v.string(), path: v.string() })),
  regions: v.array(Region),
  dialogues: v.array(Dialogue),
  turns: v.array(Turn),
})

/** What a sample project brings along, as one entry that cannot be undone; null when it brings nothing. */
export async function readSampleEntry(file: string, now: number): Promise<Entry | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const parsed = v.safeParse(SampleContent, JSON.parse(text))
  if (!parsed.success) {
    throw new AppError('rpc.internal', { detail: `sample: ${describeIssues(parsed.issues)}` })
  }
  const { images, regions, dialogues, turns } = parsed.output
  const ids = new Map(images.map(({ id, path }) => [id, imageIdOf(path)]))
  const imageId = (id: string): ImageId => {
    const known = ids.get(id)
    if (known === undefined) throw new AppError('rpc.internal', { detail: `sample: no image ${id}` })
    return known
  }
  const changes: RecordChange[] = [
    ...regions.map((region): RecordChange => {
      const after = { ...region, imageId: imageId(region.imageId) }
      return { table: 'regions', id: region.id, before: null, after }
    }),
    ...dialogues.map((dialogue): RecordChange => {
      const after = { ...dialogue, imageIds: dialogue.imageIds.map(imageId) }
      return { table: 'dialogues', id: dialogue.id, before: null, after }
    }),
    ...turns.map((turn): RecordChange => {
      const parts = turn.parts.map((part) =>
        part.kind === 'image' ? { ...part, imageId: imageId(part.imageId) } : part,
      )
      return { table: 'turns', id: turn.id, before: null, after: { ...turn, parts } }
    }),
  ]
  return { id: 'sample-content' as CommitId, kind: 'base', label: 'history.sample', imageId: null, changes, at: now }
}
