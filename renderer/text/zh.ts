import type { Catalogue } from './catalogue.ts'
import { zhApp } from './zh-app.ts'
import { zhBatch } from './zh-batch.ts'
import { zhCanvas } from './zh-canvas.ts'
import { zhChat } from './zh-chat.ts'
import { zhDialects } from './zh-dialects.ts'
import { zhEvaluate } from './zh-evaluate.ts'
import { zhExport } from './zh-export.ts'
import { zhImport } from './zh-import.ts'
import { zhLibrary } from './zh-library.ts'
import { zhRecovery } from './zh-recovery.ts'
import { zhRegions } from './zh-regions.ts'
import { zhReview } from './zh-review.ts'
import { zhSettings } from './zh-settings.ts'

/** Chinese texts, simplified. Chinese has one form for every number: `.other`. */
export const zh: Catalogue = {
  ...zhApp,
  ...zhBatch,
  ...zhCanvas,
  ...zhChat,
  ...zhDialects,
  ...zhEvaluate,
  ...zhExport,
  ...zhImport,
  ...zhLibrary,
  ...zhRegions,
  ...zhRecovery,
  ...zhReview,
  ...zhSettings,
}
