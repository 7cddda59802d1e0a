import { type Accessor, createSignal } from 'solid-js'
import type { AppInfo } from '../../shared/api/app.ts'
import type { deixisApi } from '../../shared/api/deixis.ts'
import type { ProjectFileInfo, ProjectInfo } from '../../shared/api/project.ts'
import { type ErrorData, toAppError } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc/contract.ts'
import { type KeyValueStore, makeMemoryStore } from './create-stored.ts'

/** `save`: for a project's file; `unpack`: for the pictures that come out of one; `project-file` is that file. */
export type RequestPurpose = 'open' | 'export' | 'save' | 'unpack' | 'project-file'

/** A wish for a folder that the page's own dialog must fulfil, since the shell has no system dialog. */
export type FolderRequest = { readonly purpose: RequestPurpose; answer(path: string | null): void }

export type ProjectSource = { readonly kind: 'folder'; readonly path: string } | { readonly kind: 'sample' }

/** The program around the open project: which one is open, and how another one gets opened. */
export type Shell = {
  readonly client: Client<typeof deixisApi>
  readonly info: Accessor<AppInfo | null>
  /** Asks anew, for what has changed since: recent projects, how far they are. */
  refreshInfo(): Promise<void>
  /** `null` until the first project is open. */
  readonly project: Accessor<ProjectInfo | null>
  readonly opening: Accessor<boolean>
  readonly failure: Accessor<ErrorData | null>
  dismissFailure(): void
  /** Opens what was open last, or the sample at the first start. */
  start(): Promise<void>
  open(source: ProjectSource): Promise<void>
  chooseFolder(purpose: RequestPurpose): Promise<string | null>
  /** Asks for the folder of a data set's pictures, opens it, and has the import dialog open there. */
  openForImport(): Promise<void>
  /** True once after `openForImport`: the project that is open now begins with an import. */
  takeImportWish(): boolean
  /** The folder of a project that was opened before and is not there now. */
  readonly lostFolder: Accessor<string | null>
  /** Asks where that folder is now, and opens the project there. */
  locateLost(): Promise<void>
  readonly folderRequest: Accessor<FolderRequest | null>
  /** A project's file that was chosen and waits for the folder of its pictures. */
  readonly arriving: Accessor<{ readonly path: string; readonly info: ProjectFileInfo } | null>
  /** Asks for a project's file. */
  chooseProjectFile(): Promise<void>
  leaveArriving(): void
  /** A sentence about what was just done, shown for a moment, also while another project opens. */
  readonly notice: Accessor<string | null>
  tell(text: string): void
  /** Where this machine keeps what belongs to a project beside its journal. */
  readonly keyValues: KeyValueStore
}

/** The sample is a project of the program, not a folder of the user's. */
export function sourceOf(path: string, samplePath: string): ProjectSource {
  return path === samplePath ? { kind: 'sample' } : { kind: 'folder', path }
}

const noticeMs = 3500

/** One per page. */
export function createShell(client: Client<typeof deixisApi>, keyValues: KeyValueStore = makeMemoryStore()): Shell {
  const [info, setInfo] = createSignal<AppInfo | null>(null)
  const [project, setProject] = createSignal<ProjectInfo | null>(null)
  const [opening, setOpening] = createSignal(false)
  const [failure, setFailure] = createSignal<ErrorData | null>(null)
  const [arriving, setArriving] = createSignal<{ readonly path: string; readonly info: ProjectFileInfo } | null>(null)
  const [notice, setNotice] = createSignal<string | null>(null)
  let noticeEnds: ReturnType<typeof setTimeout> | undefined
  const [lostFolder, setLostFolder] = createSignal<string | null>(null)
  const [folderRequest, setFolderRequest] = createSignal<FolderRequest | null>(null)

  async function tryOpen(source: ProjectSource): Promise<boolean> {
    setOpening(true)
    setFailure(null)
    setLostFolder(null)
    try {
      setProject(await client['project.open'](source))
      return true
    } catch (thrown) {
      const error = toAppError(thrown).toData()
      const wasOpened = source.kind === 'folder' && info()?.recent.some(({ path }) => path === source.path)
      if (error.code === 'project.not-found' && wasOpened) setLostFolder(source.path)
      setFailure(error)
      return false
    } finally {
      setOpening(false)
    }
  }

  async function refreshInfo(): Promise<AppInfo> {
    const now = await client['app.info']({})
    setInfo(now)
    return now
  }

  let wantsImport = false

  async function chooseFolder(purpose: FolderRequest['purpose']): Promise<string | null> {
    const chosen = await client['app.chooseFolder']({ purpose })
    if (chosen.kind === 'chosen') return chosen.path
    if (chosen.kind === 'cancelled') return null
    return new Promise((resolve) => {
      folderRequest()?.answer(null)
      setFolderRequest({
        purpose,
        answer(path) {
          setFolderRequest(null)
          resolve(path)
        },
      })
    })
  }

  return {
    client,
    info,
    async refreshInfo() {
      await refreshInfo()
    },
    project,
    opening,
    failure,
    dismissFailure: () => void setFailure(null),
    async start() {
      try {
        const { recent, samplePath } = await refreshInfo()
        const [last] = [...recent].sort((a, b) => b.usedAt - a.usedAt)
        await tryOpen(sourceOf(last?.path ?? samplePath, samplePath))
      } catch (thrown) {
        setFailure(toAppError(thrown).toData())
      }
    },
    async open(source) {
      if (await tryOpen(source)) await refreshInfo()
    },
    chooseFolder,
    async openForImport() {
      const path = await chooseFolder('open')
      if (path === null) return
      wantsImport = true
      if (await tryOpen({ kind: 'folder', path })) await refreshInfo()
      else wantsImport = false
    },
    takeImportWish() {
      const wanted = wantsImport
      wantsImport = false
      return wanted
    },
    lostFolder,
    async locateLost() {
      const from = lostFolder()
      const folder = from === null ? null : await chooseFolder('open')
      if (from === null || folder === null) return
      try {
        const { path } = await client['project.relocate']({ from, folder })
        if (await tryOpen({ kind: 'folder', path })) await refreshInfo()
      } catch (thrown) {
        setFailure(toAppError(thrown).toData())
      }
    },
    folderRequest,
    arriving,
    async chooseProjectFile() {
      const path = await chooseFolder('project-file')
      if (path === null) return
      try {
        setArriving({ path, info: await client['project.fileInfo']({ path }) })
      } catch (thrown) {
        setFailure(toAppError(thrown).toData())
      }
    },
    leaveArriving: () => void setArriving(null),
    notice,
    tell(text) {
      clearTimeout(noticeEnds)
      setNotice(text)
      noticeEnds = setTimeout(() => setNotice(null), noticeMs)
    },
    keyValues,
  }
}
