import * as v from 'valibot'
import type { ErrorData } from '../errors.ts'
import { AppError, isErrorCode } from '../errors.ts'

/** Raised when frames change their meaning; both sides must speak the same. */
export const protocolVersion = 2

const FrameId = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

const ClientFrame = v.variant('kind', [
  v.object({
    kind: v.literal('open'),
    protocol: v.number(),
    id: FrameId,
    method: v.string(),
    input: v.unknown(),
  }),
  /** `drain`: the caller still listens for what the handler says on being stopped; otherwise nobody does. */
  v.object({ kind: v.literal('cancel'), id: FrameId, drain: v.boolean() }),
])
/** What the asking side sends. Ids are chosen by it and never used twice. */
export type ClientFrame = v.InferOutput<typeof ClientFrame>

const ServerFrame = v.variant('kind', [
  v.object({ kind: v.literal('items'), id: FrameId, values: v.array(v.unknown()) }),
  v.object({ kind: v.literal('done'), id: FrameId }),
  v.object({
    kind: v.literal('fail'),
    id: FrameId,
    error: v.object({
      code: v.string(),
      message: v.string(),
      hint: v.optional(v.string()),
      detail: v.optional(v.string()),
    }),
  }),
])
/** What the answering side sends: items, then exactly one `done` or `fail`. A call has exactly one item. */
export type ServerFrame = v.InferOutput<typeof ServerFrame>

/** Everything that travels: plain data that JSON can carry. Bytes of pictures never do. */
export type Frame = ClientFrame | ServerFrame

/** The frame a client sent, or null for anything else; never throws. */
export function parseClientFrame(raw: unknown): ClientFrame | null {
  const result = v.safeParse(ClientFrame, raw)
  return result.success ? result.output : null
}

/** The frame a server sent, or null for anything else; never throws. */
export function parseServerFrame(raw: unknown): ServerFrame | null {
  const result = v.safeParse(ServerFrame, raw)
  return result.success ? result.output : null
}

/** An error as a peer reported it; a code that this version does not know becomes `rpc.internal` and is kept as detail. */
export function errorFromWire(error: Omit<ErrorData, 'code'> & { readonly code: string }): AppError {
  const { code, ...rest } = error
  if (isErrorCode(code)) return AppError.fromData({ code, ...rest })
  return AppError.fromData({ code: 'rpc.internal', message: rest.message, hint: rest.hint, detail: code })
}

/** What is wrong with a value, for logs: the first few issues with their paths. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .slice(0, 3)
    .map((issue) => `${v.getDotPath(issue) ?? '(whole)'}: ${issue.message}`)
    .join('; ')
}
