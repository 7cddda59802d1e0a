import type { Size } from '../geometry/spaces.ts'
import { pythonLiteral } from './python-literal.ts'

/** Boxes in pixels and their names, as lists of the same length. */
export type ReadBoxes = { readonly xyxy: number[][]; readonly labels: string[] }

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function boxesOf(list: unknown, size: Size, full: Size): ReadBoxes {
  const found: { xyxy: number[][]; labels: string[] } = { xyxy: [], labels: [] }
  if (!Array.isArray(list)) return found
  for (const item of list as unknown[]) {
    if (typeof item !== 'object' || item === null || !('bbox_2d' in item) || !('label' in item)) continue
    if (!Array.isArray(item.bbox_2d)) continue
    found.xyxy.push(
      item.bbox_2d.map((value, i) =>
        i % 2 === 0 ? (Number(value) / full.width) * size.width : (Number(value) / full.height) * size.height,
      ),
    )
    found.labels.push(String(item.label))
  }
  return found
}

/**
 * The boxes that supervision reads (its `from_qwen_2_5_vl` and `from_qwen_3_vl`): the list between the first and last square bracket,
 * else cut back to its last whole object, else as a Python literal; objects need a label. `full` is what the numbers count to.
 */
export function qwenBoxesOfSupervision(text: string, size: Size, full: Size): ReadBoxes {
  const bare = text
    .trim()
    .replace(/^```(?:json)?/i, '')
    .replace(/```$/, '')
    .trim()
  const open = bare.indexOf('[')
  if (open < 0) return { xyxy: [], labels: [] }
  const whole = bare.slice(open, bare.lastIndexOf(']') + 1)
  const cut = `${bare.slice(open, bare.lastIndexOf('}') + 1)}]`
  return boxesOf(parsed(whole) ?? parsed(cut) ?? pythonLiteral(whole), size, full)
}

/** The boxes that the ODinW evaluation reads: a whole Python list or nothing, in thousandths. */
export function qwenBoxesOfOdinw(text: string, size: Size): ReadBoxes {
  const inner = /```json\s*([\s\S]*?)\s*```/.exec(text)?.[1] ?? text
  return boxesOf(pythonLiteral(inner), size, { width: 1000, height: 1000 })
}

/** The points that the Qwen3-VL cookbook reads, in pixels; whole thousandths. Nothing when the text is not JSON. */
export function qwen3Points(text: string, size: Size): { x: number; y: number; label?: string }[] {
  const list = parsed((/```json\s*([\s\S]*?)\s*```/.exec(text)?.[1] ?? text).trim())
  if (!Array.isArray(list)) return []
  return (list as unknown[]).flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('point_2d' in item) || !Array.isArray(item.point_2d)) return []
    const [x, y] = item.point_2d.map((value) => Math.trunc(Number(value)) / 1000)
    const at = { x: (x ?? Number.NaN) * size.width, y: (y ?? Number.NaN) * size.height }
    return ['label' in item ? { ...at, label: String(item.label) } : at]
  })
}
