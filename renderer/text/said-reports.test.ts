import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { said } from './said.ts'
import { setLanguage } from './translate.ts'
import { zh } from './zh.ts'

afterEach(() => setLanguage('en', en))

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where reports of exports, imports and checks are written: every one of their sentences is shown in a dialog. */
const folders = ['shared/dataset', 'shared/dataset/formats', 'shared/dataset/import']
const services =
  /^(?:block-converter|convert|convert-results|convert-sums|convert-target|export-images|import-\w+|import|piece-blocks|piece-parser|tar-file|dataset)\.ts$/

/** Both of `${a ? 'x' : 'y'}`; something short for any other place. */
function expand(text: string): string[] {
  const choice = /\$\{[^{}?]*\?\s*'([^']*)'\s*:\s*'([^']*)'\}/.exec(text)
  if (choice === null) return [text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7').replace(/\\(['`])/g, '$1')]
  return [choice[1] ?? '', choice[2] ?? ''].flatMap((one) => expand(text.replace(choice[0], () => one)))
}

/** The literal sentences of a source: whole ones with a full stop, and in readers of foreign files what stands behind a place. */
function sentencesOf(source: string, isReader: boolean): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found: string[] = []
  for (const match of code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)) {
    const text = match[1] ?? match[2] ?? ''
    const words = text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7')
    const before = code.slice(0, match.index)
    const isThird =
      /\blog\.(?:dropped|changed|noted)\(\s*(?:[^,()'`]|`[^`]*`|'[^']*'|\([^()]*\))+,\s*'[^']*',\s*$/.test(before)
    const isList = code.slice(match.index + match[0].length).startsWith('.split(')
    const isCode = /\blog\.(?:dropped|changed|noted)\(\s*(?:[^,()'`]|`[^`]*`|'[^']*'|\([^()]*\))+,\s*$/.test(before)
    const isSentence = /^[A-Z“7].*[a-z7”] .*\.$/s.test(words)
    const isPhrase = isReader && /[a-z]\S* \S+ \S+/.test(words) && !isList && !isCode
    if (isThird || isSentence || isPhrase) found.push(...expand(text))
  }
  return found
}

function allSentences(): { readonly file: string; readonly sentence: string }[] {
  const files = [
    ...folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)),
    ...readdirSync(join(root, 'electron/services'))
      .filter((name) => services.test(name))
      .map((name) => `electron/services/${name}`),
  ].filter((name) => name.endsWith('.ts') && !/\.test\.ts$|sample-|shikra-(?:rows|vcr)|llava-row/.test(name))
  return files.flatMap((file) =>
    sentencesOf(readFileSync(join(root, file), 'utf8'), file.startsWith('shared/dataset/import/')).map((sentence) => ({
      file,
      sentence,
    })),
  )
}

describe('what reports say', () => {
  it('has Chinese for every sentence', () => {
    setLanguage('zh-CN', zh)
    const missing = allSentences().filter(({ sentence }) => {
      const shown = said(sentence)
      return shown === sentence || /[a-z]{3,} [a-z]{3,} [a-z]{2,}/.test(shown)
    })
    expect(missing.map(({ file, sentence }) => `${file}: ${sentence}`)).toEqual([])
    expect(allSentences().length).toBeGreaterThan(300)
  })

  it('finds the sentences of a source', () => {
    const source = `
      const message = \`\${n} \${n === 1 ? 'box is' : 'boxes are'} left out.\`
      log.dropped(\`annotations[\${i}]\`, 'bad box one', 'no box', id)
      const names = 'id type from'.split(' ')
      throw 'no sentence of ours'`
    expect(sentencesOf(source, true)).toEqual([
      '7 box is left out.',
      '7 boxes are left out.',
      'no box',
      'no sentence of ours',
    ])
  })

  it('says where in a file it is, and what', () => {
    setLanguage('zh-CN', zh)
    expect(
      [
        'annotations[3]: the box leaves the picture and was cut at its edge.',
        'object 2, line 17: the object has no name.',
        'line 4: there is no name for class 7.',
        'A question and its answer are left out: nobody has reviewed the answer.',
        'image 3: something that nobody has translated.',
      ].map(said),
    ).toEqual([
      'annotations[3]：框超出图像，已在边缘截断。',
      '第 2 个对象，第 17 行：对象没有名称。',
      '第 4 行：类别 7 没有名称。',
      '一个问题及其回答被略去：回答未经审核。',
      'image 3: something that nobody has translated.',
    ])
  })
})
