/** Every failure that may cross a service edge, with the sentence shown when no better one is at hand. One table, so that codes stay unique. */
export const errorCodes = {
  'rpc.bad-input': 'The request did not have the expected form.',
  'rpc.bad-output': 'The answer did not have the expected form.',
  'rpc.unknown-method': 'This version does not know the request.',
  'rpc.peer-lost': 'The connection to the main process was lost.',
  'rpc.not-admitted': 'This address lacks the key of the running program. Open the address that it printed.',
  'rpc.cancelled': 'The request was cancelled.',
  'rpc.internal': 'Something unexpected went wrong.',
  'project.not-found': 'The folder could not be found.',
  'project.not-readable': 'The folder could not be read.',
  'project.not-open': 'The project is not open.',
  'project.not-here': 'None of the project’s images is in this folder.',
  'project.taken': 'This folder has work of its own in Deixis.',
  'project.not-writer': 'Another window is writing to this project.',
  'journal.write-failed': 'The change could not be written to disk.',
  'journal.broken': 'The journal of this project is damaged.',
  'backup.not-found': 'This backup is not there any more.',
  'save-as.failed': 'The project could not be saved there.',
  'project-file.bad': 'This file is no project that can be opened.',
  'image.not-found': 'The image file is missing.',
  'image.not-readable': 'The image file could not be read.',
  'model.not-found': 'No model with this name is installed.',
  'model.missing-file': 'A file of the model is missing or damaged.',
  'model.bad-manifest': 'The description of the model is not valid.',
  'engine.no-provider': 'No device could load the model.',
  'engine.busy': 'Too many questions are waiting for the model.',
  'engine.crashed': 'The process that runs the model has stopped.',
  'engine.out-of-memory': 'There is not enough memory for the model.',
  'engine.prompt-too-long': 'The dialogue is longer than the model can read.',
  'engine.bad-request': 'The model cannot answer this request.',
  'export.blocked': 'The export has errors that must be resolved first.',
  'export.write-failed': 'The export could not be written.',
  'import.not-found': 'The file to import could not be found.',
  'import.not-readable': 'The file to import could not be read.',
  'import.ambiguous': 'The numbers of the file can be read in more than one way.',
  'requests.bad-line': 'A line of the requests file is not valid.',
} as const

/** The stable name of a failure; survives every transport. */
export type ErrorCode = keyof typeof errorCodes

/** True for a string that names a known failure. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code)
}

/** What a failure says on a wire: the code, what happened, what to do next, and details for a log. No stack. */
export type ErrorData = {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string | undefined
  readonly detail?: string | undefined
}

/** An expected failure at a service edge. `hint` says what the user can do next. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly detail: string | undefined

  constructor(code: ErrorCode, options: { message?: string; hint?: string; detail?: string; cause?: unknown } = {}) {
    super(options.message ?? errorCodes[code], { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.hint = options.hint
    this.detail = options.detail
  }

  /** The form that crosses a wire. */
  toData(): ErrorData {
    return { code: this.code, message: this.message, hint: this.hint, detail: this.detail }
  }

  /** The error that a peer reported. */
  static fromData(data: ErrorData): AppError {
    const options: { message: string; hint?: string; detail?: string } = { message: data.message }
    if (data.hint !== undefined) options.hint = data.hint
    if (data.detail !== undefined) options.detail = data.detail
    return new AppError(data.code, options)
  }
}

/** Any thrown value as an `AppError`; what is not one becomes `rpc.internal` with its message as detail. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return new AppError('rpc.internal', { detail, cause: thrown })
}
