const number = String.raw`\d*(?:\.\d*)?`
const box = `${number}(?:,${number}){3}`
const boxes = String.raw`\[${box}(?:;${box})*\]`
const oneBracket = new RegExp(`^${boxes}$`)

/** True when MMGPT's pattern takes this bracket for boxes; it removes spaces first. */
export function chatspotReads(bracket: string): boolean {
  return oneBracket.test(bracket.replaceAll(' ', ''))
}

/**
 * What MMGPT's evaluation reads (`eval_box.py` of Ahnsun/merlin @ 818d2b9a4e, written anew): per bracket its boxes in
 * thousandths. Brackets with an empty number match upstream's pattern and then fail to convert; they are left out here.
 */
export function readAsChatspot(text: string): number[][][] {
  return [...text.replaceAll(' ', '').matchAll(new RegExp(boxes, 'g'))]
    .map((match) =>
      match[0]
        .slice(1, -1)
        .split(';')
        .map((group) => group.split(',').map((part) => (/\d/.test(part) ? Number(part) : Number.NaN))),
    )
    .filter((mention) => mention.every((group) => group.every((value) => Number.isFinite(value))))
}

/** MMGPT's box in pixels of a picture squeezed per axis: x1 > x2 or y1 > y2 is taken for x, y, width, height. */
export function chatspotPixels(values: readonly number[], size: { width: number; height: number }): number[] {
  const [x1 = 0, y1 = 0, third = 0, fourth = 0] = values.map((value) => value / 1000)
  const isSize = x1 > third || y1 > fourth
  const x2 = isSize ? x1 + third : third
  const y2 = isSize ? y1 + fourth : fourth
  return [x1 * size.width, y1 * size.height, x2 * size.width, y2 * size.height]
}
