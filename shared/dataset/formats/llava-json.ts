import { llava15, llava16 } from '../../dialects/llava.ts'
import { readChatRow } from './chat-rows.ts'
import { llavaMarks, writeLlavaRow } from './llava-row.ts'
import { hasPictureInside, plainText } from './pictured-turn.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'llava.json'
/** Where LLaVA's v1 trainer splits the prompt: inside a turn they make it drop the loss of the whole sample. */
const splitters = /<\/s>| ASSISTANT: /

/** LLaVA's fine-tuning JSON, in any dialect. One picture; all answers are learnt. Source: haotian-liu/LLaVA @ c121f04. */
export const llavaJson = trainerFormat({
  id: 'llava-json',
  dialects: textDialects(llava15, llava16),
  files: [
    {
      name: file,
      about: 'JSON list for --data_path of LLaVA; names are under --image_folder',
      layout: { kind: 'list' },
    },
  ],
  marks: llavaMarks,
  severalImages: false,
  loss: false,
  pictures: 'named',
  consumer: { orientation: 'ignored', pads: true },
  cutTokens: 2048,
  write({ source, turns, files, note }) {
    for (const [index, turn] of turns.entries()) {
      const { id } = source.turns[index] ?? {}
      const splitter = splitters.exec(plainText(turn))?.[0]
      if (splitter !== undefined) {
        const message = `“${splitter}” inside a turn makes the trainer ignore the whole sample.`
        note('error', 'role-marker', message, id)
      }
      if (hasPictureInside(turn)) {
        note('loss', 'image-moved', 'LLaVA moves the picture from inside the question to its front.', id)
      }
    }
    return [{ file, row: writeLlavaRow(source.dialogue.id, files, turns), turns }]
  },
  reader: {
    layout: { kind: 'list' },
    read: (row) =>
      readChatRow(row, {
        messages: ['conversations'],
        images: ['image'],
        missing: 'error',
        after: '\n',
        isSingle: true,
      }),
  },
})
