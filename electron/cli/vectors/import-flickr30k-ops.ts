import * as v from 'valibot'
import { readFlickrBoxes } from '../../../shared/dataset/import/flickr-boxes.ts'
import { readFlickrSentences } from '../../../shared/dataset/import/flickr-sentences.ts'
import { createImportLog } from '../../../shared/dataset/import/import-log.ts'
import { type Check, field, type OpCase } from './case.ts'
import { caseXml } from './case-xml.ts'
import { fieldChecks, type OpTable } from './op-fields.ts'

function sentences(vector: OpCase): Check[] {
  const read = readFlickrSentences(field(vector, 'input_text', v.string()), createImportLog())
  return fieldChecks(vector, {
    expected: () =>
      read.map(({ sentence, phrases }) => ({
        sentence,
        phrases: phrases.map(({ firstWord, phrase, chain, types }) => ({
          first_word_index: firstWord,
          phrase,
          phrase_id: chain,
          phrase_type: types,
        })),
      })),
  })
}

function boxes(vector: OpCase): Check[] {
  const { boxes: read, scene, nobox, width, height, depth } = readFlickrBoxes(caseXml(vector), createImportLog())
  const byChain: Record<string, (readonly number[])[]> = {}
  for (const { chains, pixels } of read) {
    for (const chain of chains) byChain[chain] = [...(byChain[chain] ?? []), pixels]
  }
  return fieldChecks(vector, { expected: () => ({ boxes: byChain, scene, nobox, width, height, depth }) })
}

/** How each operation of `import-flickr30k.json` is run. */
export const importFlickr30kOps: OpTable = { sentences, boxes }
