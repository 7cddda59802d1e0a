import { enApp } from './en-app.ts'
import { enBatch } from './en-batch.ts'
import { enCanvas } from './en-canvas.ts'
import { enChat } from './en-chat.ts'
import { enDialects } from './en-dialects.ts'
import { enEvaluate } from './en-evaluate.ts'
import { enExport } from './en-export.ts'
import { enImport } from './en-import.ts'
import { enLibrary } from './en-library.ts'
import { enQa } from './en-qa.ts'
import { enRecovery } from './en-recovery.ts'
import { enRegions } from './en-regions.ts'
import { enReview } from './en-review.ts'
import { enSettings } from './en-settings.ts'
import { enStatistics } from './en-statistics.ts'

/** English texts. `{name}` is filled in by the caller. */
export const en = {
  'app.title': 'Deixis',
  ...enApp,
  ...enBatch,
  ...enCanvas,
  ...enChat,
  ...enDialects,
  ...enExport,
  ...enImport,
  ...enEvaluate,
  ...enSettings,
  ...enRegions,
  ...enRecovery,
  ...enReview,
  ...enQa,
  ...enLibrary,
  ...enStatistics,
} as const
