import type { Services } from '../services/services.ts'

/** What the parts of the main process share. */
export type MainContext = {
  readonly services: Services
  /** Where the built page lies. */
  readonly pageFolder: string
  readonly preloadFile: string
  /** Address of the page; a development server's while developing. */
  readonly pageAddress: string
  readonly isDevelopment: boolean
  readonly onProblem: (problem: unknown) => void
}

/** One concern of the main process, switched on once when Electron is ready. */
export type MainModule = { enable(context: MainContext): void }
