import { qwen2Vl } from '../../dialects/qwen-vl.ts'
import { qwen3Vl } from '../../dialects/qwen3-vl.ts'
import { readChatRow } from './chat-rows.ts'
import { llamaFactoryEntry, llamaFactoryMarks, writeLlamaFactoryRow } from './llama-factory-row.ts'
import { textDialects } from './text-dialects.ts'
import { trainerFormat } from './trainer-format.ts'

const file = 'data.json'
const info = 'dataset_info.json'
/** `image_max_pixels` where nobody sets it. */
const maxPixels = 768 * 768

/**
 * LLaMA-Factory's ShareGPT form with its `dataset_info.json`. Pictures are shrunk before the model's processor, so that only relative
 * dialects survive: pixels of larger pictures are refused. Source: hiyouga/LLaMA-Factory @ ff6d4d1.
 */
export const llamaFactory = trainerFormat({
  id: 'llama-factory',
  dialects: textDialects(qwen3Vl, qwen2Vl),
  files: [
    { name: file, about: 'ShareGPT records in messages form', layout: { kind: 'list' } },
    { name: info, about: 'The data set’s entry, for --dataset_dir', layout: { kind: 'whole' } },
  ],
  marks: llamaFactoryMarks,
  severalImages: true,
  loss: false,
  pictures: 'named',
  consumer: { orientation: 'ignored', maxPixels },
  splitFile: (name, split) => `${split}/${name}`,
  cutTokens: 2048,
  resizes: { below: 32 * 32, above: maxPixels },
  write({ turns, files, images, dialect, note }) {
    if (dialect.id === 'plain-pixels' && images.some(({ width, height }) => width * height > maxPixels)) {
      const message = `A picture has more than ${maxPixels} pixels: set image_max_pixels above it, or its coordinates will be off.`
      note('warning', 'resized-before', message)
    }
    return [{ file, row: writeLlamaFactoryRow(files, turns), turns }]
  },
  end: () => [{ file: info, text: `${JSON.stringify({ deixis: llamaFactoryEntry(file) }, null, 2)}\n` }],
  reader: {
    layout: { kind: 'list' },
    read: (row) =>
      readChatRow(row, {
        messages: ['messages', 'conversations'],
        images: ['images'],
        also: ['system'],
        missing: 'error',
      }),
  },
})
