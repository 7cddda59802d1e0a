import type { en } from './en.ts'

/** Every text the interface can show, by key. English is the reference; other languages have exactly its keys. */
export type MessageKey = keyof typeof en

/** One language. A second file is `export const zh: Catalogue = { … }`: a missing or an unknown key does not compile. */
export type Catalogue = Readonly<Record<MessageKey, string>>
