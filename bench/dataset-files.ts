import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'

/** The same numbers for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const labels = ['cup', 'dog', 'window', 'chair', 'red book', 'traffic light', 'bicycle']
const [width, height] = [640, 480]

async function write(to: WriteStream, text: string): Promise<void> {
  if (!to.write(text)) await once(to, 'drain')
}

function boxOf(random: () => number): { x1: number; y1: number; x2: number; y2: number } {
  const x1 = Math.round(random() * 3000) / 10
  const y1 = Math.round(random() * 2000) / 10
  return { x1, y1, x2: x1 + 20 + Math.round(random() * 300), y2: y1 + 20 + Math.round(random() * 200) }
}

/** Deixis' own JSONL with that many dialogues of four turns and three mentions, 1.6 kB each. */
export async function writeDialogues(path: string, count: number): Promise<void> {
  const to = createWriteStream(path)
  const random = createRandom(7)
  const at = 1_790_000_000_000
  for (let n = 0; n < count; n++) {
    const [dialogueId, imageId] = [`d${n}`, `i${n >> 2}`]
    const regions = [0, 1].map((k) => ({
      id: `r${n}-${k}`,
      imageId,
      number: k + 1,
      shape: { kind: 'box', ...boxOf(random) },
      label: labels[Math.floor(random() * labels.length)] ?? '',
      origin: 'human',
      createdAt: at + n,
    }))
    const turn = (order: number, parts: object[]) => ({
      id: `t${n}-${order}`,
      dialogueId,
      order,
      role: order % 2 === 0 ? 'user' : 'assistant',
      parts,
      origin: 'human',
      review: 'open',
      createdAt: at + n,
    })
    const text = (words: string) => ({ kind: 'text', text: words })
    const mention = (k: number) => ({ kind: 'mention', regionIds: [`r${n}-${k}`] })
    const path = `folder/${n >> 2}.jpg`
    const record = {
      deixis: 1,
      kind: 'dialogue',
      dialogue: { id: dialogueId, imageIds: [imageId], title: '', kind: 'qa', createdAt: at + n },
      images: [{ id: imageId, path, width, height, bytes: 12345, file: path }],
      regions,
      turns: [
        turn(0, [text(`Where is the ${regions[0]?.label} next to the window in picture ${n}?`)]),
        turn(1, [text('It is '), mention(0), text(' beside '), mention(1), text('.')]),
        turn(2, [text('What is in '), mention(1), text('?')]),
        turn(3, [text(`A ${regions[1]?.label}.`)]),
      ],
    }
    await write(to, `${JSON.stringify(record)}\n`)
  }
  to.end()
  await once(to, 'finish')
}

/** A COCO file with that many boxes, ten on each picture. */
export async function writeCoco(path: string, boxes: number): Promise<void> {
  const to = createWriteStream(path)
  const random = createRandom(11)
  const pictures = Math.ceil(boxes / 10)
  await write(to, '{"info":{"description":"generated"},"licenses":[],"images":[')
  for (let n = 0; n < pictures; n++) {
    const image = { id: n + 1, file_name: `${String(n).padStart(8, '0')}.jpg`, width, height }
    await write(to, `${n === 0 ? '' : ','}${JSON.stringify(image)}`)
  }
  await write(to, '],"annotations":[')
  for (let n = 0; n < boxes; n++) {
    const { x1, y1, x2, y2 } = boxOf(random)
    const bbox = [x1, y1, Math.min(x2, width) - x1, Math.min(y2, height) - y1]
    const annotation = {
      id: n + 1,
      image_id: Math.floor(n / 10) + 1,
      category_id: 1 + Math.floor(random() * labels.length),
      bbox,
      area: (bbox[2] ?? 0) * (bbox[3] ?? 0),
      iscrowd: 0,
      segmentation: [],
    }
    await write(to, `${n === 0 ? '' : ','}${JSON.stringify(annotation)}`)
  }
  const categories = labels.map((name, index) => ({ id: index + 1, name, supercategory: '' }))
  await write(to, `],"categories":${JSON.stringify(categories)}}`)
  to.end()
  await once(to, 'finish')
}
