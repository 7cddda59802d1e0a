import type { Size } from '../geometry/spaces.ts'
import { internVlSystems } from './internvl.ts'

type Style = { readonly system: string; readonly user: string; readonly assistant: string; readonly end: string }

const chatmlRoles = { user: '<|im_start|>user\n', assistant: '<|im_start|>assistant\n' }

/** InternVL's conversation templates by name. */
export const internVlStyles: Readonly<Record<string, Style>> = {
  internvl2_5: { system: `<|im_start|>system\n${internVlSystems.internvl2_5}`, ...chatmlRoles, end: '<|im_end|>\n' },
  'internlm2-chat': { system: `<|im_start|>system\n${internVlSystems.older}`, ...chatmlRoles, end: '<|im_end|>' },
  'Hermes-2': { system: `<|im_start|>system\n${internVlSystems.older}`, ...chatmlRoles, end: '<|im_end|>' },
  'phi3-chat': {
    system: `<|system|>\n${internVlSystems.older}`,
    user: '<|user|>\n',
    assistant: '<|assistant|>\n',
    end: '<|end|>',
  },
}

/** A prompt as the conversation class joins it; a turn without an answer stays open. */
export function internVlPrompt(style: Style, turns: readonly (readonly [string, string | null])[]): string {
  const turn = (role: string, text: string | null): string => (text ? role + text + style.end : role)
  return (
    style.system +
    style.end +
    turns.map(([user, assistant]) => turn(style.user, user) + turn(style.assistant, assistant)).join('')
  )
}

/** The named boxes that the Streamlit demo draws, in whole pixels; `IndexError` where it stops at a list that is too short. */
export function internVlDrawn(text: string, size: Size): { ref: string; px: number[][] }[] | 'IndexError' {
  const drawn: { ref: string; px: number[][] }[] = []
  for (const match of text.matchAll(/<ref>\s*(.*?)\s*<\/ref>\s*<box>\s*(\[\[.*?\]\])\s*<\/box>/gs)) {
    const boxes = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((group) =>
      (group[1] ?? '').split(',').map(Number),
    )
    if (boxes.some((numbers) => numbers.length < 4)) return 'IndexError'
    const px = boxes.map((numbers) =>
      numbers.slice(0, 4).map((value, i) => Math.trunc((value / 1000) * (i % 2 === 0 ? size.width : size.height))),
    )
    drawn.push({ ref: match[1] ?? '', px })
  }
  return drawn
}

/** The first box as the RefCOCO evaluation reads it, in pixels: thousandths only when the four numbers sum to 4 or more. */
export function internVlEvaluated(text: string, size: Size): number[] {
  const match = /\[*\[(.*?),(.*?),(.*?),(.*?)\]\]*/.exec(text)
  const numbers = (match?.slice(1, 5) ?? []).map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (numbers.length !== 4 || numbers.some(Number.isNaN)) return [0, 0, 0, 0]
  const divisor = numbers.reduce((sum, value) => sum + value, 0) >= 4 ? 1000 : 1
  return numbers.map((value, i) => (value / divisor) * (i % 2 === 0 ? size.width : size.height))
}
