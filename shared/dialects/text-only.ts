import { err } from '../result.ts'
import type { Dialect, PromptTemplate, SpanParser, TextHazard } from './dialect.ts'
import { emuPicture, emuSystem } from './emu.ts'
import { findHazards, vicunaSystem } from './hazards.ts'
import { checkShapes, noShapes } from './shape-kinds.ts'

/** Everything is text. */
function createParser(): SpanParser {
  let at = 0
  return {
    push(text) {
      if (text === '') return []
      const start = at
      at += text.length
      return [{ kind: 'text', start, end: at, text }]
    },
    pending: () => '',
    end: () => [],
  }
}

type About = Pick<Dialect, 'id' | 'title' | 'source' | 'note'> & {
  readonly images: Dialect['can']['images']
  readonly loss: Dialect['can']['loss']
  readonly marks: RegExp
  readonly roles: RegExp
  readonly braces?: boolean
  readonly template: PromptTemplate
}

/** A system whose text has no coordinates: a dialogue without regions is written, every mention of one is a named loss. */
function createTextOnly(about: About): Dialect {
  const { id, title, source, note, images, loss, marks, roles, braces = false, template } = about
  return {
    id,
    title,
    frame: 'No coordinates: regions cannot be written',
    source,
    ...(note === undefined ? {} : { note }),
    points: false,
    boxes: false,
    can: { asks: noShapes, answers: noShapes, images, loss },
    halfStep: () => ({ x: 0, y: 0 }),
    encode(shapes) {
      const loss = checkShapes(shapes, title, noShapes)
      return err(loss ?? { code: 'empty-mention', message: 'the mention has no region' })
    },
    parser: createParser,
    decode: (text) => createParser().push(text),
    hazards: (text): TextHazard[] => findHazards(text, { placeholders: marks, braces, roles }),
    template,
  }
}

const bare: PromptTemplate = {
  system: '',
  user: '{text}',
  assistant: '{text}',
  image: '<image>',
  imagePlacement: 'front',
}
const vicuna = { system: vicunaSystem, user: 'USER: {text} ASSISTANT:', assistant: ' {text}</s>' }

