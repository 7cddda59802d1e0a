import type { ExportOptions } from '../../api/dataset.ts'
import type { ImageRecord } from '../../dialogue/image.ts'
import type { Region } from '../../dialogue/region.ts'
import type { Document } from '../../document/document.ts'
import { regionsMentioned } from '../audit.ts'
import type { FileNames, Format, WrittenLine } from '../format.ts'
import { type DeixisRecord, parseRecord, writeRecord } from '../record.ts'
import { type DialogueSource, sortedRegions } from '../source.ts'

const file = 'deixis.jsonl'

function lineOf(record: DeixisRecord, image: ImageRecord): WrittenLine {
  const text = writeRecord(record)
  const read = parseRecord(text)
  if (!read.ok) throw new Error(`a record does not read back: ${read.error}`)
  const shapes = read.value.regions.filter((region) => region.imageId === image.id).map((region) => region.shape)
  return { file, text, image, shapes }
}

/** The regions that a dialogue's record carries: those it mentions and those its turns proposed. */
export function regionsCarried(source: DialogueSource): Region[] {
  const proposed = source.turns.flatMap((turn) => source.index.ofTurn.get(turn.id) ?? [])
  return sortedRegions([...new Set([...regionsMentioned(source.turns, source.regions), ...proposed])])
}

/** Deixis' own JSONL: one dialogue a line, then the regions that no dialogue carries, one picture a line. Nothing is lost. */
export const deixisJsonl: Format = {
  id: 'deixis-jsonl',
  dialect: null,
  frame: 'Pixels of the upright picture (EXIF orientation applied), floats, origin top left; boxes by their corners',
  files: { [file]: 'One dialogue a line, then one picture a line with the regions that no dialogue carries' },
  write(source, fileOf) {
    const [image] = source.images
    if (image === undefined) return { lines: [], report: [] }
    const record: DeixisRecord = {
      deixis: 1,
      kind: 'dialogue',
      dialogue: source.dialogue,
      images: source.images.map((one) => ({ ...one, file: fileOf(one) })),
      regions: regionsCarried(source),
      turns: [...source.turns],
    }
    return { lines: [lineOf(record, image)], report: [] }
  },
}

function isKept(region: Region, options: ExportOptions): boolean {
  const judgement = region.proposal?.judgement
  if (judgement === 'open') return options.openProposals && !options.reviewedOnly
  return judgement !== 'rejected' || !options.reviewedOnly
}

/** The lines for regions that no dialogue line carries, by picture path. */
export function* looseRegionLines(
  document: Document,
  carried: ReadonlySet<string>,
  options: ExportOptions,
  fileOf: FileNames,
): Generator<WrittenLine> {
  const byImage = new Map<string, Region[]>()
  for (const region of Object.values(document.regions)) {
    if (carried.has(region.id) || !isKept(region, options)) continue
    const list = byImage.get(region.imageId)
    if (list === undefined) byImage.set(region.imageId, [region])
    else list.push(region)
  }
  const images = [...byImage.keys()].flatMap((id) => document.images[id] ?? [])
  images.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  for (const image of images) {
    const regions = sortedRegions(byImage.get(image.id) ?? [])
    yield lineOf({ deixis: 1, kind: 'image', image: { ...image, file: fileOf(image) }, regions }, image)
  }
}
