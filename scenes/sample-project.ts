import { shikra } from '../shared/dialects/shikra.ts'
import type { Dialogue } from '../shared/dialogue/dialogue.ts'
import type { Region, Shape } from '../shared/dialogue/region.ts'
import type { Part, Run, Turn } from '../shared/dialogue/turn.ts'
import type { DialogueId, ImageId, RegionId, TurnId } from '../shared/ids.ts'
import { sampleScenes } from './sample-scenes.ts'
import { pixelSize, type SceneSpec } from './scene.ts'
import { instances } from './wording.ts'

/** The sample project's content; images are known by file name until the program gives them their ids. */
export type SampleProject = {
  readonly images: readonly {
    readonly id: string
    readonly path: string
    readonly width: number
    readonly height: number
  }[]
  readonly regions: readonly Region[]
  readonly dialogues: readonly Dialogue[]
  readonly turns: readonly Turn[]
}

/** Long side of the sample pictures in pixels. */
export const sampleLongSide = 640

const madeAt = Date.UTC(2026, 0, 1)

/** Two finished dialogues, and one answer of which a person has corrected the first of two boxes. */
export function sampleProject(): SampleProject {
  const draft = new Draft()
  addMeadow(draft)
  addTable(draft)
  addStreet(draft)
  const images = sampleScenes.map(({ file, scene }) => ({
    id: imageKey(file),
    path: file,
    ...pixelSize(scene, sampleLongSide),
  }))
  return { images, regions: draft.regions, dialogues: draft.dialogues, turns: draft.turns }
}

function addMeadow(draft: Draft): void {
  const dialogue = draft.dialogue('meadow.jpg', 'Who is in the meadow?', 'chat')
  const dog = draft.region('meadow.jpg', 'dog')
  const cat = draft.region('meadow.jpg', 'cat')
  const trees = [draft.region('meadow.jpg', 'tree', 0), draft.region('meadow.jpg', 'tree', 1)]
  draft.turn(dialogue, 'user', ['What is in ', mention([dog]), '?'])
  draft.turn(dialogue, 'assistant', ['A dog.'])
  draft.turn(dialogue, 'user', ['Is the cat left of the dog?'])
  draft.turn(dialogue, 'assistant', ['The cat', mention([cat], 'cat'), ', the dog', mention([dog], 'dog'), ': yes.'])
  draft.turn(dialogue, 'user', ['Where are the trees?'])
  draft.turn(dialogue, 'assistant', ['The trees', mention(trees, 'trees'), '.'])
}

function addTable(draft: Draft): void {
  const dialogue = draft.dialogue('table.jpg', 'Everything on the table', 'caption')
  const named = ['bread', 'cheese', 'mouse', 'banana'].map((name) => [name, draft.region('table.jpg', name)] as const)
  const apples = [draft.region('table.jpg', 'apple', 0), draft.region('table.jpg', 'apple', 1)]
  const [bread, cheese, mouse, banana] = named.map(([name, region]) => mention([region], name))
  if (!bread || !cheese || !mouse || !banana) throw new Error('the table is not as described')
  draft.turn(dialogue, 'user', ['Describe the picture.'])
  draft.turn(dialogue, 'assistant', [
    ...['A bread', bread, ', a cheese', cheese, ' with a mouse', mouse],
    ...[' behind it, two apples', mention(apples, 'apples'), ' and a banana', banana, '.'],
  ])
}

/** The model turn of this dialogue is an example made here, not the answer of a model; its run says so. */
function addStreet(draft: Draft): void {
  const file = 'street.jpg'
  const dialogue = draft.dialogue(file, 'A correction, half done', 'chat')
  draft.turn(dialogue, 'user', ['Is the taxi left of the automobile?'])
  const said = [
    { name: 'taxi', predicted: missed(file, draft.boxOf(file, 'taxi'), 34, -21, 0.8), judgement: 'corrected' as const },
    {
      name: 'automobile',
      predicted: missed(file, draft.boxOf(file, 'automobile'), -16, 12, 1.1),
      judgement: 'open' as const,
    },
  ]
  const text = said.map(({ name, predicted }) => `the ${name}${coordinates(file, predicted)}`).join(', ')
  const rawAnswer = `T${text.slice(1)}: yes.`
  const turnId = draft.nextTurnId()
  const [taxi, automobile] = said.map(({ name, predicted, judgement }) =>
    draft.proposal(file, name, { turnId, predicted, judgement }),
  )
  if (!taxi || !automobile) throw new Error('the street is not as described')
  draft.turn(
    dialogue,
    'assistant',
    ['The taxi', mention([taxi], 'taxi'), ', the automobile', mention([automobile], 'automobile'), ': yes.'],
    exampleRun('Is the taxi left of the automobile?', rawAnswer),
  )
}

