import { importCoco } from './coco.ts'
import { createImportLog, type ImportLog } from './import-log.ts'
import type { Imported, ImportedDialogue, ImportedPicture, ImportWarning } from './imported.ts'
import { asId, asList, asRecord, asText } from './json-field.ts'

type Found = { readonly picture: ImportedPicture; readonly dialogues: ImportedDialogue[]; readonly index: number }

/** The first region of every annotation, with its picture. */
function regionsById(pictures: readonly ImportedPicture[], dialogues: Map<ImportedPicture, ImportedDialogue[]>) {
  const found = new Map<string, Found>()
  for (const picture of pictures) {
    const own: ImportedDialogue[] = [...picture.dialogues]
    dialogues.set(picture, own)
    for (const [index, { sourceId }] of picture.regions.entries()) {
      if (sourceId !== undefined && !found.has(sourceId)) found.set(sourceId, { picture, dialogues: own, index })
    }
  }
  return found
}

function readRef(value: unknown, place: string, found: ReadonlyMap<string, Found>, log: ImportLog): void {
  const ref = asRecord(value)
  const sentences = asList(ref?.sentences)
  if (ref === null || sentences === null) {
    log.dropped(place, 'no sentences', 'the entry is no object with a list of sentences')
    return
  }
  const target = found.get(asId(ref.ann_id) ?? '')
  const split = typeof ref.split === 'string' ? { split: ref.split } : {}
  for (const [index, one] of sentences.entries()) {
    const at = `${place}.sentences[${index}]`
    const sentence = asRecord(one)
    const id = asId(sentence?.sent_id)
    const text = asText(sentence?.sent) || asText(sentence?.raw)
    if (target === undefined) {
      log.dropped(at, 'unknown annotation', `there is no annotation ${asId(ref.ann_id) ?? ''} with a box`, id)
      continue
    }
    if (text === '') {
      log.dropped(at, 'no text', 'the sentence has neither “sent” nor “raw”', id)
      continue
    }
    const imageId = asId(ref.image_id)
    if (imageId !== null && imageId !== target.picture.sourceId) {
      log.noted(
        at,
        'other picture',
        `the annotation is on picture ${target.picture.sourceId ?? ''}, not ${imageId}`,
        id,
      )
    }
    const raw = asText(sentence?.raw)
    target.dialogues.push({
      kind: 'qa',
      turns: [
        { role: 'user', parts: [{ kind: 'text', text }] },
        { role: 'assistant', parts: [{ kind: 'mention', regions: [target.index], phrase: text }] },
      ],
      ...(id === null ? {} : { sourceId: id }),
      ...split,
      fields: { ref_id: asId(ref.ref_id), ...(raw === '' || raw === text ? {} : { raw }) },
    })
  }
}

/**
 * Reads references of RefCOCO, RefCOCO+ or RefCOCOg (a dump of `refs(….).p` as JSON) with their `instances.json`, both parsed. Joined by
 * `ann_id`; a reference's own `file_name` is no picture's name and is not used. Each sentence is a question whose answer is the box.
 * Reads anything without throwing.
 */
export function importRefCoco(refs: unknown, instances: unknown): Imported {
  const base = importCoco(instances)
  const log = createImportLog()
  const dialogues = new Map<ImportedPicture, ImportedDialogue[]>()
  const found = regionsById(base.pictures, dialogues)
  const list = asList(refs)
  if (list === null) log.dropped('refs', 'not a list', 'the references are not a list')
  for (const [index, ref] of (list ?? []).entries()) readRef(ref, `refs[${index}]`, found, log)
  const ofInstances = ({ place, ...rest }: ImportWarning): ImportWarning => ({ ...rest, place: `instances ${place}` })
  return {
    pictures: base.pictures.map((picture) => ({ ...picture, dialogues: dialogues.get(picture) ?? [] })),
    warnings: [...base.warnings.map(ofInstances), ...log.warnings],
  }
}
