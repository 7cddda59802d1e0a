import { createContext, useContext } from 'solid-js'
import type { Workspace } from './workspace.ts'

/** Gives the open project's workspace to everything below. */
export const WorkspaceContext = createContext<Workspace>()

/** The open project's workspace. Throws outside of one, which is a mistake of the program. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('no workspace around this component')
  return workspace
}
