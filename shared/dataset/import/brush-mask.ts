import { err, ok, type Result } from '../../result.ts'
import { createMask, type Mask } from './mask.ts'

/** Reads numbers of some bits from bytes, most significant first. */
function bitReader(bytes: readonly number[]): { read(bits: number): number; isOver(): boolean } {
  let at = 0
  return {
    read(bits) {
      let value = 0
      for (let i = 0; i < bits; i++, at++) value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1)
      return value
    },
    isOver: () => at > bytes.length * 8,
  }
}

/** Collects values of four channels in order and keeps the runs of the fourth: 0 is unmarked, anything else marked. */
function alphaRuns(): { add(value: number, count: number): void; runs: number[] } {
  const runs = [0]
  let at = 0
  let isMarked = false
  return {
    runs,
    add(value, count) {
      // Fourth channels among the values `at … at + count − 1`.
      const pixels = Math.floor((at + count) / 4) - Math.floor(at / 4)
      at += count
      if (pixels === 0) return
      if ((value !== 0) !== isMarked) {
        runs.push(0)
        isMarked = !isMarked
      }
      runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + pixels
    },
  }
}

/**
 * Reads Label Studio's brush code over a whole picture: 32 bits count of values, 5 bits of word size − 1, four sizes − 1 of 4 bits for
 * run lengths, then runs of one repeated value or of values in full; four channels a pixel, row by row, the fourth is the mask. The error
 * says what is wrong. Works on runs: a short code never makes a large bitmap.
 */
export function readBrushMask(bytes: readonly number[], width: number, height: number): Result<Mask, string> {
  if (!bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255))
    return err('the code is not made of bytes')
  const bits = bitReader(bytes)
  const count = bits.read(32)
  if (count !== width * height * 4) return err(`the code is for ${count} values, not for ${width} × ${height} × 4`)
  const wordSize = bits.read(5) + 1
  const sizes = [0, 0, 0, 0].map(() => bits.read(4) + 1)
  const alpha = alphaRuns()
  let at = 0
  while (at < count) {
    const isRepeated = bits.read(1) === 1
    const length = bits.read(sizes[bits.read(2)] ?? 1) + 1
    if (bits.isOver() || at + length > count) return err('the code ends in the middle of a run')
    if (isRepeated) alpha.add(bits.read(wordSize), length)
    else for (let i = 0; i < length && !bits.isOver(); i++) alpha.add(bits.read(wordSize), 1)
    if (bits.isOver()) return err('the code ends in the middle of a run')
    at += length
  }
  const mask = createMask({ left: 0, top: 0, width, height, order: 'rows', runs: alpha.runs })
  return mask.ok ? ok(mask.value) : mask
}
