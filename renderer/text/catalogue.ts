import type { en } from './en.ts'

/** Every text the interface can show, by key. English is the reference. */
export type MessageKey = keyof typeof en

/** Texts of one language, or a part of them; an unknown key does not compile. What it lacks is shown in English, and a test names it. */
export type Catalogue = Readonly<Partial<Record<MessageKey, string>>>
