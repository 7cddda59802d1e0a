import type { RecordChange, TableName } from '../../../shared/document/document.ts'
import { createFactsIndex } from '../../../shared/document/image-facts.ts'
import { imageMatcher, parseImageFilter } from '../../../shared/document/image-filter.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import type { Services } from '../../services/services.ts'

/** The pictures of a project that pass a filter as the app's list takes it. Throws `rpc.bad-input` for what is no filter, and for none. */
export async function filterImages(services: Services, projectId: ProjectId, text: string): Promise<string[]> {
  const filter = parseImageFilter(text)
  if (!filter.ok) {
    const { code, word, from } = filter.error
    const what = word === '' ? 'it ends too early' : `“${word}” at ${from + 1} is not understood (${code})`
    throw new AppError('rpc.bad-input', {
      message: `--filter ${text}: ${what}.`,
      hint: 'As in: status:done and label:dog',
    })
  }
  const facts = createFactsIndex()
  const records = await services.projects.records(projectId)
  for (const table of ['regions', 'dialogues', 'turns', 'marks'] satisfies TableName[]) {
    const changes = Object.values(records[table] ?? {}).map(
      (after) => ({ table, id: after.id, before: null, after }) as RecordChange,
    )
    facts.take(changes)
  }
  const passes = imageMatcher(filter.value)
  const images = [...(await services.projects.images(projectId)).values()]
  const found = images.filter(({ id, path }, at) => passes({ path, position: at + 1, facts: facts.of(id) }))
  if (found.length === 0) throw new AppError('rpc.bad-input', { message: `--filter ${text}: no picture passes it.` })
  return found.map(({ id }) => id)
}
