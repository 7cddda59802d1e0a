import type { ExportOptions } from '../api/dataset.ts'
import type { Region } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import type { DeixisRecord } from './record.ts'
import { byOrder, type DialogueSource, keepTurns, type PictureSource, pictureSource, regionAs } from './source.ts'

type DialogueRecord = Extract<DeixisRecord, { kind: 'dialogue' }>
type ImageLine = Extract<DeixisRecord, { kind: 'image' }>

/** The dialogue of one record as it goes into an export. Regions that the record does not hold are gone. */
export function sourceOfDialogue(
  record: DialogueRecord,
  options: ExportOptions,
  keepsRejected: boolean,
): DialogueSource {
  const regions: Record<string, Region> = {}
  const ofImage = new Map<string, Region[]>()
  const ofTurn = new Map<string, Region[]>()
  const put = (map: Map<string, Region[]>, id: string, region: Region): void => {
    const list = map.get(id)
    if (list === undefined) map.set(id, [region])
    else list.push(region)
  }
  let asksForReasons = options.reviewedOnly
  for (const given of record.regions) {
    const region = regionAs(given, options)
    regions[region.id] = region
    put(ofImage, region.imageId, region)
    if (region.proposal === undefined) continue
    asksForReasons = true
    put(ofTurn, region.proposal.turnId, region)
  }
  const { dialogue, images } = record
  let turns: readonly Turn[] = record.turns
  for (const [at, turn] of turns.entries()) {
    if (turn.review === 'rejected') asksForReasons = true
    const before = turns[at - 1]
    if (before !== undefined && byOrder(before, turn) > 0) {
      turns = [...record.turns].sort(byOrder)
      asksForReasons = true
      break
    }
  }
  const index = { ofImage, ofTurn }
  if (!asksForReasons) return { dialogue, images, turns, regions, index, report: [] }
  const { kept, report } = keepTurns(dialogue, turns, regions, options, keepsRejected)
  return { dialogue, images, turns: kept, regions, index, report }
}

/** The picture of one record, with the regions that the options keep. */
export function sourceOfPicture(record: ImageLine, options: ExportOptions, keepsRejected: boolean): PictureSource {
  return pictureSource(record.image, record.regions, options, keepsRejected)
}
