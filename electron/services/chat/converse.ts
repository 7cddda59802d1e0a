import type { GenerateItem, GenerateOptions, LoadedModel } from '../../../shared/api/engine.ts'
import type { Dialect } from '../../../shared/dialects/dialect.ts'
import { dialectById } from '../../../shared/dialects/registry.ts'
import { createGrounding, type GroundingEvent, type GroundingWarning } from '../../../shared/dialogue/grounding.ts'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { type Prompt, promptOf, templateOfModel } from '../../../shared/dialogue/prompt.ts'
import type { Region } from '../../../shared/dialogue/region.ts'
import { confidenceOf, shapeEvidence, type WeighedText } from '../../../shared/dialogue/region-confidence.ts'
import type { Part, Run, Turn } from '../../../shared/dialogue/turn.ts'
import type { TurnProblem } from '../../../shared/dialogue/write-turn.ts'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { newId, type TurnId } from '../../../shared/ids.ts'
import type { ModelManifest } from '../../engine/manifest.ts'
import type { Engine } from '../engine/engine.ts'

/** A dialogue on one picture whose last turn is the question. */
export type Question = {
  readonly image: ImageRecord
  readonly turns: readonly Turn[]
  /** Every region that the turns mention. */
  readonly regions: readonly Region[]
}

export type ConverseOptions = {
  readonly engine: Engine
  readonly manifest: ModelManifest
  /** The picture's file. */
  readonly imagePath: string
  readonly question: Question
  readonly nextRegionNumber: number
  readonly generate: GenerateOptions
  readonly appVersion: string
  readonly signal: AbortSignal
  readonly onEvent?: (event: GroundingEvent) => void
  /** The id that the answer gets. */
  readonly turnId?: TurnId | undefined
  /** The answer that goes on; the answer given back is what comes after it. */
  readonly continues?: Turn | undefined
}

/** An answer as far as it was said. */
export type Answer = {
  readonly turnId: TurnId
  readonly text: string
  readonly parts: Part[]
  readonly regions: Region[]
  readonly warnings: readonly GroundingWarning[]
  /** What the model may misread in the question; no reason to refuse it. */
  readonly promptWarnings: readonly TurnProblem[]
  readonly run: Run
  readonly stats: Extract<GenerateItem, { kind: 'done' }> | null
  /** Why it broke off, when something was said before that. */
  readonly failure: AppError | null
}

/** The prompt that a question becomes. */
export function writePrompt(manifest: ModelManifest, { image, turns, regions }: Question): Prompt {
  return promptOf({
    turns,
    image,
    regions: Object.fromEntries(regions.map((region) => [region.id, region])),
    dialect: dialectOf(manifest),
    template: templateOfModel(manifest.template),
  })
}

/**
 * Asks the model and reads its answer as it streams. Stopping and a crash keep what was said; when nothing was, they are
 * failures (`rpc.cancelled`, or the engine's own).
 */
export async function converse(options: ConverseOptions): Promise<Answer> {
  const { engine, manifest, question, generate, signal } = options
  const { problems, ...checked } = checkedPrompt(manifest, question)
  const prompt = options.continues ? promptGoingOn(manifest, question, options.continues) : checked.prompt
  const loaded = await engine.load(manifest.id)
  const turnId = options.turnId ?? options.continues?.id ?? newId<TurnId>()
  const tokensSaid: WeighedText[] = []
  const curve = manifest.confidence
  const grounding = createGrounding({
    dialect: dialectOf(manifest),
    image: question.image,
    turnId,
    firstNumber: options.nextRegionNumber,
    newId,
    now: Date.now,
    goesOn: options.continues !== undefined,
    confidences: (start, end) =>
      curve
        ? shapeEvidence(tokensSaid, start, end).map((evidence) =>
            evidence === null ? undefined : confidenceOf(evidence, curve),
          )
        : [],
  })
  const tell = (events: readonly GroundingEvent[]): void => {
    for (const event of events) options.onEvent?.(event)
  }

  const { imagePath } = options
  let text = ''
  let tokens = 0
  let stats: Answer['stats'] = null
  let failure: AppError | null = null
  try {
    for await (const item of engine.generate({ modelId: manifest.id, imagePath, prompt, options: generate }, signal)) {
      if (item.kind === 'done') stats = item
      else {
        text += item.text
        tokens++
        tokensSaid.push(item)
        tell(grounding.push(item.text))
      }
    }
  } catch (thrown) {
    failure = toAppError(thrown)
    if (tokens === 0) throw failure
  }
  if (stats?.finishReason === 'stopped' && tokens === 0) throw new AppError('rpc.cancelled')
  tell(grounding.end())
  const said = { prompt, text, tokens }
  return {
    turnId,
    text,
    parts: grounding.parts(),
    regions: grounding.regions(),
    warnings: grounding.warnings(),
    promptWarnings: problems,
    run: runOf(manifest, engine.loaded(manifest.id) ?? loaded, said, stats, options),
    stats,
    failure,
  }
}

