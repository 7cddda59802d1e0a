import { err, type Result } from '../../result.ts'
import { asList, asNumbers, asRecord } from './json-field.ts'
import { createMask, type Mask } from './mask.ts'

/**
 * The run lengths of COCO's compressed notation: five bits a character from `0` on, the sixth says that more follow, the last one's
 * fifth bit is the sign; from the fourth run on each is the difference to the one two before (cocoapi, `rleFrString`). Null for text
 * that is no such notation.
 */
function decompress(text: string): number[] | null {
  const runs: number[] = []
  let at = 0
  while (at < text.length) {
    let value = 0
    let scale = 1
    let isMore = true
    while (isMore) {
      if (at >= text.length || scale > 2 ** 45) return null
      const code = text.charCodeAt(at++) - 48
      if (code < 0 || code > 63) return null
      value += (code & 31) * scale
      scale *= 32
      isMore = (code & 32) !== 0
      if (!isMore && (code & 16) !== 0) value -= scale
    }
    runs.push(runs.length > 2 ? value + (runs[runs.length - 2] ?? 0) : value)
  }
  return runs
}

/**
 * A mask in COCO's notation, `{size: [height, width], counts}` with a list of runs or the compressed text: column by column over the
 * whole picture, unmarked first. The error says what is wrong.
 */
export function readCocoMask(value: unknown): Result<Mask, string> {
  const record = asRecord(value)
  const size = asNumbers(record?.size, 2)
  if (record === null || size === null) return err('the mask has no size [height, width]')
  const { counts } = record
  const runs = typeof counts === 'string' ? decompress(counts) : asList(counts) === null ? null : asNumbers(counts)
  if (runs === null) return err('the mask’s counts can not be read')
  return createMask({ left: 0, top: 0, width: size[1] ?? 0, height: size[0] ?? 0, order: 'columns', runs })
}
