import type { Format } from '../format.ts'

/** Formats of regions and documents, in the order of menus. */
export const regionFormats: readonly Format[] = []
