import { florence2 } from '../../dialects/florence2.ts'
import { shapeBounds } from '../../dialects/mention.ts'
import type { Region, Shape } from '../../dialogue/region.ts'
import type { Turn } from '../../dialogue/turn.ts'
import { asText } from '../import/json-field.ts'
import { type PicturedTurn, plainText } from './pictured-turn.ts'
import { readPairRow } from './prefix-suffix-read.ts'
import { roundsAlone } from './rounds.ts'
import { type RowInput, trainerFormat } from './trainer-format.ts'

const file = 'florence2.jsonl'

function regionsOf(turn: Turn, input: RowInput): { regions: Region[]; phrase: string }[] {
  return turn.parts.flatMap((part) => {
    if (part.kind !== 'mention') return []
    const regions = part.regionIds.flatMap((id) => input.source.regions[id] ?? [])
    return [{ regions, phrase: part.phrase?.trim() || (regions[0]?.label ?? '') }]
  })
}

function wordsOf(turn: Turn): string {
  return turn.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
}

function asTurn(role: Turn['role'], text: string): PicturedTurn {
  return { role, pieces: [{ kind: 'text', text }] }
}

function boxed(shape: Shape): Shape {
  if (shape.kind !== 'polygon') return shape
  const around = shapeBounds(shape)
  return around === null ? shape : { kind: 'box', ...around }
}

/** True where more words stand in front of a place than the phrase: upstream takes all since the last place for it. */
function widensPhrase(turn: Turn): boolean {
  let before = ''
  return turn.parts.some((part) => {
    if (part.kind === 'text') before += part.text
    if (part.kind !== 'mention') return false
    const isWider = part.phrase !== undefined && before.trim() !== part.phrase.trim()
    before = ''
    return isWider
  })
}

/**
 * A round under the task token that it is an example of; null where it is none. Upstream takes all text since the last token for the
 * phrase of a box, so that a grounded caption's answer is phrases and boxes alone, its sentence the input.
 */
function taskOf(question: Turn, answer: Turn, input: RowInput): { prefix: string; suffix: string } | null {
  const [image] = input.images
  if (image === undefined) return null
  const asked = regionsOf(question, input)
  const said = regionsOf(answer, input)
  const tokens = (regions: readonly Region[], phrase: string): string | null => {
    const shapes = regions.map((region) => boxed(region.shape))
    const written = florence2.encode(shapes, image, { role: 'assistant', phrase })
    return written.ok ? written.value : null
  }
  const [only] = asked
  if (said.length === 0 && asked.length === 1 && only?.regions.length === 1) {
    const place = tokens(only.regions, '')
    return place === null ? null : { prefix: `<REGION_TO_DESCRIPTION>${place}`, suffix: wordsOf(answer) }
  }
  if (input.source.dialogue.kind !== 'caption' || asked.length > 0) return null
  if (said.length === 0) return { prefix: '<CAPTION>', suffix: wordsOf(answer) }
  if (said.some((one) => one.phrase === '')) return null
  const written = said.map((one) => tokens(one.regions, one.phrase))
  if (written.includes(null)) return null
  return { prefix: `<CAPTION_TO_PHRASE_GROUNDING>${wordsOf(answer)}`, suffix: written.join('') }
}

/**
 * Florence-2's lines: a task token where a round is an example of one, else the question as it stands, which upstream passes on
 * unchanged. There is no official file; this is the common one. Source: dialects page, section 5.
 */
export const florence2Jsonl = trainerFormat({
  id: 'florence2-jsonl',
  dialects: [florence2],
  files: [{ name: file, about: 'Lines of image, prefix and suffix', layout: { kind: 'lines' } }],
  marks: /<image>/,
  severalImages: false,
  loss: true,
  dialogue: false,
  pictures: 'named',
  write(input) {
    return roundsAlone(input, 'Florence-2').map(({ at, question, answer }) => {
      const [asked, said] = [input.source.turns[at], input.source.turns[at + 1]]
      const task = asked === undefined || said === undefined ? null : taskOf(asked, said, input)
      const row = task ?? { prefix: plainText(question), suffix: plainText(answer) }
      if (task !== null && asked !== undefined && wordsOf(asked).trim() !== '') {
        const message = `The words of the question become ${/^<\w+>/.exec(task.prefix)?.[0] ?? 'a task token'}.`
        input.note('loss', 'question-replaced', message, asked.id)
      }
      if (task === null && [asked, said].some((turn) => turn !== undefined && widensPhrase(turn))) {
        const message = 'Florence-2 takes all words since the last place for the phrase of a mention.'
        input.note('loss', 'phrase-lost', message, said?.id)
      }
      const turns = [asTurn('user', row.prefix), asTurn('assistant', row.suffix)]
      return { file, row: { image: input.files[0], ...row }, turns }
    })
  },
  reader: {
    layout: { kind: 'lines' },
    read(row) {
      const [token = '', task] = /^<([A-Z]+(?:_[A-Z]+)*)>/.exec(asText(row.prefix)) ?? []
      const reading = readPairRow(token === '' ? row : { ...row, prefix: asText(row.prefix).slice(token.length) }, {
        question: 'prefix',
        answer: 'suffix',
      })
      if (reading.dialogue === null || task === undefined || task === 'REGION_TO_DESCRIPTION') return reading
      if (task === 'CAPTION') return { ...reading, dialogue: { ...reading.dialogue, kind: 'caption' } }
      const message = `The task ${token} is not kept; what follows it is the question.`
      return { ...reading, notes: [{ severity: 'loss', code: 'task-lost', message }] }
    },
  },
})
