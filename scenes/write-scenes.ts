import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Transformer } from '@napi-rs/image'
import { composeScene } from './compose.ts'
import { defaultMix, type Mix, talkAbout } from './dialogue.ts'
import { boxOf, type Mention, type Part, pixelsOf, plainText, writeParts } from './mention.ts'
import { Random } from './random.ts'
import { type Raster, renderScene } from './render.ts'
import type { SceneSpec, Split } from './scene.ts'
import type { Expectation, Question, Task } from './wording.ts'

/** A question as a line of `requests.jsonl`; regions are pixels of the upright picture. */
export type SceneRequest = {
  readonly id: string
  readonly image: string
  readonly regions: Record<string, { readonly box: number[] } | { readonly point: number[] }>
  readonly turns: readonly [
    { readonly role: 'user'; readonly parts: readonly (string | { readonly refs: string[] })[] },
  ]
}

/** What is right, as `answers.jsonl` has it; boxes are pixels of the upright picture. */
export type ExpectedAnswer =
  | { readonly kind: 'boxes'; readonly name: string; readonly boxes: readonly number[][] }
  | { readonly kind: 'all'; readonly objects: readonly { readonly name: string; readonly box: number[] }[] }
  | Exclude<Expectation, { kind: 'boxes' | 'all' }>

/** A line of `answers.jsonl`. `answer` is one right text in Shikra's coordinates. */
export type SceneAnswer = {
  readonly id: string
  readonly image: string
  readonly size: { readonly width: number; readonly height: number }
  readonly task: Task
  readonly form: string
  readonly answer: string
  readonly expect: ExpectedAnswer
}

export type WriteScenesOptions = {
  readonly out: string
  readonly count: number
  readonly seed: number
  readonly split?: Split
  /** Questions of one turn about each scene. */
  readonly questions?: number
  readonly styles?: readonly string[]
  /** The long sides of the pictures lie between these, in pixels. */
  readonly longSide?: { readonly from: number; readonly to: number }
  readonly mix?: Mix
}

/** Composes scenes into a folder: PNG pictures, `requests.jsonl` and `answers.jsonl`. The same options give the same files. */
export function writeScenes(options: WriteScenesOptions): { readonly scenes: number; readonly requests: number } {
  const { out, count, seed, split = 'heldout', questions = 6, longSide = { from: 320, to: 640 } } = options
  const mix = { ...(options.mix ?? defaultMix), dialogue: 0 }
  mkdirSync(out, { recursive: true })
  const requests: SceneRequest[] = []
  const answers: SceneAnswer[] = []
  for (let index = 0; index < count; index++) {
    const scene = composeScene(seed, index, split, options.styles ? { styles: options.styles } : {})
    const side = Math.round(new Random(seed, index, 9).between(longSide.from, longSide.to))
    const picture = renderScene(scene, side)
    const image = `scene-${String(index).padStart(5, '0')}.png`
    writeFileSync(join(out, image), encodePng(picture))
    const size = { width: picture.width, height: picture.height }
    talkAbout(scene, questions, mix).questions.forEach((question, n) => {
      const id = `${String(index).padStart(5, '0')}-${n}-${question.task}`
      requests.push(requestOf(question, id, image, side))
      answers.push(answerOf(question, scene, { id, image, size }, side))
    })
  }
  writeFileSync(join(out, 'requests.jsonl'), lines(requests))
  writeFileSync(join(out, 'answers.jsonl'), lines(answers))
  return { scenes: count, requests: requests.length }
}

/** A raster as a PNG file. */
export function encodePng(picture: Raster): Buffer {
  return Transformer.fromRgbaPixels(rgbaOf(picture), picture.width, picture.height).pngSync()
}

/** A raster as a JPEG file. */
export function encodeJpeg(picture: Raster, quality: number): Buffer {
  return Transformer.fromRgbaPixels(rgbaOf(picture), picture.width, picture.height).jpegSync(quality)
}

function rgbaOf({ width, height, rgb }: Raster): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let i = 0, to = 0; i < rgb.length; i += 3, to += 4) rgba.set(rgb.subarray(i, i + 3), to)
  return rgba
}

function requestOf(question: Question, id: string, image: string, side: number): SceneRequest {
  const regions: Record<string, { box: number[] } | { point: number[] }> = {}
  const parts = question.question.map((part: Part) => {
    if (typeof part === 'string') return part
    return 'words' in part ? part.words : { refs: addRegions(regions, part, side) }
  })
  return { id, image, regions, turns: [{ role: 'user', parts }] }
}

function addRegions(regions: SceneRequest['regions'], mention: Mention, side: number): string[] {
  return mention.shapes.map((shape) => {
    const id = `${shape.kind === 'box' ? 'b' : 'p'}${Object.keys(regions).length}`
    const pixels = rounded(pixelsOf(shape, side))
    regions[id] = shape.kind === 'box' ? { box: pixels } : { point: pixels }
    return id
  })
}

function answerOf(
  question: Question,
  scene: SceneSpec,
  picture: Pick<SceneAnswer, 'id' | 'image' | 'size'>,
  side: number,
): SceneAnswer {
  const answer = plainText(writeParts(question.answer, scene, side))
  const { task, form } = question
  return { ...picture, task, form, answer, expect: expected(question.expect, scene, side) }
}

function expected(expect: Expectation, scene: SceneSpec, side: number): ExpectedAnswer {
  const box = (object: number) => rounded(pixelsOf({ kind: 'box', box: boxOf(scene, object) }, side))
  if (expect.kind === 'boxes') return { kind: 'boxes', name: expect.name, boxes: expect.objects.map(box) }
  if (expect.kind !== 'all') return expect
  return { kind: 'all', objects: expect.objects.map((n) => ({ name: scene.objects[n]?.name ?? '', box: box(n) })) }
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Math.round(value * 1000) / 1000)
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      split: { type: 'string', default: 'heldout' },
      questions: { type: 'string', default: '6' },
      styles: { type: 'string' },
    },
  })
  if (values.out === undefined) throw new Error('--out wants a folder')
  if (values.split !== 'train' && values.split !== 'heldout') throw new Error('--split is train or heldout')
  const written = writeScenes({
    out: values.out,
    count: Number(values.count),
    seed: Number(values.seed),
    split: values.split,
    questions: Number(values.questions),
    ...(values.styles === undefined ? {} : { styles: values.styles.split(',') }),
  })
  console.log(`${written.scenes} scenes, ${written.requests} requests in ${values.out}`)
}
