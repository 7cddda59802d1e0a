import type { ReportLine } from '../../api/dataset.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Region } from '../../dialogue/region.ts'
import { fileStem } from '../file-stem.ts'
import type { Format, WriteContext, WriteSession, Written, WrittenLine } from '../format.ts'
import { asRecord, parseJson } from '../import/json-field.ts'
import { importXAnyLabeling } from '../import/x-anylabeling.ts'
import { reportOn } from '../report.ts'
import { type DialogueSource, isKept, sortedRegions } from '../source.ts'
import { openJsonFileReader } from './json-file-reader.ts'
import { imagePath } from './label-me.ts'
import { plainText, regionLosses } from './plain-words.ts'
import { type XAnyLabelingFile, xAnyLabelingText } from './x-anylabeling-file.ts'
import { vqaKeysIn } from './x-anylabeling-vqa.ts'

function vqaNames(json: unknown): string[] {
  return Object.keys(asRecord(asRecord(json)?.vqaData) ?? {})
}

/** What a picture's file gathers until everything is known. */
type Gathered = {
  readonly image: ImageFile
  readonly regions: Map<string, Region>
  chat: XAnyLabelingFile['chat'] | null
  vqa: XAnyLabelingFile['vqa']
}

type Taken = 'chat' | 'vqa' | null

/** Where a dialogue goes: a lone question of a table to the picture's question and answer, anything else to its chat. */
function placeOf({ dialogue, turns }: DialogueSource, into: Gathered): Taken {
  const isPair = turns.length === 2 && turns[0]?.role === 'user' && turns[1]?.role === 'assistant'
  if (isPair && dialogue.kind === 'qa' && into.vqa === null) return 'vqa'
  if (into.chat === null) return 'chat'
  return isPair && into.vqa === null ? 'vqa' : null
}

function write({ fileOf, labels, options }: WriteContext): WriteSession {
  const pictures = new Map<string, Gathered>()

  /** The picture's file, or the error that another picture has its name. */
  function gather(image: ImageFile): Gathered | ReportLine {
    const found = pictures.get(image.id)
    if (found !== undefined) return found
    const stem = fileStem(image.path)
    if (!labels.claim(`images/${stem}.json`)) {
      const message = `Another picture is called ${stem} too: X-AnyLabeling keeps one file for that name.`
      return { severity: 'error', code: 'name-twice', message, imageId: image.id }
    }
    const made: Gathered = { image, regions: new Map(), chat: null, vqa: null }
    pictures.set(image.id, made)
    return made
  }

  function add(source: DialogueSource): Written {
    const [image] = source.images
    if (image === undefined) return { lines: [], report: [] }
    const into = gather(image)
    if ('severity' in into) return { lines: [], report: [into] }
    const report: ReportLine[] = []
    // The file is about the whole picture: its regions as they are, whatever the dialogue mentions of them.
    for (const region of source.index.ofImage.get(image.id) ?? []) {
      if (isKept(region, options, false)) into.regions.set(region.id, region)
    }
    const typed = source.turns.find((turn) => plainText(turn).includes('<image>'))
    const place = placeOf(source, into)
    if (source.turns.some((turn) => plainText(turn) === '')) {
      const message = 'The dialogue is left out: a turn of it has no words besides its regions.'
      return { lines: [], report: [reportOn(source, 'loss', 'no-text', message)] }
    }
    if (place === null) {
      const message = 'X-AnyLabeling has one chat and one question for a picture: a further dialogue is left out.'
      report.push(reportOn(source, 'loss', 'dialogue-left-out', message))
    } else if (typed !== undefined) {
      const message = '“<image>” stands in a text as words, and X-AnyLabeling would take it for the picture.'
      report.push(reportOn(source, 'error', 'placeholder', message, typed.id))
    } else {
      report.push(...regionLosses(source, 'The text of X-AnyLabeling'))
      const said = source.turns.map((turn) => ({ role: turn.role, content: plainText(turn) }))
      if (place === 'chat') into.chat = said
      else into.vqa = { question: said[0]?.content ?? '', answer: said[1]?.content ?? '' }
    }
    return { lines: [], report }
  }

  function lineOf({ image, regions: gathered, chat, vqa }: Gathered): WrittenLine {
    const regions = sortedRegions([...gathered.values()])
    const { width, height } = image
    const stem = fileStem(image.path)
    const path = imagePath(fileOf(image), stem, options)
    const text = xAnyLabelingText({ imagePath: path, width, height, regions, chat: chat ?? [], vqa })
    return { file: `images/${stem}.json`, text, image, shapes: () => regions.map(({ shape }) => shape) }
  }

  return {
    writeDialogue: add,
    writePicture({ image, regions }) {
      const into = gather(image)
      if ('severity' in into) return { lines: [], report: [into] }
      for (const region of regions) into.regions.set(region.id, region)
      return { lines: [], report: [] }
    },
    end: () => [...pictures.values()].map(lineOf),
  }
}

/** X-AnyLabeling's files, one for each picture: shapes, the chat, and the question and answer of its table. */
export const xAnyLabeling: Format = {
  id: 'x-anylabeling',
  takes: 'both',
  dialects: [],
  frame: () => 'Pixels of the upright picture, floats; no coordinates in the texts',
  files: [{ name: 'images/*.json', about: 'One file for each picture, beside it', layout: { kind: 'whole' } }],
  can: { points: true, boxes: true, polygons: true, dialogue: true, severalImages: false, loss: false },
  pictures: 'beside',
  lossless: false,
  stateless: false,
  splitFile: (file, split) => file.replace(/^images\//, `${split}/`),
  pictureFolder: () => 'images',
  open: write,
  reader: {
    layout: { kind: 'whole', first: [], files: ['*.json'] },
    stateless: true,
    pairNames: ({ text }) => vqaNames(parseJson(text.replace(/^\ufeff/, ''))),
    open: (context) =>
      openJsonFileReader((json) => importXAnyLabeling(json, context.pair ?? vqaKeysIn(vqaNames(json))), context),
  },
}
