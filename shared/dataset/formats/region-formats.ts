import type { Format } from '../format.ts'
import { coco } from './coco.ts'
import { yolo } from './yolo.ts'

/** Formats of regions and documents, in the order of menus. */
export const regionFormats: readonly Format[] = [coco, yolo]
