import * as v from 'valibot'
import { shikra } from '../../shared/dialects/shikra.ts'
import type { Region, Shape } from '../../shared/dialogue/region.ts'
import type { Part, Run, Turn } from '../../shared/dialogue/turn.ts'
import type { Document } from '../../shared/document/document.ts'
import { DialogueId, ImageId, RegionId, TurnId } from '../../shared/ids.ts'
import type { Painted, PaintedPicture } from './painted-pictures.ts'

function boxOf([x1, y1, x2, y2]: Painted): Shape & { kind: 'box' } {
  return { kind: 'box', x1, y1, x2, y2 }
}

const run: Run = {
  modelId: 'deixis-1',
  modelHash: '',
  dialect: 'shikra',
  prompt: '',
  rawAnswer: '',
  provider: 'cpu',
  constrained: true,
  temperature: 0,
  seed: 0,
  finishReason: 'stop',
  tokens: 0,
  cachedTokens: 0,
  firstTokenMs: 0,
  tokensPerSecond: 0,
  appVersion: '0',
}

type Draft = Omit<Turn, 'id' | 'dialogueId' | 'order' | 'createdAt'>

function human(role: Turn['role'], parts: Part[]): Draft {
  return { role, parts, origin: 'human', review: 'reviewed' }
}

function text(words: string): Part {
  return { kind: 'text', text: words }
}

/** For each picture: where the red box is; what the blue one is and where the red; a model's answer about the blue, dragged right. */
export function paintedDocument(pictures: readonly PaintedPicture[]): Document {
  const images: Record<string, Document['images'][string]> = {}
  const regions: Record<string, Region> = {}
  const dialogues: Record<string, Document['dialogues'][string]> = {}
  const turns: Record<string, Turn> = {}
  for (const [index, picture] of pictures.entries()) {
    const { path, width, height } = picture
    const imageId = v.parse(ImageId, `i${index}`)
    images[imageId] = { id: imageId, path, width, height, bytes: 0, modifiedAt: 0 }
    const base = { imageId, createdAt: 0 }
    const red = v.parse(RegionId, `i${index}red`)
    const blue = v.parse(RegionId, `i${index}blue`)
    const moved = v.parse(RegionId, `i${index}moved`)
    const said = v.parse(TurnId, `i${index}d2t1`)
    const predicted = { kind: 'box', x1: width * 0.25, y1: height * 0.25, x2: width * 0.5, y2: height * 0.5 } as const
    regions[red] = { ...base, id: red, number: 1, shape: boxOf(picture.red), label: 'red', origin: 'human' }
    regions[blue] = { ...base, id: blue, number: 2, shape: boxOf(picture.blue), label: 'blue', origin: 'human' }
    const proposal = { turnId: said, predicted, judgement: 'corrected' } as const
    const shape = boxOf(picture.blue)
    regions[moved] = { ...base, id: moved, number: 3, shape, label: 'blue', origin: 'model', proposal }
    const mention = (id: Region['id'], phrase?: string): Part => ({
      kind: 'mention',
      regionIds: [id],
      ...(phrase === undefined ? {} : { phrase }),
    })
    const spoken = shikra.encode([predicted], { width, height })
    const rawAnswer = spoken.ok ? `The blue box ${spoken.value}.` : ''
    const rounds: Draft[][] = [
      [
        human('user', [text('Where is the red box?')]),
        human('assistant', [text('The red box'), mention(red, 'red box'), text('.')]),
      ],
      [
        human('user', [text('What is the blue box'), mention(blue, 'blue box'), text(' made of?')]),
        human('assistant', [text('Paint.')]),
        human('user', [text('And the red one?')]),
        human('assistant', [text('Here: the red box'), mention(red, 'red box'), text('.')]),
      ],
      [
        human('user', [text('Where is the blue box?')]),
        {
          role: 'assistant',
          parts: [text('The blue box '), mention(moved), text('.')],
          origin: 'model',
          review: 'reviewed',
          run: { ...run, rawAnswer },
        },
      ],
    ]
    for (const [at, drafts] of rounds.entries()) {
      const id = v.parse(DialogueId, `i${index}d${at}`)
      dialogues[id] = { id, imageIds: [imageId], title: '', kind: 'qa', createdAt: index * 10 + at }
      for (const [order, draft] of drafts.entries()) {
        const turnId = v.parse(TurnId, `${id}t${order}`)
        turns[turnId] = { ...draft, id: turnId, dialogueId: id, order, createdAt: order }
      }
    }
  }
  return { images, regions, dialogues, turns, marks: {}, settings: {} }
}
