import type { EvaluationReport } from '../../../shared/evaluation/report.ts'
import type { Share } from '../../../shared/evaluation/share.ts'
import type { MessageKey } from '../../text/catalogue.ts'
import { isMessageKey, label, t } from '../../text/translate.ts'

/** One score with its name; `key` is the same in every report. */
export type ScoreRow = { readonly key: string; readonly name: string; readonly score: Share }

const taskNames: Readonly<Record<string, MessageKey>> = {
  rec: 'evaluate.task.rec',
  reg: 'evaluate.task.reg',
  pointqa: 'evaluate.task.pointqa',
  boxqa: 'evaluate.task.boxqa',
  caption: 'evaluate.task.caption',
  spotting: 'evaluate.task.spotting',
  count: 'evaluate.task.count',
  chessboard: 'evaluate.task.chessboard',
  exists: 'evaluate.task.exists',
  relation: 'evaluate.task.relation',
  text: 'evaluate.task.text',
}

const formNames: Readonly<Record<string, MessageKey>> = {
  direct: 'evaluate.form.direct',
  shown: 'evaluate.form.shown',
}

/** The name of a task; one that this version does not know keeps its own. */
export function taskName(task: string): string {
  const key = Object.hasOwn(taskNames, task) ? taskNames[task] : undefined
  return key && isMessageKey(key) ? label(key) : task
}

function formName(form: string): string {
  const key = Object.hasOwn(formNames, form) ? formNames[form] : undefined
  return key && isMessageKey(key) ? label(key) : form
}

/** The scores of a report by task; tasks that are answered with and without showing boxes also by that. */
export function taskRows({ scores }: EvaluationReport): ScoreRow[] {
  const { rec, tasks, dialogues } = scores
  const rows: ScoreRow[] = [
    { key: 'rec-50', name: t('evaluate.score.rec-50'), score: rec.one.acc50 },
    { key: 'rec-75', name: t('evaluate.score.rec-75'), score: rec.one.acc75 },
    { key: 'rec-several', name: t('evaluate.score.rec-several'), score: rec.several.acc50 },
    { key: 'absent', name: t('evaluate.score.absent'), score: rec.absent },
    { key: 'not-denied', name: t('evaluate.score.not-denied'), score: rec.notDenied },
  ]
  for (const { task, all, forms } of tasks) {
    if (task === 'rec') continue
    rows.push({ key: task, name: taskName(task), score: all })
    const told = forms.filter(({ form }) => Object.hasOwn(formNames, form))
    if (told.length < 2) continue
    for (const { form, all: score } of told) {
      const name = t('evaluate.score.form', { task: taskName(task), form: formName(form) })
      rows.push({ key: `${task}-${form}`, name, score })
    }
  }
  rows.push({ key: 'dialogues', name: t('evaluate.score.dialogues'), score: dialogues.whole })
  return rows.filter(({ score }) => score.n > 0)
}

/** One object found, by its size in the picture. */
export function sizeRows({ scores: { rec } }: EvaluationReport): ScoreRow[] {
  const sizes = [
    { key: 'small', name: t('evaluate.size.small'), score: rec.small },
    { key: 'medium', name: t('evaluate.size.medium'), score: rec.medium },
    { key: 'large', name: t('evaluate.size.large'), score: rec.large },
  ]
  return sizes
    .filter(({ score }) => score.n > 0)
    .flatMap(({ key, name, score }) => [
      { key: `${key}-50`, name: t('evaluate.size.at-50', { name }), score: score.acc50 },
      { key: `${key}-75`, name: t('evaluate.size.at-75', { name }), score: score.acc75 },
    ])
}

/** Questions inside dialogues, by their turn. */
export function turnRows({ scores: { dialogues } }: EvaluationReport): ScoreRow[] {
  return dialogues.turns.map(({ turn, all }) => ({
    key: `turn-${turn}`,
    name: t('evaluate.score.turn', { n: turn }),
    score: all,
  }))
}

/** A share as people read it, e.g. `89.9 %`; a dash where nothing was asked. */
export function percent(share: number | null): string {
  return share === null ? '–' : t('evaluate.percent', { n: (share * 100).toFixed(1) })
}
