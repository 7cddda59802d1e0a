import type { Size } from '../geometry/spaces.ts'

const box = '<\\|box_start\\|>\\((\\d+),(\\d+)\\),\\((\\d+),(\\d+)\\)<\\|box_end\\|>'

/** A named box as ms-swift's example reads it. */
export type Qwen2VlNamed = { readonly ref: string; readonly thousandths: number[]; readonly px: number[] }

/** The boxes right behind a phrase, as ms-swift's example reads them; later boxes of a phrase are not named. */
export function qwen2VlNamed(text: string, size: Size): Qwen2VlNamed[] {
  const named = new RegExp(`<\\|object_ref_start\\|>(.+?)<\\|object_ref_end\\|>${box}`, 'g')
  return [...text.matchAll(named)].map(([, ref = '', ...digits]) => {
    const thousandths = digits.slice(0, 4).map(Number)
    const px = thousandths.map((value, i) => (value / 1000) * (i % 2 === 0 ? size.width : size.height))
    return { ref, thousandths, px }
  })
}

/** Every box of the text, named or not, in thousandths; points are not read. */
export function qwen2VlBoxes(text: string): number[][] {
  return [...text.matchAll(new RegExp(box, 'g'))].map((match) => match.slice(1, 5).map(Number))
}
