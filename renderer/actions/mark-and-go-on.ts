import type { Workspace } from '../state/workspace.ts'

/** Says how far the open picture is, and opens the next one. */
export function markAndGoOn({ library }: Workspace, state: 'done' | 'skipped'): Promise<void> {
  return library.inTurn(async () => {
    // The picture may leave the list by what is said of it, so its neighbour is found before.
    const next = library.neighbour(1)
    library.setState(state)
    if (next) await library.open(next.id)
  })
}
