import type { Size } from '../geometry/spaces.ts'
import { err, ok, type Result } from '../result.ts'
import { florencePixel } from './florence2.ts'

type Task = {
  readonly sentence: string
  readonly answer: 'text' | 'boxes' | 'phrases' | 'quads' | 'polygons' | 'either'
}

/** What each task token asks the encoder, `{input}` standing for the words or tokens behind it, and how the answer is read. */
const florenceTasks: Readonly<Record<string, Task>> = {
  '<CAPTION>': { sentence: 'What does the image describe?', answer: 'text' },
  '<DETAILED_CAPTION>': { sentence: 'Describe in detail what is shown in the image.', answer: 'text' },
  '<MORE_DETAILED_CAPTION>': { sentence: 'Describe with a paragraph what is shown in the image.', answer: 'text' },
  '<OCR>': { sentence: 'What is the text in the image?', answer: 'text' },
  '<OCR_WITH_REGION>': { sentence: 'What is the text in the image, with regions?', answer: 'quads' },
  '<OD>': { sentence: 'Locate the objects with category name in the image.', answer: 'boxes' },
  '<DENSE_REGION_CAPTION>': { sentence: 'Locate the objects in the image, with their descriptions.', answer: 'boxes' },
  '<REGION_PROPOSAL>': { sentence: 'Locate the region proposals in the image.', answer: 'boxes' },
  '<CAPTION_TO_PHRASE_GROUNDING>': { sentence: 'Locate the phrases in the caption: {input}', answer: 'phrases' },
  '<REFERRING_EXPRESSION_SEGMENTATION>': { sentence: 'Locate {input} in the image with mask', answer: 'polygons' },
  '<REGION_TO_SEGMENTATION>': { sentence: 'What is the polygon mask of region {input}', answer: 'polygons' },
  '<OPEN_VOCABULARY_DETECTION>': { sentence: 'Locate {input} in the image.', answer: 'either' },
  '<REGION_TO_CATEGORY>': { sentence: 'What is the region {input}?', answer: 'text' },
  '<REGION_TO_DESCRIPTION>': { sentence: 'What does the region {input} describe?', answer: 'text' },
  '<REGION_TO_OCR>': { sentence: 'What text is in the region {input}?', answer: 'text' },
}

/** The sentence the model is really given. A token that takes no input must be the whole prompt; other texts go in unchanged. */
export function florencePrompt(text: string): Result<string, string> {
  for (const [token, { sentence }] of Object.entries(florenceTasks)) {
    if (!text.includes(token)) continue
    if (sentence.includes('{input}')) return ok(sentence.replace('{input}', () => text.replaceAll(token, '')))
    return text === token ? ok(sentence) : err('a task token without input must be the whole prompt')
  }
  return ok(text)
}

/** Which processor reads: the original gives floats, the one of transformers cuts them to whole pixels. */
export type FlorenceReader = 'float' | 'int'

/** Words that name nothing to find: pronouns and the fillers that the reference lists. */
const unnamed = new Set(
  (
    'i me mine you your yours he him his she her hers it its we us our ours they them their theirs one this that these those ' +
    'who whom whose which what all another any both each either neither some many several others none lots'
  ).split(' '),
)
const unnamedPhrases = new Set(['the image', 'image', 'a group', 'other objects', 'a set', 'a lot'])
const part = '(?:<loc_\\d+>|<sep>|</?poly>)'

function bare(text: string): string {
  return text.replace(/<\/?s>|<pad>/g, '')
}

function pixels(tokens: string, size: Size, reader: FlorenceReader): number[] {
  return [...tokens.matchAll(/<loc_(\d+)>/g)].map((match, index) => {
    const value = florencePixel(Number(match[1]), index % 2 === 0 ? size.width : size.height)
    return reader === 'int' ? Math.trunc(value) : value
  })
}

function ascii(text: string): string {
  return [...text].filter((char) => char.charCodeAt(0) < 128).join('')
}

function label(text: string): string {
  return ascii((/^([^<]*)/.exec(text)?.[1] ?? '').trim())
}

function boxes(text: string, size: Size, reader: FlorenceReader, allowsEmpty: boolean) {
  const form = allowsEmpty ? /[^<]*(?:<loc_\d+>){4,}/g : /[^<]+(?:<loc_\d+>){4,}/g
  return [...bare(text).matchAll(form)].flatMap(([phrase]) => {
    const numbers = pixels(phrase, size, reader)
    return Array.from({ length: Math.floor(numbers.length / 4) }, (_, i) => ({
      box: numbers.slice(4 * i, 4 * i + 4),
      label: label(phrase),
    }))
  })
}

function polygons(text: string, size: Size, reader: FlorenceReader, allowsEmpty: boolean) {
  const form = new RegExp(`[^<]${allowsEmpty ? '*' : '+'}${part}{4,}`, 'g')
  return [...bare(text).matchAll(form)].flatMap(([phrase]) => {
    const marked = [...phrase.matchAll(/<poly>(.*?)<\/poly>/g)].map((match) => match[1] ?? '')
    const instances = marked.length > 0 ? marked : [phrase]
    return instances.map((instance) => ({
      label: label(phrase),
      polygons: instance
        .split('<sep>')
        .map((tokens) => pixels(tokens, size, reader))
        .filter((numbers) => numbers.length > 0)
        .map((numbers) => numbers.slice(0, numbers.length - (numbers.length % 2))),
    }))
  })
}

function quads(text: string, size: Size, reader: FlorenceReader) {
  // The original processor leaves the end mark in front of the first label.
  const cleaned = reader === 'int' ? bare(text) : text.replaceAll('<s>', '')
  return [...cleaned.matchAll(/(.+?)((?:<loc_\d+>){8})/g)].map((match) => ({
    quad: pixels(match[2] ?? '', size, reader),
    label: (match[1] ?? '').trim(),
  }))
}

/** The answer of a task as the processors give it; no match gives empty lists. An unknown task's answer is text. */
export function florenceAnswer(task: string, text: string, size: Size, reader: FlorenceReader): unknown {
  switch (florenceTasks[task]?.answer) {
    case 'boxes':
    case 'phrases': {
      const isPhrases = florenceTasks[task]?.answer === 'phrases'
      const found = boxes(text, size, reader, task === '<REGION_PROPOSAL>').filter(
        (one) => !isPhrases || !(unnamed.has(one.label.toLowerCase()) || unnamedPhrases.has(one.label.toLowerCase())),
      )
      return { bboxes: found.map((one) => one.box), labels: found.map((one) => one.label) }
    }
    case 'quads': {
      const found = quads(text, size, reader)
      return { quad_boxes: found.map((one) => one.quad), labels: found.map((one) => one.label) }
    }
    case 'polygons': {
      const found = polygons(text, size, reader, true)
      return { polygons: found.map((one) => one.polygons), labels: found.map((one) => one.label) }
    }
    case 'either': {
      const hasPolygons = text.includes('<poly>')
      const areas = hasPolygons ? polygons(text, size, reader, false) : []
      const found = hasPolygons ? [] : boxes(text, size, reader, false)
      return {
        bboxes: found.map((one) => one.box),
        bboxes_labels: found.map((one) => one.label),
        polygons: areas.map((one) => one.polygons),
        polygons_labels: areas.map((one) => one.label),
      }
    }
    default:
      return bare(text).trim()
  }
}
