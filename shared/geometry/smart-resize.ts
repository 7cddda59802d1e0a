import { err, ok, type Result } from '../result.ts'
import { roundHalfEven } from './rounding.ts'
import type { Size } from './spaces.ts'

/** Limits of a run, in pixels of the resized picture; both belong to the run, not to the model. */
export type ResizeLimits = { readonly factor: number; readonly minPixels: number; readonly maxPixels: number }

/**
 * Which of the three copies of the function: the official converter refuses sides under the factor, `qwen_vl_utils` lifts them
 * before it looks at the limits, transformers lifts them after shrinking only.
 */
export type ResizeVariant = 'notebook' | 'utils' | 'transformers'

const longest = 200

/**
 * The size that Qwen's processors resize a picture to: multiples of `factor` within the limits. Refused where upstream raises (a
 * side ratio over 200; for the notebook, a side under the factor) and where it would give a side of 0. Source: `smart_resize` in
 * QwenLM/Qwen3-VL @ 9658872 and transformers 5.23.0.
 */
export function smartResize(size: Size, limits: ResizeLimits, variant: ResizeVariant): Result<Size, string> {
  const { width, height } = size
  const { factor, minPixels, maxPixels } = limits
  const ratio = Math.max(width, height) / Math.min(width, height)
  if (variant === 'notebook' && Math.min(width, height) < factor) return err(`a side is under ${factor} pixels`)
  if (!(ratio <= longest)) return err(`the sides are more than ${longest} to 1`)
  const least = variant === 'utils' ? factor : 0
  let across = Math.max(least, roundHalfEven(width / factor) * factor)
  let down = Math.max(least, roundHalfEven(height / factor) * factor)
  if (across * down > maxPixels) {
    const shrink = Math.sqrt((width * height) / maxPixels)
    const kept = variant === 'transformers' ? factor : 0
    across = Math.max(kept, Math.floor(width / shrink / factor) * factor)
    down = Math.max(kept, Math.floor(height / shrink / factor) * factor)
  } else if (across * down < minPixels) {
    const grow = Math.sqrt(minPixels / (width * height))
    across = Math.ceil((width * grow) / factor) * factor
    down = Math.ceil((height * grow) / factor) * factor
  }
  return across > 0 && down > 0 ? ok({ width: across, height: down }) : err('a side would be 0 pixels long')
}