function exampleRun(question: string, rawAnswer: string): Run {
  return {
    modelId: 'example-by-hand',
    modelHash: '',
    dialect: shikra.id,
    prompt: `${shikra.template.system}${shikra.template.user.replace('{text}', `<image> ${question}`)}`,
    rawAnswer,
    provider: 'none',
    constrained: false,
    temperature: 0,
    seed: 0,
    finishReason: 'stop',
    tokens: 0,
    cachedTokens: 0,
    firstTokenMs: 0,
    tokensPerSecond: 0,
    appVersion: '0.1.0',
  }
}

/** Collects records and gives them numbers. */
class Draft {
  readonly regions: Region[] = []
  readonly dialogues: Dialogue[] = []
  readonly turns: Turn[] = []

  dialogue(file: string, title: string, kind: Dialogue['kind']): DialogueId {
    const id = `sample-d${this.dialogues.length + 1}` as DialogueId
    this.dialogues.push({ id, imageIds: [imageKey(file)], title, kind, createdAt: madeAt })
    return id
  }

  region(file: string, name: string, nth = 0): RegionId {
    return this.addRegion({ imageId: imageKey(file), shape: this.boxOf(file, name, nth), label: name, origin: 'human' })
  }

  /** A model's region: where it was said to be, or where a person has put it since. */
  proposal(file: string, name: string, proposal: NonNullable<Region['proposal']>): RegionId {
    const shape = proposal.judgement === 'corrected' ? this.boxOf(file, name) : proposal.predicted
    return this.addRegion({ imageId: imageKey(file), shape, label: name, origin: 'model', proposal })
  }

  turn(dialogueId: DialogueId, role: Turn['role'], parts: readonly (string | Part)[], run?: Run): void {
    const order = this.turns.filter((turn) => turn.dialogueId === dialogueId).length + 1
    this.turns.push({
      id: this.nextTurnId(),
      dialogueId,
      order,
      role,
      parts: parts.map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part)),
      origin: run ? 'model' : 'human',
      review: run ? 'open' : 'reviewed',
      createdAt: madeAt + order * 1000,
      ...(run ? { run } : {}),
    })
  }

  nextTurnId(): TurnId {
    return `sample-t${this.turns.length + 1}` as TurnId
  }

  boxOf(file: string, name: string, nth = 0): Shape {
    const scene = sceneOf(file)
    const object = scene.objects[instances(scene, name)[nth] ?? -1]
    if (!object) throw new Error(`no ${name} in ${file}`)
    const [x1, y1, x2, y2] = [object.box.x1, object.box.y1, object.box.x2, object.box.y2].map(
      (value) => Math.round(value * sampleLongSide * 10) / 10,
    ) as [number, number, number, number]
    return { kind: 'box', x1, y1, x2, y2 }
  }

  private addRegion(region: Omit<Region, 'id' | 'number' | 'createdAt'>): RegionId {
    const id = `sample-r${this.regions.length + 1}` as RegionId
    const number = this.regions.filter(({ imageId }) => imageId === region.imageId).length + 1
    this.regions.push({ id, number, createdAt: madeAt, ...region })
    return id
  }
}

function mention(regionIds: RegionId[], phrase?: string): Part {
  return phrase === undefined ? { kind: 'mention', regionIds } : { kind: 'mention', regionIds, phrase }
}

function sceneOf(file: string): SceneSpec {
  const found = sampleScenes.find((sample) => sample.file === file)
  if (!found) throw new Error(`no sample ${file}`)
  return found.scene
}

/** A box as a model might have missed it: shifted in pixels, scaled about its centre, and read from its own text. */
function missed(file: string, shape: Shape, dx: number, dy: number, scale: number): Shape {
  if (shape.kind !== 'box') throw new Error('only boxes are missed')
  const [cx, cy] = [(shape.x1 + shape.x2) / 2 + dx, (shape.y1 + shape.y2) / 2 + dy]
  const [wide, tall] = [((shape.x2 - shape.x1) / 2) * scale, ((shape.y2 - shape.y1) / 2) * scale]
  const text = coordinates(file, { kind: 'box', x1: cx - wide, y1: cy - tall, x2: cx + wide, y2: cy + tall })
  const [span] = shikra.decode(text, pixelSize(sceneOf(file), sampleLongSide))
  const [read] = span?.kind === 'mention' ? span.shapes : []
  if (!read) throw new Error(`cannot read ${text}`)
  return read
}

function coordinates(file: string, shape: Shape): string {
  const written = shikra.encode([shape], pixelSize(sceneOf(file), sampleLongSide))
  if (!written.ok) throw new Error(written.error.message)
  return written.value
}

function imageKey(file: string): ImageId {
  return file.replace(/\..*$/, '') as ImageId
}
