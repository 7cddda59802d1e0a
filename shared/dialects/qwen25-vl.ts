import { roundHalfEven } from '../geometry/rounding.ts'
import { type ResizeLimits, smartResize } from '../geometry/smart-resize.ts'
import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { readAll } from './bracket-parser.ts'
import { chatml, qwenSystem } from './chatml.ts'
import type { Dialect, DialectShape, EncodeLoss, MentionContext, SpanParser } from './dialect.ts'
import { checkWords, findTokens } from './hazards.ts'
import { shapeNumbers } from './mention.ts'
import { labelsOf, qwenObjectParser, writeQwenObjects } from './qwen-objects.ts'
import { qwenPicture, qwenTokens } from './qwen-vl.ts'
import { checkShapes, pointsAndBoxes } from './shape-kinds.ts'

/** The limits of the official converter and of transformers' function defaults; a checkpoint or trainer may use others. */
export const qwen25Limits: ResizeLimits = { factor: 28, minPixels: 56 * 56, maxPixels: 14 * 14 * 4 * 1280 }

/** A shape's pixels in the resized picture as the official converter writes them: a box stays under the far edge by a pixel. */
export function qwen25Numbers(shape: DialectShape, size: Size, resized: Size): number[] {
  const beyond = shape.kind === 'box' ? 1 : 0
  return shapeNumbers(shape).map((value, index) => {
    const [from, to] = index % 2 === 0 ? [size.width, resized.width] : [size.height, resized.height]
    return Math.min(Math.max(roundHalfEven(value * (to / from)), 0), to - beyond) || 0
  })
}

/** The same pixels as ms-swift writes them: the other order of operations, nothing clamped. */
export function swiftQwen25Numbers(shape: DialectShape, size: Size, resized: Size): number[] {
  return shapeNumbers(shape).map((value, index) => {
    const [from, to] = index % 2 === 0 ? [size.width, resized.width] : [size.height, resized.height]
    return roundHalfEven((value / from) * to)
  })
}

/**
 * Qwen2.5-VL: pixels of the picture after its resize, so of the limits of the run that will read the text. Written as the official
 * converter does (QwenLM/Qwen3-VL @ 9658872): rounded half to even, boxes kept a pixel under the far edge. A picture that upstream
 * refuses to resize is a loss; sides under the factor are lifted, as `qwen_vl_utils` and transformers do.
 */
export function createQwen25(limits: ResizeLimits): Dialect {
  const resize = (size: Size): Result<Size, string> => smartResize(size, limits, 'utils')
  const encode = (
    shapes: readonly DialectShape[],
    size: Size,
    context?: MentionContext,
  ): Result<string, EncodeLoss> => {
    const loss = checkShapes(shapes, 'Qwen2.5-VL', pointsAndBoxes)
    if (loss !== null) return err(loss)
    const resized = resize(size)
    if (!resized.ok) return err({ code: 'no-frame', message: `Qwen2.5-VL cannot take this picture: ${resized.error}` })
    const groups = shapes.map((shape) => qwen25Numbers(shape, size, resized.value))
    const labels = labelsOf(shapes.length, context)
    const unsafe = checkWords(labels, [qwenTokens], 'Qwen2.5-VL')
    return unsafe === null ? ok(writeQwenObjects(groups, labels)) : err(unsafe)
  }
  const parser = (size: Size): SpanParser => {
    const resized = resize(size)
    return qwenObjectParser(resized.ok ? { full: resized.value, size } : resized.error)
  }
  const step = (size: Size): { x: number; y: number } => {
    const resized = resize(size)
    if (!resized.ok) return { x: 1, y: 1 }
    return { x: size.width / resized.value.width, y: size.height / resized.value.height }
  }
  return {
    id: 'qwen2.5-vl',
    title: 'Qwen2.5-VL',
    frame: `Pixels of the picture resized to multiples of ${limits.factor}, ${limits.minPixels} to ${limits.maxPixels} pixels in all; JSON`,
    source: { paper: '2502.13923', code: 'https://github.com/QwenLM/Qwen3-VL' },
    points: true,
    can: {
      asks: pointsAndBoxes,
      answers: pointsAndBoxes,
      images: 'several',
      loss: 'answers-and-headers',
    },
    note: 'The numbers depend on the limits of the run that reads them: another limit, another number.',
    resized: (size) => {
      const found = resize(size)
      return found.ok ? found.value : null
    },
    halfStep: (size) => ({ x: step(size).x / 2, y: step(size).y / 2 }),
    reach: (size) => ({ x: size.width - step(size).x, y: size.height - step(size).y }),
    encode,
    parser,
    decode: (text, size) => readAll(parser(size), text),
    hazards: (text) => findTokens(text, qwenTokens),
    template: chatml(qwenSystem, qwenPicture),
  }
}

/** Qwen2.5-VL with the official converter's limits. */
export const qwen25Vl: Dialect = createQwen25(qwen25Limits)
