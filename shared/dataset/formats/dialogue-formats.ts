import type { Format } from '../format.ts'

/** Formats of dialogue trainers, in the order of menus. */
export const dialogueFormats: readonly Format[] = []
