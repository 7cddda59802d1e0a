import type { Dialect } from './dialect.ts'
import { emu2 } from './emu2.ts'
import { florence2 } from './florence2.ts'
import { internVl } from './internvl.ts'
import { molmo } from './molmo.ts'
import { moondream } from './moondream.ts'
import { paligemma } from './paligemma.ts'
import { plainPixels, plainUnit } from './plain.ts'
import { qwen2Vl, qwenVl } from './qwen-vl.ts'
import { qwen3Vl } from './qwen3-vl.ts'
import { qwen25Vl } from './qwen25-vl.ts'

/** The dialects beside the Shikra family, in the order of menus. */
export const otherSystems: readonly Dialect[] = [
  qwenVl,
  qwen2Vl,
  qwen25Vl,
  qwen3Vl,
  internVl,
  molmo,
  paligemma,
  florence2,
  moondream,
  emu2,
  plainUnit,
  plainPixels,
]
