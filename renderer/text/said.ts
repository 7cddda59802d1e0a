import { fill, language } from './translate.ts'
import { zhImportTools } from './zh-import-tools.ts'
import { zhImports } from './zh-imports.ts'
import { zhReports } from './zh-reports.ts'
import { zhSaid } from './zh-said.ts'

/** Sentences of the program's other parts by language; English is what they are written in. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'zh-CN': { ...zhSaid, ...zhReports, ...zhImports, ...zhImportTools },
}
/** Places that hold a number, without a blank: a few words of their own would take whole sentences otherwise. */
const numbers = new Set(['n', 'm', 'line', 'low', 'high', 'least', 'most', 'width', 'height', 'value', 'factor', 'pid'])
/** Places whose words are a sentence of their own; what people typed and what files are called is not to be translated. */
const nested = new Set(['reason'])

type Pattern = { readonly test: RegExp; readonly names: readonly string[]; readonly text: string }

const patterns = new Map<string, readonly Pattern[]>()

/** The table's sentences with places: those with the most words of their own first, since a place takes anything. */
function patternsOf(tag: string): readonly Pattern[] {
  const known = patterns.get(tag)
  if (known !== undefined) return known
  const made = Object.entries(tables[tag] ?? {})
    .filter(([english]) => english.includes('{'))
    .sort(([a], [b]) => b.replace(/\{\w+\}/g, '').length - a.replace(/\{\w+\}/g, '').length)
    .map(([english, text]) => {
      const names = [...english.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
      const parts = english.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      const source = parts.reduce(
        (all, part, i) => `${all}${numbers.has(names[i - 1] ?? '') ? '(\\S+?)' : '(.+?)'}${part}`,
      )
      return { test: new RegExp(`^${source}$`, 's'), names, text }
    })
  patterns.set(tag, made)
  return made
}

/**
 * A sentence that another part of the program said (a failure, a line of a report), in the language that is shown. One that nobody has
 * translated stays as it was said; nothing said is the empty text. Tracks the language.
 */
export function said(sentence: string | undefined): string {
  if (sentence === undefined) return ''
  const tag = language()
  const table = tables[tag]
  if (table === undefined) return sentence
  const whole = table[sentence]
  if (whole !== undefined) return whole
  for (const { test, names, text } of patternsOf(tag)) {
    const found = test.exec(sentence)
    if (found === null) continue
    const filled = names.map((name, i) => {
      const words = found[i + 1] ?? ''
      return [name, nested.has(name) ? said(words) : words]
    })
    return fill(text, Object.fromEntries(filled))
  }
  return saidAtPlace(sentence)
}

/** What a reader says of a place in a file (`annotations[4]: the box …`), where what it says has been translated. */
function saidAtPlace(sentence: string): string {
  const [, place = '', message = ''] = /^([^:]+): (.+)\.$/s.exec(sentence) ?? []
  const translated = message === '' ? message : said(message)
  return translated === message ? sentence : `${said(place)}：${translated}。`
}

/** Facts that are told one after the other, parted by semicolons: each by itself. */
export function saidFacts(facts: string): string {
  if (tables[language()] === undefined) return facts
  return facts.split('; ').map(said).join('；')
}
