import type { BesideValues, Dialect, PromptTemplate } from '../dialects/dialect.ts'
import type { Size } from '../geometry/spaces.ts'
import type { Turn } from './turn.ts'
import { imageMark, type RegionTable, type TurnProblem, writeTurn } from './write-turn.ts'

/** A turn whose mentions are already coordinate text. */
export type WrittenTurn = {
  readonly role: Turn['role']
  readonly text: string
  /** Numbers that go to the model beside the text, in order; only where the dialect has such. */
  readonly values?: BesideValues
}

/** A prompt and everything that is wrong with it. Do not send one with a problem of severity `error`. */
export type Prompt = {
  /** The whole text for the model; `<image>` stands for the picture. */
  readonly prompt: string
  /** The text of each turn as it stands in the prompt. */
  readonly turns: readonly WrittenTurn[]
  readonly problems: readonly TurnProblem[]
}

/** A dialogue on one picture and what it is written with. */
export type PromptInput = {
  readonly turns: readonly Turn[]
  readonly regions: RegionTable
  readonly image: Size & { readonly id: string }
  readonly dialect: Dialect
  /** The model's own template; the dialect's when absent. */
  readonly template?: PromptTemplate | undefined
}

/** The template of a model's manifest: its picture stands in front of everything unless it says otherwise. */
export function templateOfModel(
  given: Pick<PromptTemplate, 'user' | 'assistant' | 'image'> & Partial<PromptTemplate>,
): PromptTemplate {
  return { system: '', imagePlacement: 'front', ...given }
}

/**
 * The same turns with the picture named exactly once: where the first user turn names it, else as the template says. Later
 * marks are taken out and the blanks around them stay, as Shikra's demo does.
 */
export function placeImage(turns: readonly WrittenTurn[], template: PromptTemplate): WrittenTurn[] {
  const inFront = template.imagePlacement === 'front'
  let isPlaced = inFront
  return turns.map((turn) => {
    if (turn.role === 'assistant') return turn
    const without = turn.text.replaceAll(imageMark, '')
    if (isPlaced) return { ...turn, text: without }
    isPlaced = true
    if (template.imagePlacement === 'turn-start') return { ...turn, text: template.image + without.trim() }
    const at = turn.text.indexOf(imageMark)
    const text = at < 0 ? template.image + without : without.slice(0, at) + imageMark + without.slice(at)
    return { ...turn, text }
  })
}

/** Turns joined by a template. The last user turn ends where the model has to go on. */
export function joinTurns(turns: readonly WrittenTurn[], template: PromptTemplate): string {
  const front = template.imagePlacement === 'front' ? template.image : ''
  const firstUser = turns.findIndex((turn) => turn.role === 'user')
  const written = turns.map(({ role, text }, index) => {
    const user = index > firstUser ? (template.laterUser ?? template.user) : template.user
    return (role === 'user' ? user : template.assistant).replace('{text}', () => text)
  })
  return front + template.system + written.join('')
}

/** The exact prompt for a dialogue. Total: never throws; see `problems`. */
export function promptOf(input: PromptInput): Prompt {
  const template = input.template ?? input.dialect.template
  const problems: TurnProblem[] = []
  const texts: WrittenTurn[] = []
  const numbers = new Map<string, number>()
  for (const [index, turn] of input.turns.entries()) {
    const written = writeTurn(turn, { ...input, size: input.image, imageId: input.image.id, numbers })
    // Braces hurt loaders that fill templates; a prompt is not filled by one.
    problems.push(...written.problems.filter((problem) => problem.code !== 'brace'))
    const beside = input.dialect.beside === undefined ? {} : { values: written.values }
    texts.push({ role: turn.role, text: written.text, ...beside })
    if (turn.role !== (index % 2 === 0 ? 'user' : 'assistant')) {
      const message = 'questions and answers must take turns, beginning with a question'
      problems.push({ severity: 'error', code: 'roles-not-alternating', message, turnId: turn.id })
    }
  }
  const turns = placeImage(texts, template)
  return { prompt: joinTurns(turns, template), turns, problems }
}
