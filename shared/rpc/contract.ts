import type * as v from 'valibot'

/** Any schema without asynchronous parts. */
export type Schema = v.GenericSchema<unknown, unknown>

/** One question, one answer. */
export type CallDef<I extends Schema = Schema, O extends Schema = Schema> = {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
}

/**
 * One question, any number of items, then an end. Aborting the caller's signal asks the handler to stop: what it yields
 * after that still arrives, and the loop ends when the handler ends. Leaving the loop (`break`) listens no further.
 */
export type StreamDef<I extends Schema = Schema, O extends Schema = Schema> = {
  readonly kind: 'stream'
  readonly input: I
  readonly item: O
}

/** The methods of one feature by name, e.g. `'engine.load'`. The only place where they are described. */
export type Contract = Readonly<Record<string, CallDef | StreamDef>>

/** Declares a call. */
export function call<I extends Schema, O extends Schema>(input: I, output: O): CallDef<I, O> {
  return { kind: 'call', input, output }
}

/** Declares a stream. */
export function stream<I extends Schema, O extends Schema>(input: I, item: O): StreamDef<I, O> {
  return { kind: 'stream', input, item }
}

type In<S> = S extends Schema ? v.InferOutput<S> : never

/** What a caller sees: a promise for a call, an async iterable for a stream. Failures are `AppError`s. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends CallDef<infer I, infer O>
    ? (input: In<I>, signal?: AbortSignal) => Promise<In<O>>
    : C[K] extends StreamDef<infer I, infer O>
      ? (input: In<I>, signal?: AbortSignal) => AsyncIterable<In<O>>
      : never
}

/** What a handler is told besides its input: the caller's wish to stop, and who calls (one id per connection). */
export type CallContext = { readonly signal: AbortSignal; readonly connection: string }

/** What a service implements; forgetting one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends CallDef<infer I, infer O>
    ? (input: In<I>, context: CallContext) => Promise<In<O>>
    : C[K] extends StreamDef<infer I, infer O>
      ? (input: In<I>, context: CallContext) => AsyncIterable<In<O>>
      : never
}