/** Systems without coordinates, in the order of menus. Their rules beyond the prompt stand in files of their own. */
export const textOnlyDialects: readonly Dialect[] = [
  createTextOnly({
    id: 'dreamllm',
    title: 'DreamLLM',
    source: { paper: '2309.11499', code: 'https://github.com/RunpeiDong/DreamLLM' },
    images: 'several',
    loss: 'answers',
    marks: /<(?:image|dream|im_start|im_patch|im_end|dream_start|dream_end|s|\/s|unk|pad)>/g,
    roles: /\b(?:USER|ASSISTANT):/g,
    template: { ...vicuna, image: '<image>\n' },
  }),
  createTextOnly({
    id: 'openflamingo',
    title: 'OpenFlamingo',
    source: { paper: '2308.01390', code: 'https://github.com/mlfoundations/open_flamingo' },
    note: 'It is asked with worked examples in front of the question; answers are cut at the first comma.',
    images: 'several',
    loss: 'answers',
    marks: /<image>|<\|(?:endofchunk|endoftext)\|>/g,
    roles: /\b(?:Question|Answer|Short answer|Output):/g,
    template: {
      system: '',
      user: 'Question:{text} Short answer:',
      assistant: '{text}<|endofchunk|>\n',
      image: '<image>',
      imagePlacement: 'front',
    },
  }),
  createTextOnly({
    id: 'idefics',
    title: 'IDEFICS',
    source: { paper: '2306.16527', code: 'https://github.com/huggingface/OBELICS' },
    note: 'A part of a prompt that is a web address is fetched as a picture.',
    images: 'several',
    loss: 'all-text',
    marks: /<(?:image|fake_token_around_image|end_of_utterance|s|\/s|unk|pad)>|^\s*https?:\/\/[^\s/]\S*\s*$/g,
    roles: /\b(?:User|Assistant):/g,
    template: {
      system: '<s>',
      user: 'User: {text}<end_of_utterance>\nAssistant:',
      assistant: ' {text}<end_of_utterance>\n',
      image: '<fake_token_around_image><image><fake_token_around_image>',
    },
  }),
  createTextOnly({
    id: 'blip',
    title: 'BLIP',
    source: { paper: '2201.12086', code: 'https://github.com/salesforce/BLIP' },
    note: 'Its processors make text lower case, take signs out and cut it to 50 words.',
    images: 'one',
    loss: 'answers',
    marks: /\[(?:CLS|SEP|PAD|UNK|MASK|DEC|ENC)\]/g,
    roles: /(?!)/g,
    template: bare,
  }),
  createTextOnly({
    id: 'blip-2',
    title: 'BLIP-2',
    source: { paper: '2301.12597', code: 'https://github.com/salesforce/LAVIS' },
    images: 'one',
    loss: 'answers',
    marks: /<(?:s|\/s|pad|unk)>/g,
    roles: /\b(?:Question|Answer|Short answer):/g,
    template: { ...bare, user: 'Question: {text} Answer:', assistant: ' {text}' },
  }),
  createTextOnly({
    id: 'instructblip',
    title: 'InstructBLIP',
    source: { paper: '2305.06500', code: 'https://github.com/salesforce/LAVIS' },
    note: 'Its prompts are filled as templates: braces in a text raise an error or vanish.',
    images: 'one',
    loss: 'answers',
    marks: /<(?:s|\/s|pad|unk)>/g,
    roles: /\b(?:Question|Short answer):/g,
    braces: true,
    template: { ...bare, user: 'Question: {text} Short answer:', assistant: ' {text}' },
  }),
  createTextOnly({
    id: 'clip',
    title: 'CLIP prompts',
    source: { paper: '2103.00020', code: 'https://github.com/openai/CLIP' },
    note: 'Texts are compared with a picture, nothing is answered; a region is asked about by cutting it out.',
    images: 'one',
    loss: 'all-text',
    marks: /<\|(?:startoftext|endoftext)\|>/g,
    roles: /(?!)/g,
    template: { ...bare, user: 'a photo of a {text}.' },
  }),
  createTextOnly({
    id: 'emu',
    title: 'Emu',
    source: { paper: '2307.05222', code: 'https://github.com/baaivision/Emu' },
    images: 'several',
    loss: 'answers',
    marks: /\[\/?(?:IMG|USER|ASSISTANT)\]|<(?:image|s|\/s)>/g,
    roles: /(?!)/g,
    template: {
      system: emuSystem,
      user: ' [USER]: {text} [ASSISTANT]:',
      assistant: ' {text}</s>',
      image: emuPicture,
    },
  }),
  createTextOnly({
    id: 'donut',
    title: 'Donut',
    source: { paper: '2111.15664', code: 'https://github.com/clovaai/donut' },
    note: 'A picture of a document becomes fields; in questions only the question and the answer stand in the text.',
    images: 'one',
    loss: 'answers',
    marks: /<\/?s(?:_[^<>]*)?>|<sep\/>/g,
    roles: /(?!)/g,
    template: {
      ...bare,
      user: '<s_docvqa><s_question>{text}</s_question><s_answer>',
      assistant: '{text}</s_answer></s>',
    },
  }),
  createTextOnly({
    id: 'nougat',
    title: 'Nougat',
    source: { paper: '2308.13418', code: 'https://github.com/facebookresearch/nougat' },
    note: 'A picture of a page becomes its whole text in Markdown; it takes no question.',
    images: 'one',
    loss: 'all-text',
    marks: /<(?:s|\/s|pad|unk|work)>|\[MISSING_PAGE[^\]]*\]/g,
    roles: /(?!)/g,
    template: { ...bare, user: '', assistant: '{text}</s>' },
  }),
]
