import * as v from 'valibot'
import { type Client, call, type Handlers, stream } from './contract.ts'

const api = {
  'a.call': call(v.object({ n: v.number() }), v.object({ text: v.string() })),
  'a.stream': stream(v.object({}), v.number()),
}

declare const client: Client<typeof api>

/** Types follow from the one declaration; each line marked as an error must not compile. */
export async function typesFollow(): Promise<void> {
  const { text } = await client['a.call']({ n: 1 })
  text satisfies string
  for await (const item of client['a.stream']({})) item satisfies number
  // @ts-expect-error the input must have its form
  await client['a.call']({ n: 'one' })
  // @ts-expect-error an unknown method
  await client['a.other']({})
  // @ts-expect-error a call is no stream
  for await (const _ of client['a.call']({ n: 1 })) break
}

// @ts-expect-error a handler is missing
export const tooFew: Handlers<typeof api> = { 'a.call': async ({ n }) => ({ text: String(n) }) }

export const wrongAnswer: Handlers<typeof api> = {
  // @ts-expect-error the answer must have its form
  'a.call': async ({ n }) => ({ text: n }),
  async *'a.stream'() {
    yield 1
  },
}
