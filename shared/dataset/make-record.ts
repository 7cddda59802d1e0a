import type { ReportLine } from '../api/dataset.ts'
import type { Dialogue } from '../dialogue/dialogue.ts'
import type { ImageFile } from '../dialogue/image.ts'
import type { Region, Shape } from '../dialogue/region.ts'
import type { Alternative, Part, Turn } from '../dialogue/turn.ts'
import type { DialogueId, RegionId, TurnId } from '../ids.ts'
import { assertNever } from '../result.ts'
import type { ImportedRegion, ImportedShape } from './import/imported.ts'
import { shapeBox } from './import/shape-box.ts'
import { isInsidePicture } from './inside-picture.ts'
import type { ClaimedSize, Place, Read, ReadContext } from './reader.ts'
import { type DeixisRecord, recordImage } from './record.ts'

/** A picture as a foreign file names it; sizes as the file claims them, null when it does not say. */
export type DraftImage = { readonly file: string; readonly width: number | null; readonly height: number | null }

/** A region on the picture with this place in the draft's list. */
export type DraftRegion = Pick<ImportedRegion, 'shape' | 'label'> & { readonly image: number }

/** Numbers are places in the draft's lists. */
export type DraftPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly regions: readonly number[]; readonly phrase?: string }
  | { readonly kind: 'image'; readonly image: number }

export type DraftTurn = {
  readonly role: 'user' | 'assistant'
  readonly parts: readonly DraftPart[]
  /** What a loss flag says; it becomes the turn's review. */
  readonly isTaught?: boolean
  /** Answers in its place that are rejected; they become its alternatives, and regions that only they mention stay with them. */
  readonly rejected?: readonly (readonly DraftPart[])[]
}

/** A dialogue as read from a foreign file, or only regions when it has no turns. */
export type Draft = {
  readonly images: readonly DraftImage[]
  readonly regions: readonly DraftRegion[]
  readonly turns: readonly DraftTurn[]
  readonly kind?: Dialogue['kind']
  /** The file's own id; kept where it can be one of ours. */
  readonly id?: string | null
  /** The shapes are in pixels of the sizes that the file gives, whatever the pictures have. */
  readonly isInClaimedPixels?: boolean
}

const idForm = /^[A-Za-z0-9_-]{1,48}$/

/** A region's shape, and what of the source's shape it does not keep. */
function placeShape(shape: ImportedShape): { shape: Shape; change: string | null } | null {
  switch (shape.kind) {
    case 'point':
      return { shape: { kind: 'point', x: shape.x, y: shape.y }, change: null }
    case 'box': {
      const { x1, y1, x2, y2 } = shape
      if (x1 <= x2 && y1 <= y2) return { shape: { kind: 'box', x1, y1, x2, y2 }, change: null }
      const ordered = { x1: Math.min(x1, x2), y1: Math.min(y1, y2), x2: Math.max(x1, x2), y2: Math.max(y1, y2) }
      return { shape: { kind: 'box', ...ordered }, change: 'corners-swapped' }
    }
    case 'polygon':
    case 'quad': {
      // A line has no inside, and two corners are no ring: what is left of them is their box.
      const isRing = shape.points.length >= 3 && (shape.kind === 'quad' || shape.closed)
      if (!isRing) return boxAround(shape)
      return { shape: { kind: 'polygon', points: shape.points.map(([x, y]) => ({ x, y })) }, change: null }
    }
    case 'circle':
    case 'ellipse':
    case 'mask':
      return boxAround(shape)
    default:
      return assertNever(shape)
  }
}

function boxAround(shape: ImportedShape): ReturnType<typeof placeShape> {
  const around = shapeBox(shape)
  return around === null ? null : { shape: { kind: 'box', ...around }, change: 'outline-lost' }
}

const changes: Readonly<Record<string, string>> = {
  'corners-swapped': 'corners were not in order and have been put so',
  'outline-lost': 'only the box around its outline is kept',
}

type Placed = {
  readonly images: readonly ImageFile[]
  readonly files: readonly string[]
  readonly regions: readonly (Region | null)[]
}