function checkedPrompt(manifest: ModelManifest, question: Question): Prompt {
  const prompt = writePrompt(manifest, question)
  const [problem] = prompt.problems.filter(({ severity }) => severity === 'error')
  if (problem) throw refused(problem.message, problem.code)
  if (question.turns.at(-1)?.role !== 'user') throw refused('the dialogue does not end with a question')
  const { boxIn, pointIn, multiTurn } = manifest.capabilities
  const kinds = new Set(question.regions.map((region) => region.shape.kind))
  if (kinds.has('box') && !boxIn) throw refused('the model cannot read boxes')
  if (kinds.has('point') && !pointIn) throw refused('the model cannot read points')
  if (kinds.has('polygon')) throw refused('the model cannot read polygons')
  if (prompt.turns.some(({ values = [] }) => values.length > 0)) {
    throw refused('it takes the numbers of regions beside the text, and the engine has no place for them')
  }
  if (question.turns.length > 1 && !multiTurn) throw refused('the model answers single questions only')
  return prompt
}

/** The prompt with the answer so far behind it, cut where the template would close it. */
function promptGoingOn(manifest: ModelManifest, question: Question, answer: Turn): string {
  const { prompt, problems } = writePrompt(manifest, { ...question, turns: [...question.turns, answer] })
  const [problem] = problems.filter(({ severity }) => severity === 'error')
  if (problem) throw refused(problem.message, problem.code)
  const [, close = ''] = templateOfModel(manifest.template).assistant.split('{text}')
  return prompt.slice(0, prompt.length - close.length)
}

function refused(reason: string, detail?: string): AppError {
  return new AppError('engine.bad-request', { message: `The model cannot answer this request: ${reason}.`, detail })
}

function dialectOf(manifest: ModelManifest): Dialect {
  const dialect = dialectById(manifest.dialect)
  if (!dialect) throw new AppError('model.bad-manifest', { detail: `dialect: ${manifest.dialect} is not known` })
  return dialect
}

function runOf(
  manifest: ModelManifest,
  loaded: LoadedModel,
  said: { readonly prompt: string; readonly text: string; readonly tokens: number },
  stats: Answer['stats'],
  { generate, appVersion }: ConverseOptions,
): Run {
  const tokens = stats?.tokens ?? said.tokens
  const seconds = stats ? (stats.totalMs - stats.firstTokenMs) / 1000 : 0
  return {
    modelId: manifest.id,
    modelHash: loaded.modelHash,
    dialect: manifest.dialect,
    prompt: said.prompt,
    rawAnswer: said.text,
    provider: stats?.provider ?? loaded.provider,
    constrained: stats?.constrained ?? generate.constrained,
    temperature: generate.temperature,
    seed: generate.seed,
    finishReason: stats?.finishReason ?? 'failed',
    tokens,
    cachedTokens: stats?.cachedTokens ?? 0,
    firstTokenMs: stats?.firstTokenMs ?? 0,
    tokensPerSecond: seconds > 0 && tokens > 1 ? (tokens - 1) / seconds : 0,
    appVersion,
  }
}
