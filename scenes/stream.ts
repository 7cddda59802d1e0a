/** Writes composed scenes to standard output for the training recipe; `README.md` describes the frames. */
import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { composeScene } from './compose.ts'
import { defaultMix, type Mix } from './dialogue.ts'
import { describeScene } from './frame.ts'
import type { SceneSpec, Split } from './scene.ts'
import { drawSquare } from './square.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '192' },
    split: { type: 'string', default: 'train' },
    count: { type: 'string' },
    start: { type: 'string', default: '0' },
    questions: { type: 'string', default: '8' },
    mix: { type: 'string' },
    styles: { type: 'string' },
    crowds: { type: 'string', default: '0' },
    words: { type: 'string' },
    'no-pixels': { type: 'boolean', default: false },
  },
})

const seed = integer('seed', values.seed)
const side = integer('size', values.size)
const start = integer('start', values.start)
const questions = integer('questions', values.questions)
const end = values.count === undefined ? Infinity : start + integer('count', values.count)
const split = readSplit(values.split)
const mix = readMix(values.mix)
const styles = values.styles?.split(',')
const crowds = Number(values.crowds)
const words = readWords(values.words)
if (!(crowds >= 0 && crowds <= 1)) throw new Error(`--crowds wants a share from 0 to 1, not ${values.crowds}`)
const pixels = new Uint8Array(values['no-pixels'] ? 0 : side * side * 3)

for (let index = start; index < end; index++) {
  const scene = composeScene(seed, index, split, { crowds, words, ...(styles && { styles }) })
  const json = Buffer.from(JSON.stringify(describeScene(scene, side, questions, mix)))
  const head = Buffer.alloc(8)
  head.write('DXS1', 'latin1')
  head.writeUInt32LE(json.length, 4)
  if (!values['no-pixels']) drawSquare(scene, side, pixels)
  if (!writeAll(Buffer.concat([head, json, pixels]))) break
}

/** Blocks until the reader has taken the bytes; false once it has gone away. */
function writeAll(bytes: Buffer): boolean {
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EPIPE') return false
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
  return true
}

function integer(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} wants a whole number, not ${text}`)
  return value
}

function readSplit(text: string): Split {
  if (text === 'train' || text === 'heldout') return text
  throw new Error(`--split is train or heldout, not ${text}`)
}

function readWords(text: string | undefined): SceneSpec['words'] {
  if (text === undefined || text === 'many' || text === 'unseen') return text
  throw new Error(`--words is many or unseen, not ${text}`)
}

/** `rec=0.6,reg=0.2,find.absent=0.3,dialogue=0`: what is not named keeps its default. */
function readMix(text: string | undefined): Mix {
  const tasks: Record<string, number> = { ...defaultMix.tasks }
  const find: Record<string, number> = { ...defaultMix.find }
  let { background, dialogue } = defaultMix
  for (const entry of text?.split(',') ?? []) {
    const [name = '', amount = ''] = entry.split('=')
    const weight = Number(amount)
    if (amount === '' || !(weight >= 0)) throw new Error(`--mix: no weight in ${entry}`)
    if (name === 'dialogue') dialogue = weight
    else if (name === 'background') background = weight
    else if (name.startsWith('find.') && name.slice(5) in find) find[name.slice(5)] = weight
    else if (name in tasks) tasks[name] = weight
    else throw new Error(`--mix: no task ${name}`)
  }
  return { tasks: tasks as Mix['tasks'], find: find as Mix['find'], background, dialogue }
}
