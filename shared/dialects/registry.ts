import { chatspotPad, chatspotResize } from './chatspot.ts'
import { cogvlm } from './cogvlm.ts'
import type { Dialect } from './dialect.ts'
import { ferret } from './ferret.ts'
import { gpt4roi } from './gpt4roi.ts'
import { kosmos2, kosmos2Training } from './kosmos-2.ts'
import { llava15, llava16, llavaZero } from './llava.ts'
import { minigptV2 } from './minigpt-v2.ts'
import { nextChat } from './next-chat.ts'
import { osprey } from './osprey.ts'
import { otherSystems } from './other-systems.ts'
import { shikra } from './shikra.ts'
import { textOnlyDialects } from './text-only.ts'

/** Every dialect this version knows, in the order of menus. */
export const dialects: readonly Dialect[] = [
  shikra,
  chatspotResize,
  chatspotPad,
  nextChat,
  ...otherSystems,
  llavaZero,
  llava15,
  llava16,
  kosmos2,
  kosmos2Training,
  ferret,
  gpt4roi,
  osprey,
  cogvlm,
  minigptV2,
  ...textOnlyDialects,
]

/** The dialect with this id, or null. */
export function dialectById(id: string): Dialect | null {
  return dialects.find((dialect) => dialect.id === id) ?? null
}
