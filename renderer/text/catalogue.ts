import type { en } from './en.ts'

/** Every text the interface can show, by key. English is the reference; other languages have exactly its keys. */
export type MessageKey = keyof typeof en
