import { err, ok, type Result } from '../../result.ts'
import { markedText, type PicturedTurn } from './pictured-turn.ts'

/** Regions as ms-swift takes them: phrases for `<ref-object>`, boxes (4 numbers) and points (2) for `<bbox>`, each in its own order. */
export type SwiftObjects = {
  readonly ref: readonly string[]
  readonly bbox: readonly (readonly number[])[]
  readonly bbox_type?: 'norm1'
  /** The picture of each box, by its place in `images`. */
  readonly image_id?: readonly number[]
}

export type SwiftMessage = {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  readonly loss?: boolean
}

/** A line of ms-swift's standard JSONL. Source: Custom-dataset.md of modelscope/ms-swift @ 3602360. */
export type SwiftRow = {
  readonly messages: readonly SwiftMessage[]
  readonly images?: readonly string[]
  readonly objects?: SwiftObjects
  readonly rejected_response?: string
}

/** What ms-swift replaces in texts; `<ref-object>` and `<bbox>` stay as they are where a line has no objects of their kind. */
export const swiftMarks = /<(?:image|video|audio|ref-object|bbox|cot-process|start-image)>/

/** The line. Coordinates stand in `objects`, or in the texts already. A loss flag is written where a turn has one that is false. */
export function writeSwiftRow(
  files: readonly string[],
  turns: readonly PicturedTurn[],
  { system, objects }: { readonly system?: string | undefined; readonly objects?: SwiftObjects } = {},
): SwiftRow {
  const messages = turns.map((turn): SwiftMessage => {
    const loss = turn.isTaught === false && turn.role === 'assistant' ? { loss: false } : {}
    return { role: turn.role, content: markedText(turn), ...loss }
  })
  return {
    messages: system === undefined ? messages : [{ role: 'system', content: system }, ...messages],
    ...(files.length === 0 ? {} : { images: files }),
    ...(objects === undefined || objects.bbox.length === 0 ? {} : { objects }),
  }
}

/** `objects` as ms-swift takes it in: known keys in its order, corners put in order. An error where it drops the line. */
export function checkSwiftObjects(objects: Readonly<Record<string, unknown>>): Result<Record<string, unknown>, string> {
  const kept: Record<string, unknown> = {}
  for (const key of ['ref', 'bbox', 'bbox_type', 'image_id']) {
    if (Object.hasOwn(objects, key)) kept[key] = objects[key]
  }
  const { bbox } = kept
  if (!Array.isArray(bbox)) return err('objects has no list bbox')
  const boxes: unknown[] = []
  for (const [index, box] of bbox.entries()) {
    if (!Array.isArray(box) || (box.length !== 2 && box.length !== 4)) {
      return err(`bbox ${index + 1} has ${Array.isArray(box) ? box.length : 'no'} numbers: a box has 4, a point 2`)
    }
    const [x1, y1, x2, y2] = box as unknown[]
    if (![x1, y1, x2, y2].slice(0, box.length).every((one) => typeof one === 'number' && Number.isFinite(one))) {
      return err(`bbox ${index + 1} holds something that is no number`)
    }
    const [a, b, c, d] = [x1, y1, x2, y2] as [number, number, number, number]
    boxes.push(box.length === 2 ? box : [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)])
  }
  return ok({ ...kept, bbox: boxes })
}

/** How ms-swift's templates write a phrase and a box of whole numbers. */
export type SwiftFamily = {
  readonly ref: (phrase: string) => string
  readonly box: (numbers: readonly number[]) => string
}

const pairs = (numbers: readonly number[]): string => {
  const [x1, y1, x2, y2] = numbers
  return numbers.length === 2 ? `(${x1},${y1})` : `(${x1},${y1}),(${x2},${y2})`
}
const asItStands = (phrase: string): string => phrase

/** By the names that the reference uses; the last is what unknown families get. */
export const swiftFamilies: Readonly<Record<string, SwiftFamily>> = {
  'qwen-vl': { ref: (phrase) => `<ref>${phrase}</ref>`, box: (numbers) => `<box>${pairs(numbers)}</box>` },
  'qwen2-vl': {
    ref: (phrase) => `<|object_ref_start|>${phrase}<|object_ref_end|>`,
    box: (numbers) => `<|box_start|>${pairs(numbers)}<|box_end|>`,
  },
  'qwen2.5-vl': {
    ref: (phrase) => `<|object_ref_start|>${phrase}<|object_ref_end|>`,
    box: (numbers) => `<|box_start|>${pairs(numbers)}<|box_end|>`,
  },
  'qwen3-vl (new)': { ref: asItStands, box: (numbers) => `[${numbers.join(', ')}]` },
  internvl: { ref: (phrase) => `<ref>${phrase}</ref>`, box: (numbers) => `<box>[[${numbers.join(', ')}]]</box>` },
  florence: { ref: asItStands, box: (numbers) => numbers.map((one) => `<loc_${one}>`).join('') },
  default: { ref: asItStands, box: (numbers) => `[${pairs(numbers)}]` },
}

/**
 * The texts that ms-swift hands to the model: marks filled in order over the whole dialogue, surplus marks kept as text. `place` turns
 * the numbers of a box on a picture (by its place in `images`) into what the family counts in.
 */
export function renderSwiftRow(
  row: SwiftRow,
  family: SwiftFamily,
  place: (box: readonly number[], image: number) => readonly number[],
): string[] {
  let refs = 0
  let boxes = 0
  return row.messages.map(({ content }) =>
    content.replace(/<ref-object>|<bbox>/g, (mark) => {
      if (mark === '<ref-object>') {
        const phrase = row.objects?.ref[refs++]
        return phrase === undefined ? mark : family.ref(phrase)
      }
      const at = boxes++
      const box = row.objects?.bbox[at]
      return box === undefined ? mark : family.box(place(box, row.objects?.image_id?.[at] ?? 0))
    }),
  )
}
