import type { Format } from '../format.ts'
import { florence2Jsonl } from './florence2-jsonl.ts'
import { internVlJsonl } from './internvl-jsonl.ts'
import { kosmos2Jsonl } from './kosmos-2-jsonl.ts'
import { llamaFactory } from './llama-factory.ts'
import { llavaJson } from './llava-json.ts'
import { molmoJsonl } from './molmo-jsonl.ts'
import { msSwift } from './ms-swift.ts'
import { msSwiftText } from './ms-swift-text.ts'
import { openAiJsonl } from './openai-jsonl.ts'
import { paligemmaJsonl } from './paligemma-jsonl.ts'
import { preferenceMsSwift } from './preference-ms-swift.ts'
import { preferenceTrl } from './preference-trl.ts'
import { qwenTrainer } from './qwen-trainer.ts'
import { qwenVlJson } from './qwen-vl-json.ts'
import { trlMessages } from './trl-messages.ts'
import { trlPromptCompletion } from './trl-prompt-completion.ts'

/** Formats of dialogue trainers, in the order of menus. */
export const dialogueFormats: readonly Format[] = [
  llavaJson,
  msSwift,
  msSwiftText,
  llamaFactory,
  trlMessages,
  trlPromptCompletion,
  openAiJsonl,
  qwenTrainer,
  qwenVlJson,
  internVlJsonl,
  molmoJsonl,
  florence2Jsonl,
  paligemmaJsonl,
  kosmos2Jsonl,
  preferenceTrl,
  preferenceMsSwift,
]
