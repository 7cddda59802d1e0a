import type { Format } from '../format.ts'
import { coco } from './coco.ts'
import { cvat } from './cvat.ts'
import { labelMe } from './label-me.ts'
import { labelStudio } from './label-studio.ts'
import { vlmR1 } from './vlm-r1.ts'
import { voc } from './voc.ts'
import { xAnyLabeling } from './x-anylabeling.ts'
import { yolo } from './yolo.ts'

/** Formats of regions and documents, in the order of menus. */
export const regionFormats: readonly Format[] = [coco, yolo, voc, labelMe, cvat, labelStudio, vlmR1, xAnyLabeling]
