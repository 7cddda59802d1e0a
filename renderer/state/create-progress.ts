import { createEffect, onCleanup } from 'solid-js'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectId } from '../../shared/ids.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import type { Library } from './create-library.ts'

/** So long nothing may have changed before it is told. */
const restMs = 1500

/** Tells the program how many images are done, for the list of recent projects. */
export function createProgress(
  client: Client<typeof deixisApi>,
  projectId: ProjectId,
  library: Pick<Library, 'images' | 'scanning' | 'facts'>,
  writable: () => boolean,
): void {
  let told: number | null = null
  createEffect(() => {
    const images = library.images()
    const first = images[0]
    if (library.scanning() || first === undefined || !writable()) return
    // Facts are tracked all together: one of them stands for every one.
    library.facts(first.id)
    const timer = setTimeout(() => {
      const done = images.filter(({ id }) => ['done', 'skipped'].includes(library.facts(id).state)).length
      if (done === told) return
      told = done
      // Only a number in a list depends on it.
      void client['project.noteDone']({ projectId, done }).catch(() => undefined)
    }, restMs)
    onCleanup(() => clearTimeout(timer))
  })
}
