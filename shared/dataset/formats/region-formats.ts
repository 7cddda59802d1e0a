import type { Format } from '../format.ts'
import { coco } from './coco.ts'
import { cvat } from './cvat.ts'
import { donut } from './donut.ts'
import { flickr30k } from './flickr30k.ts'
import { grit } from './grit.ts'
import { labelMe } from './label-me.ts'
import { labelStudio } from './label-studio.ts'
import { lavis } from './lavis.ts'
import { mmc4, mmc4Inside } from './mmc4.ts'
import { nougat } from './nougat.ts'
import { obelics } from './obelics.ts'
import { parquet } from './parquet.ts'
import { refCoco } from './refcoco.ts'
import { visualGenome } from './visual-genome.ts'
import { vlmR1 } from './vlm-r1.ts'
import { voc, vocPixels } from './voc.ts'
import { webDataset } from './webdataset.ts'
import { xAnyLabeling } from './x-anylabeling.ts'
import { xAnyLabelingVqa } from './x-anylabeling-vqa.ts'
import { yolo } from './yolo.ts'

/** Formats of regions and documents, in the order of menus. */
export const regionFormats: readonly Format[] = [
  coco,
  yolo,
  voc,
  vocPixels,
  labelMe,
  cvat,
  labelStudio,
  vlmR1,
  grit,
  webDataset,
  parquet,
  lavis,
  mmc4,
  mmc4Inside,
  obelics,
  donut,
  nougat,
  xAnyLabeling,
  xAnyLabelingVqa,
  refCoco,
  visualGenome,
  flickr30k,
]
