import type { GenerateOptions } from '../../../shared/api/engine.ts'
import type { Dialect } from '../../../shared/dialects/dialect.ts'
import type { Document } from '../../../shared/document/document.ts'
import type { EvaluationQuestion } from '../../../shared/evaluation/expected-answer.ts'
import type { Vocabulary } from '../../../shared/evaluation/read-words.ts'
import type { EvaluationSource } from '../../../shared/evaluation/report.ts'
import { reviewedQuestions } from '../../../shared/evaluation/reviewed-questions.ts'
import type { Question } from '../chat/converse.ts'

/** One question to be asked. */
export type EvaluationItem = {
  readonly question: EvaluationQuestion
  /** Makes the question, and its picture where there is none yet. */
  prepare(): Promise<{ readonly imagePath: string; readonly question: Question }>
  /** Options of its own that a requests file gives. */
  readonly options?: Partial<GenerateOptions>
}

/** Questions with known answers. */
export type EvaluationSet = {
  readonly source: EvaluationSource
  readonly vocabulary: Vocabulary
  readonly total: number
  /** Reviewed answers that no question could be made of. */
  readonly skipped: number
  items(): AsyncIterable<EvaluationItem> | Iterable<EvaluationItem>
}

/** The reviewed turns of a project. */
export function reviewedSet(
  project: { readonly name: string; readonly document: Document; imagePath(imageId: string): string },
  dialect: Dialect,
): EvaluationSet {
  const { questions, skipped } = reviewedQuestions(project.document, dialect)
  return {
    source: { kind: 'project', name: project.name },
    vocabulary: [],
    total: questions.length,
    skipped,
    items: () =>
      questions.map(({ question, image, turns, regions }) => ({
        question,
        prepare: async () => ({ imagePath: project.imagePath(image.id), question: { image, turns, regions } }),
      })),
  }
}