/** Records of drafts. Ids come from the place, so that the same file gives the same records however it is cut. */
export function makeRecords(draft: Draft, place: Place, context: ReadContext, nth = 0): Read {
  const report: ReportLine[] = []
  const note = (severity: ReportLine['severity'], code: string, message: string): void => {
    report.push({ severity, code, message, file: place.file, line: place.line })
  }
  const images: ImageFile[] = []
  const claimed: ClaimedSize[] = []
  for (const one of draft.images) {
    const known = imageRecord(one, context)
    if (known === null) {
      const { assumedSide: side = null } = context
      const assumed = imageRecord({ file: one.file, width: side, height: side }, context)
      const rest = assumed === null ? '' : ': whether its regions lie inside is not checked'
      if (context.looksInFolder === true && !isInsidePicture(one.file)) {
        note('error', 'file-missing', `The picture ${one.file} was not found, and its size is not known.`)
        continue
      }
      note(
        assumed === null ? 'error' : 'warning',
        'size-unknown',
        `The size of the picture ${one.file} is not known${rest}.`,
      )
      if (assumed !== null) images.push(assumed)
      continue
    }
    images.push(known)
    const { file, width, height } = one
    if (width === null || height === null || (width === known.width && height === known.height)) continue
    if (draft.isInClaimedPixels === true && width > 0 && height > 0) claimed.push({ imageId: known.id, width, height })
    const real = `the picture has ${known.width} × ${known.height}`
    note('warning', 'size-differs', `${file}: the file says ${width} × ${height} pixels, ${real}.`)
  }
  const [first] = images
  if (first === undefined || images.length < draft.images.length) {
    if (draft.images.length === 0) note('error', 'no-image', 'The record names no picture.')
    return { records: [], report, unknown: [] }
  }
  const tail = nth === 0 ? '' : `-${nth}`
  const createdAt = place.line * 1000 + nth
  const isDialogue = draft.turns.length > 0
  const given = typeof draft.id === 'string' && idForm.test(draft.id) ? draft.id : null
  const id = isDialogue && given !== null ? given : `${first.id}-${place.line}${tail}`
  const counts = new Map<string, number>()
  const regions = draft.regions.map(({ shape, label, image }, index): Region | null => {
    const placed = placeShape(shape)
    const on = images[image]
    if (placed === null || on === undefined) {
      note('loss', 'no-area', `Region ${index + 1} marks nothing and is left out.`)
      return null
    }
    if (placed.change !== null) {
      const severity = placed.change === 'outline-lost' ? 'loss' : 'warning'
      note(severity, placed.change, `Region ${index + 1}: ${changes[placed.change]}.`)
    }
    const number = (counts.get(on.id) ?? 0) + 1
    counts.set(on.id, number)
    return {
      id: `${id}-r${index}` as RegionId,
      imageId: on.id,
      number,
      shape: placed.shape,
      label,
      origin: 'import',
      createdAt,
    }
  })
  const placed: Placed = { images, files: draft.images.map((one) => one.file), regions }
  const records: DeixisRecord[] = []
  const mentioned = new Set(draft.turns.flatMap((turn) => mentionsOf(turn.parts)))
  const setAside = new Set(draft.turns.flatMap((turn) => (turn.rejected ?? []).flatMap(mentionsOf)))
  if (isDialogue) {
    const turns = makeTurns(draft, id as DialogueId, placed, createdAt, mentioned)
    records.push({
      deixis: 1,
      kind: 'dialogue',
      dialogue: {
        id: id as DialogueId,
        imageIds: [...new Set(images.map((one) => one.id))],
        title: '',
        kind: draft.kind ?? 'qa',
        createdAt,
      },
      images: imagesOnce(placed),
      regions: regions.filter((region, index): region is Region => region !== null && mentioned.has(index)),
      turns,
    })
  }
  for (const image of imagesOnce(placed)) {
    const loose = regions.filter(
      (region, index): region is Region =>
        region !== null && !mentioned.has(index) && !setAside.has(index) && region.imageId === image.id,
    )
    // A picture without regions says that nothing is on it, where no dialogue names it.
    if (loose.length > 0 || !isDialogue) records.push({ deixis: 1, kind: 'image', image, regions: loose })
  }
  return { records, report, unknown: [], ...(claimed.length > 0 ? { claimed } : {}) }
}

function imageRecord(image: DraftImage, context: ReadContext): ImageFile | null {
  const known = context.picture(image.file)
  if (known !== null) return known
  const { file, width, height } = image
  const isSize = Number.isSafeInteger(width) && Number.isSafeInteger(height)
  if (!isSize || width === null || height === null || width < 1 || height < 1) return null
  return { id: context.imageId(file), path: file, width, height, bytes: 0 }
}

function imagesOnce({ images, files }: Placed): (ImageFile & { file: string })[] {
  const once = new Map(images.map((image, index) => [image.id, recordImage(image, files[index] ?? image.path)]))
  return [...once.values()]
}

function mentionsOf(parts: readonly DraftPart[]): number[] {
  return parts.flatMap((part) => (part.kind === 'mention' ? part.regions : []))
}

function makeParts(parts: readonly DraftPart[], placed: Placed): Part[] {
  return parts.flatMap((part): Part[] => {
    switch (part.kind) {
      case 'text':
        return part.text === '' ? [] : [part]
      case 'image': {
        const image = placed.images[part.image]
        return image === undefined ? [] : [{ kind: 'image', imageId: image.id }]
      }
      case 'mention': {
        const regionIds = part.regions.flatMap((index) => placed.regions[index]?.id ?? [])
        if (regionIds.length === 0) return part.phrase === undefined ? [] : [{ kind: 'text', text: part.phrase }]
        return [{ kind: 'mention', regionIds, ...(part.phrase === undefined ? {} : { phrase: part.phrase }) }]
      }
      default:
        return assertNever(part)
    }
  })
}

function makeTurns(
  draft: Draft,
  dialogueId: DialogueId,
  placed: Placed,
  createdAt: number,
  mentioned: ReadonlySet<number>,
): Turn[] {
  return draft.turns.map(({ role, parts, isTaught, rejected = [] }, order): Turn => {
    const id = `${dialogueId}-t${order}` as TurnId
    const alternatives = rejected.map((said): Alternative => {
      const own = [...new Set(mentionsOf(said))].filter((index) => !mentioned.has(index))
      const regions = own.flatMap((index): Region[] => {
        const region = placed.regions[index]
        if (region === undefined || region === null) return []
        return [{ ...region, proposal: { turnId: id, predicted: region.shape, judgement: 'open' } }]
      })
      return { parts: makeParts(said, placed), origin: 'import', review: 'rejected', createdAt, regions }
    })
    return {
      id,
      dialogueId,
      order,
      role,
      parts: makeParts(parts, placed),
      origin: 'import',
      review: isTaught === true ? 'reviewed' : 'open',
      ...(alternatives.length === 0 ? {} : { alternatives }),
      createdAt,
    }
  })
}
