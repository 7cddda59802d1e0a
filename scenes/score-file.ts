/** `node scenes/score-file.ts ANSWERS.jsonl RESULTS.jsonl`: prints the scores as JSON. */
import { readFileSync } from 'node:fs'
import { type SceneResult, scoreResults } from './score.ts'
import type { SceneAnswer } from './write-scenes.ts'

const [answers, results] = process.argv.slice(2)
if (answers === undefined || results === undefined) throw new Error('usage: score-file.ts ANSWERS.jsonl RESULTS.jsonl')
console.log(JSON.stringify(scoreResults(rows<SceneAnswer>(answers), rows<SceneResult>(results)), null, 2))

function rows<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]))
}
