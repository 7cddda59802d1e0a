import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Literal words of a component: between tags, and in attributes that people see or hear. */
function literals(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const attributes = [
    ...code.matchAll(/\b(?:aria-label|aria-roledescription|title|placeholder|alt|label|text|hint)="([^"]*)"/g),
  ]
  const texts = [...code.matchAll(/(?<!=)>([^<>{}()=;']*\p{L}{2,}[^<>{}()=;']*)(?:<\/[A-Za-z]|\{)/gu)]
  return [...attributes, ...texts].map((match) => (match[1] ?? '').trim()).filter((text) => /\p{L}/u.test(text))
}

describe('visible text', () => {
  it('is found where it is planted', () => {
    expect(literals('<p class="x">Hello there</p>')).toEqual(['Hello there'])
    expect(literals('<button aria-label="Close" title={t("a")}>{x()}</button>')).toEqual(['Close'])
    expect(literals('<p>\n  Two words\n</p>')).toEqual(['Two words'])
    expect(literals('<p>Hello {name()}</p>')).toEqual(['Hello'])
    expect(literals("const f = (a: Map<string, number>) => a.get('x') ?? null")).toEqual([])
  })

  it('comes from the catalogue in every component', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx') && !name.includes('.test.') && !name.startsWith('test-'))
      .sort()
    expect(files.length).toBeGreaterThan(30)
    const found = files.flatMap((name) =>
      literals(readFileSync(join(root, name), 'utf8')).map((text) => `${name}: ${text}`),
    )
    expect(found).toEqual([])
  })

  it('every key is used somewhere', () => {
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/(?:^|\/)(?:en|zh)(?:-\w+)?\.ts$/.test(name))
      .map((name) => readFileSync(join(root, name), 'utf8'))
      .join('\n')
    const prefixes = [
      'history.',
      'statistics.',
      'state.',
      'filter.error.',
      'region.kind.',
      'export.format.',
      'export.group.',
      'export.severity.',
      'import.frame.',
      'import.severity.',
      'checklist.',
      'keys.scope.',
      'action.',
      'review.scope.',
      'batch.scope.',
      'batch.kind.',
      'batch.policy.',
      'batch.state.',
      'batch.outcome.',
      'qa.column.',
      'qa.type.',
      'qa.problem.',
      'qa.form.',
      'qa.state.',
      'review.order.',
      'review.verdict.',
      'view.',
      'folder.title.',
      'folder.choose.',
      'evaluate.set.scenes.hint.',
      'evaluate.style.',
      'evaluate.split.',
      'settings.theme.',
      'settings.language.',
      'settings.wheel.',
      'settings.mentions.',
      'preset.',
      'dialogue.kind.',
      'region.origin.',
      'regions.order.',
      'template.',
    ]
    const unused = Object.keys(en).filter((key) => {
      const base = key.replace(/\.(?:one|other)$/, '')
      return !sources.includes(`'${base}'`) && !prefixes.some((prefix) => key.startsWith(prefix))
    })
    expect(unused).toEqual([])
  })
})
